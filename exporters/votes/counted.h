/*
 * counted: cells of the ballots that count, when the counts that are kept per film do not tell what
 * was asked. All ballots are read once, voter by voter, and added up by group, film and what they
 * say.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_COUNTED_H
#define FILMTALLY_EXPORTERS_VOTES_COUNTED_H

#include "exporters/votes/cell.h"
#include "exporters/votes/names.h"
#include "exporters/votes/question.h"

struct counted;

/* Reads and counts all that the question means. */
struct counted *counted_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err);
void counted_close(struct counted *counted); /* NULL is allowed */

/* Like cells_next. */
int counted_next(struct counted *counted, struct vote_cell *cell, struct err *err)
    __attribute__((warn_unused_result));

/* The flagged votes of each film by its number, *n of them; to be freed. NULL with err. */
int64_t *counted_flagged(struct store *store, size_t *n, struct err *err);

#endif
