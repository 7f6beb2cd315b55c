/*
 * row: a table's row becomes a ballot, or the totals of a poll.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_ROW_H
#define FILMTALLY_IMPORTERS_RATINGS_ROW_H

#include "importers/ratings/cell.h"

void rows_init(struct rows *rows, const struct plan *plan, const struct constants *constants);
void rows_release(struct rows *rows);

/* Appends what the row says to out, in the form of ballot.h. -1 with err (EXIT_REFUSED) when it
 * says nothing that counts. */
int rows_write(struct rows *rows, const struct csv_field *fields, size_t n, long line,
    struct buf *out, struct err *err) __attribute__((warn_unused_result));

#endif
