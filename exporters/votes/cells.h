/*
 * cells: what stands behind every answer: counts in the order of the groups, a film's together.
 *
 * Without a question about single votes (a period, a source, flags …) the cells are the counts that
 * are kept per film, so that it costs the films; else the ballots that count are read (counted.h).
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_CELLS_H
#define FILMTALLY_EXPORTERS_VOTES_CELLS_H

#include "exporters/votes/labels.h"
#include "exporters/votes/names.h"
#include "exporters/votes/question.h"
#include "schema/store/query.h"

/* A sum that may be unknown: known once one film says it. */
struct known_sum {
	bool known;
	int64_t n;
};

/* That of a column: NULL is unknown. */
struct known_sum known_sum(const struct query *query, int column);

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

struct cells;

struct cells *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err);
void cells_close(struct cells *cells); /* NULL is allowed */

/* 1 and the next cell, 0 at the end, -1 with err. */
int cells_next(struct cells *cells, struct vote_cell *cell, struct err *err)
    __attribute__((warn_unused_result));

/* The films that the filters of films leave: their numbers and the editor's choice. */
struct query *cells_open_films(struct store *store, const struct names *names, struct err *err);

/* How many films there are, and how many of them the filters of films leave. */
int cells_count_films(struct store *store, const struct names *names, int64_t *films, int64_t *left,
    struct err *err) __attribute__((warn_unused_result));

/* Other sites' totals of films, as last observed (at --as-of): see aggregate.c. */
struct query *cells_open_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err);

#endif
