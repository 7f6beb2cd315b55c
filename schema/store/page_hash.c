/* page_hash.c: see page_hash.h. */
#include "schema/store/page_hash.h"
#include "schema/base/digest.h"
#include "schema/store/db.h"
#include "schema/store/page_name.h"

enum { NAME_MEMORY = 1 << 26 };

static void hash_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *key = (const char *)sqlite3_value_text(values[0]);
	(void)n;
	if (key)
		sqlite3_result_int64(context, digest_number(key));
	else
		sqlite3_result_null(context);
}

static void name_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct arena arena;
	(void)n;
	if (!text)
		return;
	arena_init(&arena, NAME_MEMORY);
	sqlite3_result_text(context, page_name(&arena, text), -1, SQLITE_TRANSIENT);
	arena_release(&arena);
}

static int function_add(struct store *store, const char *name,
    void (*function)(sqlite3_context *, int, sqlite3_value **), struct err *err)
{
	int code = sqlite3_create_function(store->db, name, 1,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, function, NULL, NULL);
	return code == SQLITE_OK ? 0 : db_err(store, err);
}

int page_hash_start(struct store *store, struct err *err)
{
	if (function_add(store, "page_hash", hash_function, err) != 0)
		return -1;
	return function_add(store, "page_name", name_function, err);
}
