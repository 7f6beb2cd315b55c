/* numbered: arrays by the numbers of rows: of films, mentions, sources. Rows are numbered from 1
 * with few gaps. */
#ifndef FILMTALLY_EXPORTERS_BALLOTS_NUMBERED_H
#define FILMTALLY_EXPORTERS_BALLOTS_NUMBERED_H

#include "schema/store/query.h"

/* A row's number in a column; -1 with err when no row can have it. */
int numbered_read(const struct query *query, int column, uint32_t *number, struct err *err)
    __attribute__((warn_unused_result));

/* Grows *array, which has room for *n elements of that size, so that it has one by that number. New
 * ones are zero. */
void numbered_reach(void **array, size_t *n, size_t size, uint32_t number);

#endif
