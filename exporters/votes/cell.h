/*
 * cell: one of the counts that an answer is added up from, of a film and of one label in each
 * group.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_CELL_H
#define FILMTALLY_EXPORTERS_VOTES_CELL_H

#include "exporters/votes/labels.h"
#include "schema/store/query.h"

#include <stdbool.h>
#include <stdint.h>

/* A sum that may be unknown: known once one film says it. */
struct known_sum {
	bool known;
	int64_t n;
};

/* That of a column: NULL is unknown. */
static inline struct known_sum known_sum(const struct query *query, int column)
{
	return (struct known_sum){!query_is_null(query, column), query_int(query, column)};
}

/* Texts are borrowed until the next cell. */
struct vote_cell {
	struct label labels[BY_MOST];
	int64_t film;
	int editor; /* 1 favorite, 2 unfavorite, 0 none */
	/* the film's, where a row is about films */
	const char *key, *title, *url;
	int year; /* 0 unknown */
	struct known_sum poll_favorite, poll_unfavorite, comments, unread;
	struct known_sum flagged; /* of the film's votes; only of what is kept */

	int64_t favorite, unfavorite;
	int64_t scale;    /* of the ratings */
	const char *kept; /* ratings as kept: `3.5:40 4:12`; or else */
	double value;     /* one value, and how many gave it */
	int64_t ratings;
	bool timed; /* first and last are known: 8 × seconds + precision */
	int64_t first, last;
	/* only of counted ballots: of these, since --since, and flagged by rule */
	int64_t fresh, identical, burst, one_sided, any_flag;
};

#endif
