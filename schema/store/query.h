/*
 * query: one SQL statement, its parameters and the rows it gives. What exporters and tools read
 * with.
 *
 *	struct query *query = query_open(store, "SELECT key, year FROM film WHERE year >= ?1",
 *&err); query_bind_int(query, 1, 1980); while ((got = query_step(query, &err)) > 0)
 *		use(query_text(query, 0), query_int(query, 1));
 *	query_close(query);
 *
 * Parameters are numbered from 1, columns from 0. Texts are borrowed until the next step or reset.
 */
#ifndef FILMTALLY_SCHEMA_STORE_QUERY_H
#define FILMTALLY_SCHEMA_STORE_QUERY_H

#include "schema/store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct query;

/* Prepares one statement; NULL with err (EXIT_SYSTEM) when the SQL or the database is at fault. */
struct query *query_open(struct store *store, const char *sql, struct err *err);

/* Binds a parameter; the text is copied. A NULL text, or NAN, binds SQL's NULL. */
void query_bind_text(struct query *query, int parameter, const char *text);
void query_bind_int(struct query *query, int parameter, int64_t value);
void query_bind_real(struct query *query, int parameter, double value);

/* Gives the next row: 1, or 0 at the end, or -1 with err. */
int query_step(struct query *query, struct err *err) __attribute__((warn_unused_result));

/* The statement can be given other parameters, and begins again. */
void query_reset(struct query *query);

/* Columns of the row: a NULL is 0, NAN, or a NULL text. */
bool query_is_null(const struct query *query, int column);
int64_t query_int(const struct query *query, int column);
double query_real(const struct query *query, int column);
const char *query_text(const struct query *query, int column);

/* The type of a value in the row. */
enum query_type { QUERY_NULL, QUERY_INT, QUERY_REAL, QUERY_TEXT, QUERY_BYTES };
enum query_type query_type(const struct query *query, int column);

/* NULL is allowed. */
void query_close(struct query *query);

/* Runs one statement that takes no parameters and gives no rows. */
int query_run(struct store *store, const char *sql, struct err *err)
    __attribute__((warn_unused_result));

#endif
