/* page_hash.c: see page_hash.h. */
#include "schema/store/page_hash.h"
#include "schema/base/digest.h"
#include "schema/store/db.h"

static void hash_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *key = (const char *)sqlite3_value_text(values[0]);
	(void)n;
	if (key)
		sqlite3_result_int64(context, digest_number(key));
	else
		sqlite3_result_null(context);
}

int page_hash_start(struct store *store, struct err *err)
{
	int code = sqlite3_create_function(store->db, "page_hash", 1,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, hash_function, NULL,
	    NULL);
	return code == SQLITE_OK ? 0 : db_err(store, err);
}
