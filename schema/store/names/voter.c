/* voter.c: voters become keys and rows; those whom film-forget erased become nothing. */
#include "schema/store/names/voter.h"
#include "schema/base/text.h"
#include "schema/store/db.h"
#include "schema/store/names/suppressed.h"

/* New voters come together, as those who are known do: what the last one was tells what to try
 * first. */
struct voter_memory {
	bool last_was_new;
};
static const char voter_memory; /* its address is the memory's name */

bool voter_is_anonymous(const char *voter, size_t n)
{
	return n > 8 && ascii_equal_n(voter, 8, "comment:");
}

int64_t voter_find(struct store *store, const uint8_t key[VOTER_KEY_SIZE], struct err *err)
{
	sqlite3_stmt *get = db_statement(store, "SELECT voter_id FROM voter WHERE key = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_blob(get, 1, key, VOTER_KEY_SIZE, SQLITE_STATIC);
	int got = db_step(store, get, err);
	int64_t id = got > 0 ? sqlite3_column_int64(get, 0) : got;
	db_done(get);
	return id;
}

/* 1 when the row was made, 0 when it was there already, -1. */
static int voter_make(
    struct store *store, const uint8_t key[VOTER_KEY_SIZE], bool anonymous, struct err *err)
{
	sqlite3_stmt *put = db_statement(store,
	    "INSERT INTO voter (key, anonymous) VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	sqlite3_bind_blob(put, 1, key, VOTER_KEY_SIZE, SQLITE_STATIC);
	sqlite3_bind_int(put, 2, anonymous);
	return db_step(store, put, err) < 0 ? -1 : sqlite3_changes(store->db) > 0;
}

int64_t voter_id_of_key(
    struct store *store, const uint8_t key[VOTER_KEY_SIZE], bool anonymous, struct err *err)
{
	struct voter_memory *memory = db_memory(store, &voter_memory, sizeof *memory);
	int64_t id = memory->last_was_new ? 0 : voter_find(store, key, err);
	if (id != 0)
		return id;
	int out = suppressed(store, "voter", key, VOTER_KEY_SIZE, err);
	if (out != 0)
		return out > 0 ? 0 : -1;
	int made = voter_make(store, key, anonymous, err);
	memory->last_was_new = made > 0;
	if (made > 0)
		return sqlite3_last_insert_rowid(store->db);
	return made < 0 ? -1 : voter_find(store, key, err);
}

int64_t voter_id(
    struct store *store, const struct voter_key *key, const char *voter, size_t n, struct err *err)
{
	uint8_t hash[VOTER_KEY_SIZE];
	voter_key_of(key, voter, n, hash);
	return voter_id_of_key(store, hash, voter_is_anonymous(voter, n), err);
}
