/* scope: see scope.h. */
#include "schema/store/counts/scope.h"
#include "schema/store/db.h"

#include <stdlib.h>

static void scope_add(struct scope *scope, struct scope_mention mention)
{
	if (scope->n == scope->cap) {
		scope->cap = scope->cap ? scope->cap * 2 : 64;
		scope->at = must_realloc(scope->at, scope->cap * sizeof *scope->at);
	}
	scope->at[scope->n++] = mention;
}

/* Row numbers are nearly without gaps when all are counted, so the first guess is mostly right. */
const struct scope_mention *scope_find(const struct scope *scope, int64_t mention)
{
	if (scope->n == 0 || mention < scope->at[0].mention)
		return NULL;
	size_t guess = (size_t)(mention - scope->at[0].mention);
	if (guess < scope->n && scope->at[guess].mention == mention)
		return &scope->at[guess];
	size_t low = 0, high = scope->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (scope->at[middle].mention == mention)
			return &scope->at[middle];
		if (scope->at[middle].mention < mention)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void scope_row(struct scope *scope, sqlite3_stmt *get)
{
	struct scope_mention mention = {sqlite3_column_int64(get, 0), sqlite3_column_int64(get, 1),
	    sqlite3_column_int64(get, 2), NULL};
	if (mention.film)
		mention.key = must_strdup((const char *)sqlite3_column_text(get, 4));
	scope->tables = scope->tables || sqlite3_column_type(get, 3) == SQLITE_NULL;
	scope_add(scope, mention);
}

#define MENTIONS                                                                                   \
	"SELECT m.mention_id, coalesce(s.film_id, 0), m.source_id, m.page_id, m.key FROM mention " \
	"m "                                                                                       \
	"LEFT JOIN mention_shared s ON s.mention_id = m.mention_id "

int scope_read(
    struct store *store, const struct id_set *mentions, struct scope *scope, struct err *err)
{
	int got = 0;
	sqlite3_stmt *get = mentions ? db_statement(store, MENTIONS "WHERE m.mention_id = ?1", err)
				     : db_statement(store, MENTIONS "ORDER BY m.mention_id", err);
	if (!get)
		return -1;
	if (!mentions) {
		while ((got = db_step(store, get, err)) > 0)
			scope_row(scope, get);
		return got;
	}
	for (size_t i = 0; i < mentions->n && got >= 0; i++) {
		sqlite3_bind_int64(get, 1, mentions->at[i]);
		got = db_step(store, get, err);
		if (got > 0)
			scope_row(scope, get);
		db_done(get);
	}
	return got < 0 ? -1 : 0;
}

void scope_release(struct scope *scope)
{
	for (size_t i = 0; i < scope->n; i++)
		free(scope->at[i].key);
	free(scope->at);
}
