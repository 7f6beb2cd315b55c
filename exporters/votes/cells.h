/*
 * cells: what stands behind every answer: counts in the order of the groups, a film's together.
 *
 * Without a question about single votes (a period, a source, flags …) the cells are the counts that
 * are kept per film, so that it costs the films; else the ballots that count are read (counted.h).
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_CELLS_H
#define FILMTALLY_EXPORTERS_VOTES_CELLS_H

#include "exporters/votes/cell.h"
#include "exporters/votes/names.h"
#include "exporters/votes/question.h"

struct cells;

struct cells *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err);
void cells_close(struct cells *cells); /* NULL is allowed */

/* 1 and the next cell, 0 at the end, -1 with err. */
int cells_next(struct cells *cells, struct vote_cell *cell, struct err *err)
    __attribute__((warn_unused_result));

#endif
