/* query.c: a prepared statement for those who must not see sqlite3. */
#include "schema/store/query.h"
#include "schema/store/db.h"

#include <math.h>
#include <stdlib.h>

struct query {
	struct store *store;
	sqlite3_stmt *statement;
};

struct query *query_open(struct store *store, const char *sql, struct err *err)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK) {
		db_err(store, err);
		return NULL;
	}
	struct query *query = must_malloc(sizeof *query);
	*query = (struct query){store, statement};
	return query;
}

void query_bind_text(struct query *query, int parameter, const char *text)
{
	sqlite3_bind_text(query->statement, parameter, text, -1, SQLITE_TRANSIENT);
}

void query_bind_int(struct query *query, int parameter, int64_t value)
{
	sqlite3_bind_int64(query->statement, parameter, value);
}

void query_bind_real(struct query *query, int parameter, double value)
{
	db_bind_real(query->statement, parameter, value);
}

int query_step(struct query *query, struct err *err)
{
	return db_step(query->store, query->statement, err);
}

void query_reset(struct query *query)
{
	db_done(query->statement);
}

bool query_is_null(const struct query *query, int column)
{
	return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

int64_t query_int(const struct query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

double query_real(const struct query *query, int column)
{
	return query_is_null(query, column) ? NAN : sqlite3_column_double(query->statement, column);
}

const char *query_text(const struct query *query, int column)
{
	return (const char *)sqlite3_column_text(query->statement, column);
}

enum query_type query_type(const struct query *query, int column)
{
	switch (sqlite3_column_type(query->statement, column)) {
	case SQLITE_INTEGER:
		return QUERY_INT;
	case SQLITE_FLOAT:
		return QUERY_REAL;
	case SQLITE_TEXT:
		return QUERY_TEXT;
	case SQLITE_BLOB:
		return QUERY_BYTES;
	default:
		return QUERY_NULL;
	}
}

void query_close(struct query *query)
{
	if (!query)
		return;
	sqlite3_finalize(query->statement);
	free(query);
}

int query_run(struct store *store, const char *sql, struct err *err)
{
	return db_run(store, sql, err);
}
