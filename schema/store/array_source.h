/*
 * array_source: rows that stand in memory as a table named `array`, which SQL reads: INSERT …
 * SELECT c0, c1 FROM array, or a SELECT that looks something up for each. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_ARRAY_SOURCE_H
#define FILMTALLY_SCHEMA_STORE_ARRAY_SOURCE_H

#include "schema/store/db.h"

struct array {
	const void *rows;
	size_t n;
	/* Gives column c0, c1, … (up to c10) of a row; when it gives nothing the column is NULL. */
	void (*column)(sqlite3_context *to, const void *rows, size_t row, int column);
};

/* A statement as db_statement gives it, which reads the array at its first step. */
sqlite3_stmt *array_statement(
    struct store *store, const char *sql, const struct array *array, struct err *err);

/* Runs one that gives no rows. An INSERT OR FAIL goes without sqlite's copies of the pages that it
 * changes, by which a statement could be undone alone. */
int array_run(struct store *store, const char *sql, const struct array *array, struct err *err)
    __attribute__((warn_unused_result));

#endif
