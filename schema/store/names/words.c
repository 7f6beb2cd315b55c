/* words.c: see words.h. */
#include "schema/store/names/words.h"
#include "schema/store/db.h"

static const struct {
	const char *find, *put;
} words[] = {
    [WORD_SOURCE] = {"SELECT source_id FROM source WHERE name = ?1",
	"INSERT INTO source (name) VALUES (?1)"},
    [WORD_GENRE] = {"SELECT genre_id FROM genre WHERE name = ?1",
	"INSERT INTO genre (name) VALUES (?1)"},
    [WORD_LANGUAGE] = {"SELECT language_id FROM language WHERE name = ?1",
	"INSERT INTO language (name) VALUES (?1)"},
};

/* A found row's number; 0 when there is none; -1. */
static int64_t find(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int got = db_step(store, statement, err);
	int64_t id = got > 0 ? sqlite3_column_int64(statement, 0) : got;
	db_done(statement);
	return id;
}

int64_t word_id(
    struct store *store, enum word_table table, const char *word, size_t n, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, words[table].find, err);
	if (!get)
		return -1;
	db_bind_slice(get, 1, word, n);
	int64_t id = find(store, get, err);
	if (id != 0)
		return id;
	sqlite3_stmt *put = db_statement(store, words[table].put, err);
	if (!put)
		return -1;
	db_bind_slice(put, 1, word, n);
	return db_step(store, put, err) < 0 ? -1 : sqlite3_last_insert_rowid(store->db);
}

int64_t country_id(struct store *store, const char *name, const char *code, struct err *err)
{
	sqlite3_stmt *get = db_statement(
	    store, "SELECT country_id FROM country WHERE name = ?1 AND code = ?2", err);
	if (!get)
		return -1;
	db_bind_text(get, 1, name);
	db_bind_text(get, 2, code ? code : "");
	int64_t id = find(store, get, err);
	if (id != 0)
		return id;
	sqlite3_stmt *put =
	    db_statement(store, "INSERT INTO country (name, code) VALUES (?1, ?2)", err);
	if (!put)
		return -1;
	db_bind_text(put, 1, name);
	db_bind_text(put, 2, code ? code : "");
	return db_step(store, put, err) < 0 ? -1 : sqlite3_last_insert_rowid(store->db);
}
