/*
 * array_source.c: a virtual table over an array: one statement inserts or looks up for all its
 * rows, instead of being bound, run and reset for each.
 */
#include "schema/store/array_source.h"

#include <stdlib.h>

/* Of a connection: what the next statement reads. */
struct array_source {
	struct array array;
};

struct source {
	sqlite3_vtab base;
	const struct array_source *of;
};

struct cursor {
	sqlite3_vtab_cursor base;
	struct array array;
	size_t at;
};

static int source_connect(
    sqlite3 *db, void *of, int argc, const char *const *argv, sqlite3_vtab **made, char **why)
{
	(void)argc, (void)argv, (void)why;
	struct source *source = must_calloc(1, sizeof *source);
	source->of = of;
	*made = &source->base;
	return sqlite3_declare_vtab(
	    db, "CREATE TABLE x (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10)");
}

static int source_disconnect(sqlite3_vtab *source)
{
	free(source);
	return SQLITE_OK;
}

static int source_plan(sqlite3_vtab *source, sqlite3_index_info *plan)
{
	(void)source;
	plan->estimatedCost = 1;
	return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *source, sqlite3_vtab_cursor **made)
{
	(void)source;
	struct cursor *cursor = must_calloc(1, sizeof *cursor);
	*made = &cursor->base;
	return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int cursor_start(
    sqlite3_vtab_cursor *base, int plan, const char *text, int argc, sqlite3_value **argv)
{
	(void)plan, (void)text, (void)argc, (void)argv;
	struct cursor *cursor = (struct cursor *)base;
	cursor->array = ((struct source *)base->pVtab)->of->array;
	cursor->at = 0;
	return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *cursor)
{
	((struct cursor *)cursor)->at++;
	return SQLITE_OK;
}

static int cursor_end(sqlite3_vtab_cursor *cursor)
{
	return ((struct cursor *)cursor)->at >= ((struct cursor *)cursor)->array.n;
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *to, int column)
{
	const struct cursor *cursor = (struct cursor *)base;
	cursor->array.column(to, cursor->array.rows, cursor->at, column);
	return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
	*rowid = (sqlite3_int64)((struct cursor *)cursor)->at;
	return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = source_connect, /* without xCreate: the table is there by its name alone */
    .xBestIndex = source_plan,
    .xDisconnect = source_disconnect,
    .xOpen = cursor_open,
    .xClose = cursor_close,
    .xFilter = cursor_start,
    .xNext = cursor_next,
    .xEof = cursor_end,
    .xColumn = cursor_column,
    .xRowid = cursor_rowid,
};

/* Sqlite frees it with the connection, and at once when it fails. */
static int source_make(struct store *store, struct err *err)
{
	struct array_source *source = must_calloc(1, sizeof *source);
	if (sqlite3_create_module_v2(store->db, "array", &module, source, free) != SQLITE_OK)
		return db_err(store, err);
	store->array_source = source;
	return 0;
}

sqlite3_stmt *array_statement(
    struct store *store, const char *sql, const struct array *array, struct err *err)
{
	if (!store->array_source && source_make(store, err) != 0)
		return NULL;
	store->array_source->array = *array;
	return db_statement(store, sql, err);
}

int array_run(struct store *store, const char *sql, const struct array *array, struct err *err)
{
	sqlite3_stmt *statement = array_statement(store, sql, array, err);
	return statement ? db_step(store, statement, err) : -1;
}
