/* suppressed.c: see suppressed.h. */
#include "schema/store/names/suppressed.h"
#include "schema/store/db.h"
#include "schema/store/names/voter_key.h"

/* Remembered for a transaction. */
struct suppressed_memory {
	bool none; /* suppression is empty, and stays so */
};
static const char suppressed_memory; /* its address is the memory's name */

static struct suppressed_memory *memory_of(struct store *store)
{
	return db_memory(store, &suppressed_memory, sizeof(struct suppressed_memory));
}

int suppressed_any(struct store *store, bool *any, struct err *err)
{
	int64_t some;
	if (db_integer(store, "SELECT EXISTS (SELECT 1 FROM suppression)", 0, &some, err) != 0)
		return -1;
	*any = some != 0;
	memory_of(store)->none = !*any;
	return 0;
}

int suppressed(struct store *store, const char *kind, const void *bytes, size_t n, struct err *err)
{
	uint8_t trace[VOTER_KEY_SIZE];
	if (memory_of(store)->none)
		return 0;
	sqlite3_stmt *get =
	    db_statement(store, "SELECT 1 FROM suppression WHERE kind = ?1 AND hash = ?2", err);
	if (!get)
		return -1;
	voter_key_trace(kind, bytes, n, trace);
	db_bind_text(get, 1, kind);
	sqlite3_bind_blob(get, 2, trace, sizeof trace, SQLITE_STATIC);
	int got = db_step(store, get, err);
	db_done(get);
	return got;
}
