/* page_key.c: see page_key.h. */
#include "schema/store/names/page_key.h"
#include "schema/store/db.h"

int page_key_put(struct store *store, int64_t hash, int64_t page, struct err *err)
{
	sqlite3_stmt *put =
	    db_statement(store, "INSERT INTO page_key VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, hash);
	sqlite3_bind_int64(put, 2, page);
	return db_step(store, put, err);
}

int page_key_drop(struct store *store, int64_t page, struct err *err)
{
	sqlite3_stmt *drop = db_statement(store,
	    "DELETE FROM page_key WHERE page_id = ?1 "
	    "AND hash = page_hash((SELECT key FROM page WHERE page_id = ?1))",
	    err);
	if (!drop)
		return -1;
	sqlite3_bind_int64(drop, 1, page);
	return db_step(store, drop, err);
}
