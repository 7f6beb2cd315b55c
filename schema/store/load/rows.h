/*
 * rows: rows of tables, gathered until there is a batch of them, and given to the thread that
 * writes them (row_writer.h). What is taken goes in with rows_flush, within the load's transaction.
 *
 * Before rows are added there is to be room for them, or rows_give makes it.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_ROWS_H
#define FILMTALLY_SCHEMA_STORE_LOAD_ROWS_H

#include "schema/store/load/load.h"

#include <stdbool.h>

struct rows;

struct rows *rows_open(void);
void rows_close(struct rows *rows);

/* Before the first row: takes the memory that a load of records alone does not need. The writer
 * writes for this load (part.h). */
void rows_begin(struct rows *rows, struct load *load);

/* Nothing waits to be committed. */
bool rows_are_none(const struct rows *rows);
bool rows_have_room(const struct rows *rows, size_t n);
/* As many are not committed as should be at once. */
bool rows_are_many(const struct rows *rows);

/* One that is refused is -1 with EXIT_REFUSED. */
int rows_add_ballot(struct rows *rows, const struct ballot *ballot, struct err *err)
    __attribute__((warn_unused_result));
int rows_add_total(struct rows *rows, const struct total *total, struct err *err)
    __attribute__((warn_unused_result));
/* At most LOAD_TOGETHER; how many were taken: see load_lines. */
size_t rows_add_lines(struct rows *rows, const struct ballot_line *lines, size_t n)
    __attribute__((warn_unused_result));

/* Within a transaction: gives the batch away, so that there is room. */
int rows_give(struct rows *rows, struct err *err) __attribute__((warn_unused_result));
/* Within a transaction: until all are written, and their counts. */
int rows_flush(struct rows *rows, struct err *err) __attribute__((warn_unused_result));
/* Until no other thread uses the store. */
int rows_wait(struct rows *rows, struct err *err) __attribute__((warn_unused_result));

#endif
