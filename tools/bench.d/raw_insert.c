/*
 * raw_insert: the peer of `make bench`'s load case: rows of four numbers into a table without a
 * key, by INSERT … SELECT from a virtual table over them. The least that putting votes into SQLite
 * costs.
 *
 *	raw_insert FILE ROWS
 */
#include <sqlite3.h>
#include <stdlib.h>

struct cursor {
	sqlite3_vtab_cursor base;
	long at;
};

static long rows;

static int connect_rows(
    sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **made, char **why)
{
	(void)aux, (void)argc, (void)argv, (void)why;
	*made = calloc(1, sizeof **made);
	return *made ? sqlite3_declare_vtab(db, "CREATE TABLE x (a, b, c, d)") : SQLITE_NOMEM;
}

static int disconnect(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	info->estimatedCost = 1;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **made)
{
	(void)table;
	*made = calloc(1, sizeof(struct cursor));
	return *made ? SQLITE_OK : SQLITE_NOMEM;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int start(
    sqlite3_vtab_cursor *cursor, int index, const char *text, int argc, sqlite3_value **argv)
{
	(void)index, (void)text, (void)argc, (void)argv;
	((struct cursor *)cursor)->at = 0;
	return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor)
{
	((struct cursor *)cursor)->at++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *cursor)
{
	return ((struct cursor *)cursor)->at >= rows;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *to, int n)
{
	long at = ((struct cursor *)cursor)->at;
	if (n == 0)
		sqlite3_result_int64(to, at / 77);
	else if (n == 1)
		sqlite3_result_int64(to, at % 77 * 805 + at % 700);
	else if (n == 2)
		sqlite3_result_double(to, (double)(at % 10 + 1) / 2);
	else
		sqlite3_result_int64(to, 1400000000 + at % 9999999);
	return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
	*id = ((struct cursor *)cursor)->at;
	return SQLITE_OK;
}

int main(int argc, char **argv)
{
	static const sqlite3_module module = {.xConnect = connect_rows,
	    .xBestIndex = plan,
	    .xDisconnect = disconnect,
	    .xOpen = open_cursor,
	    .xClose = close_cursor,
	    .xFilter = start,
	    .xNext = next,
	    .xEof = at_end,
	    .xColumn = column,
	    .xRowid = rowid};
	sqlite3 *db;
	if (argc != 3)
		return 2;
	rows = atol(argv[2]);
	return sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_create_module(db, "rows", &module, NULL) != SQLITE_OK ||
	    sqlite3_exec(db,
		"CREATE TABLE vote (voter INTEGER, film INTEGER, value REAL, cast_at INTEGER);"
		"BEGIN; INSERT INTO vote SELECT * FROM rows; COMMIT",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_close(db) != SQLITE_OK;
}
