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
	CELL_FLAGGED, /* NULL when it was not counted */
	CELL_SCALE,
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

struct query *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err);

/* How many films there are, and how many of them the filters of films leave. */
int cells_count_films(struct store *store, const struct names *names, int64_t *films, int64_t *left,
    struct err *err) __attribute__((warn_unused_result));

/* Other sites' totals of films, as last observed (at --as-of): see aggregate.c. */
struct query *cells_open_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err);

#endif
