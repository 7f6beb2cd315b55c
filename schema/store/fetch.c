/* fetch: see fetch.h. */
#include "schema/store/fetch.h"

sqlite3_stmt *fetch_of(struct store *store, const char *sql, int64_t row, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (statement)
		sqlite3_bind_int64(statement, 1, row);
	return statement;
}

int fetch_set(struct store *store, sqlite3_stmt *statement, struct id_set *ids, struct err *err)
{
	int got = -1;
	while (statement && (got = db_step(store, statement, err)) > 0)
		id_add(ids, sqlite3_column_int64(statement, 0));
	return got;
}

int fetch_ids(struct store *store, struct arena *arena, sqlite3_stmt *statement, id_list *ids,
    struct err *err)
{
	int got = -1;
	while (statement && (got = db_step(store, statement, err)) > 0)
		*list_add(arena, ids) = sqlite3_column_int64(statement, 0);
	return got;
}

int fetch_texts(struct store *store, struct arena *arena, sqlite3_stmt *statement, text_list *texts,
    struct err *err)
{
	int got = -1;
	while (statement && (got = db_step(store, statement, err)) > 0)
		*list_add(arena, texts) = fetch_text(arena, statement, 0);
	return got;
}

const char *fetch_text(struct arena *arena, sqlite3_stmt *statement, int column)
{
	return arena_text(arena, (const char *)sqlite3_column_text(statement, column));
}
