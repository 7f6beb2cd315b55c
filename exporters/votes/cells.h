/*
 * cells: the one query behind every answer: rows of counts in the order of the groups.
 *
 * Without a question about single votes (a period, a source, flags …) the cells are the counts that
 * are kept per film, so that it costs the films; else the ballots that count are read and counted
 * by SQL.
 */
#ifndef FILMTALLY_CELLS_H
#define FILMTALLY_CELLS_H

#include "exporters/votes/names.h"
#include "exporters/votes/question.h"
#include "schema/store/query.h"

/* The columns of the query: the groups' labels, the film, what is kept per film, the cell. */
enum cell_column {
	CELL_LABEL, /* and BY_MOST − 1 more */
	CELL_FILM = BY_MOST,
	CELL_KEY,
	CELL_TITLE,
	CELL_YEAR,
	CELL_URL,
	CELL_EDITOR,
	CELL_POLL_FAVORITE,
	CELL_POLL_UNFAVORITE,
	CELL_COMMENTS,
	CELL_UNREAD,
	CELL_FLAGGED,
	CELL_BEST,
	CELL_WORST,
	CELL_FAVORITE,
	CELL_UNFAVORITE,
	CELL_CELLS, /* ratings as kept: `3.5:40 4:12` */
	CELL_FIRST, /* 8 × seconds + precision; NULL without a time */
	CELL_LAST,
	/* only when ballots are read: one choice or value */
	CELL_VALUE,
	CELL_RATINGS,
	CELL_FRESH,     /* of them since --since */
	CELL_IDENTICAL, /* flagged, by rule */
	CELL_BURST,
	CELL_ONE_SIDED,
	CELL_ANY_FLAG
};

/* Plain thresholds of what is flagged; the manual names them. */
enum {
	FLAG_TEXT_LENGTH = 20, /* letters that a text must have */
	FLAG_TEXT_COPIES = 3,  /* comments of one text */
	FLAG_HOUR_VOTES = 20,  /* votes on one film within one hour of the clock */
	FLAG_SIDE_VOTES = 10   /* votes of one voter, all to one side */
};

struct query *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err);

/* How many films there are, and how many of them the filters of films leave. */
int cells_count_films(struct store *store, const struct names *names, int64_t *films, int64_t *left,
    struct err *err) __attribute__((warn_unused_result));

/* Other sites' totals of films, as last observed (at --as-of): see aggregate.c. */
struct query *cells_open_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err);

#endif
