/*
 * labels: what the groups of one dimension are called. Each label is a rank, so that groups are put
 * in order by numbers: rank 0 is no label, the others stand in the order of the labels. A film has
 * ranks (several genres, or rank 0 alone); a ballot has one.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_LABELS_H
#define FILMTALLY_EXPORTERS_VOTES_LABELS_H

#include "exporters/ballots/latest.h"
#include "exporters/votes/question.h"
#include "schema/base/arena.h"
#include "schema/base/date.h"

struct label {
	const char *text; /* NULL when there is none (no genre, no time) */
	double number;    /* of numeric dimensions; NAN when there is none */
};

struct labels {
	enum dimension by;
	LIST_OF(struct label) at; /* by rank; empty where ranks are periods */
	struct arena arena;
	/* a film's: ranks[starts[film]] up to starts[film + 1] */
	uint32_t *starts, *ranks;
	size_t films; /* the highest number of a film, and one */
	/* a ballot's, by its source or by what it says */
	uint32_t *of;
	size_t of_n;
	/* the last day that was asked for */
	int64_t day;
	uint32_t day_rank;
	char period[DATE_TEXT]; /* the text of period_rank */
	uint32_t period_rank;
	uint32_t *wanted; /* ranks that a filter wants, in order */
	size_t wanted_n;
};

/* Reads the labels of one dimension. Ballots have the rows of votes; with `count_ratings` a score
 * is a choice. */
int labels_open(struct labels *labels, struct store *store, enum dimension by,
    const struct vote_rows *vote_rows, bool count_ratings, struct err *err)
    __attribute__((warn_unused_result));
void labels_close(struct labels *labels); /* all-zero is allowed */

/* A film's ranks and their number, one at least. */
size_t labels_of_film(const struct labels *labels, uint32_t film, const uint32_t **ranks);

/* A ballot's rank. */
uint32_t labels_of_ballot(
    struct labels *labels, const struct latest_ballot *ballot, const struct vote *vote);

/* The label of a rank; its text is borrowed until the next call, a film's is NULL. */
struct label labels_at(struct labels *labels, uint32_t rank);

/* A filter's JSON array of labels: which ballots it wants. */
int labels_want(struct labels *labels, struct store *store, const char *list, struct err *err)
    __attribute__((warn_unused_result));
bool labels_wants(const struct labels *labels, uint32_t rank);

#endif
