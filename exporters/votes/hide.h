/* hide: --suppress on a table of groups: which rows are hidden, whichever way they could be solved
 * for. */
#ifndef FILMTALLY_EXPORTERS_VOTES_HIDE_H
#define FILMTALLY_EXPORTERS_VOTES_HIDE_H

#include "exporters/votes/columns.h"
#include "exporters/votes/names.h"

/*
 * Empties every count and what is derived of it in the rows that have to be hidden, and says "yes"
 * in their column `suppressed`. The groups of one way, whose own tables may be published as well,
 * are asked of the store. *hidden gets the number of rows.
 */
int hide_small(struct table *table, const struct columns *columns, struct store *store,
    const struct names *names, int64_t *hidden, struct err *err)
    __attribute__((warn_unused_result));

#endif
