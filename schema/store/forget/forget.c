/* forget: see forget.h. */
#include "schema/store/forget/forget.h"
#include "schema/store/fetch.h"
#include "schema/store/derive/derive.h"
#include "schema/store/forget/erase.h"
#include "schema/store/page_hash.h"
#include "schema/store/page_name.h"
#include "schema/store/forget/redact.h"
#include "schema/store/forget/suppress.h"

#include <string.h>

enum {
	QUOTE_MIN = 16, /* shorter comments are words that any page may have */
	QUOTES_MEMORY = 1 << 30
};

struct forgetting {
	struct store *store;
	struct dirty dirty;
	struct err *err;
};

static int hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

bool forget_is_key(const char *id)
{
	size_t n = strspn(id, "0123456789abcdef");
	return n == 2 * VOTER_KEY_SIZE && id[n] == '\0';
}

static void key_of_hex(const char *hex, uint8_t key[VOTER_KEY_SIZE])
{
	for (int i = 0; i < VOTER_KEY_SIZE; i++)
		key[i] = (uint8_t)(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
}

/* Pages may quote what is erased: it is taken out of their records too. */
static int redact_quote(struct forgetting *forgetting, const char *quote)
{
	return redact(forgetting->store, quote, strlen(quote), &forgetting->dirty, forgetting->err);
}

/* The texts that the query gives for a row. They are read whole before a record is changed. */
static int redact_quotes(struct forgetting *forgetting, const char *sql, int64_t row)
{
	struct arena arena;
	text_list texts = {0};
	arena_init(&arena, QUOTES_MEMORY);
	int result = fetch_texts(forgetting->store, &arena,
	    fetch_of(forgetting->store, sql, row, forgetting->err), &texts, forgetting->err);
	for (size_t i = 0; result == 0 && i < texts.n; i++)
		if (texts.at[i] && strlen(texts.at[i]) >= QUOTE_MIN)
			result = redact_quote(forgetting, texts.at[i]);
	arena_release(&arena);
	return result;
}

/* ---- the three kinds ---- */

/* What is to be erased of one that is asked for: its rows, and how each goes. */
struct erasure {
	const char *kind; /* of the suppression */
	struct id_set rows;
	const char *quotes; /* SQL: the texts of a row that pages may quote; NULL none */
	int (*erase)(struct store *, int64_t row, struct dirty *, struct err *);
};

static int erase_row(struct forgetting *forgetting, const struct erasure *erasure, int64_t row)
{
	if (erasure->quotes && redact_quotes(forgetting, erasure->quotes, row) != 0)
		return -1;
	return erasure->erase(forgetting->store, row, &forgetting->dirty, forgetting->err);
}

/* Erases the rows, and keeps the key of n bytes out, whether anything of it was here or not. */
static int erase_rows(
    struct forgetting *forgetting, struct erasure *erasure, const void *key, size_t n)
{
	int result = 0;
	for (size_t i = 0; result == 0 && i < erasure->rows.n; i++)
		result = erase_row(forgetting, erasure, erasure->rows.at[i]);
	if (result == 0)
		result = suppress(forgetting->store, erasure->kind, key, n, forgetting->err);
	return result < 0 ? -1 : 0;
}

static int find_voters(
    struct forgetting *forgetting, const uint8_t key[VOTER_KEY_SIZE], struct id_set *rows)
{
	sqlite3_stmt *get = db_statement(
	    forgetting->store, "SELECT voter_id FROM voter WHERE key = ?1", forgetting->err);
	if (get)
		sqlite3_bind_blob(get, 1, key, VOTER_KEY_SIZE, SQLITE_STATIC);
	return fetch_set(forgetting->store, get, rows, forgetting->err);
}

static int forget_voter(
    struct forgetting *forgetting, const char *id, const struct voter_key *secret, bool *here)
{
	static const char bodies[] =
	    "SELECT body FROM comment JOIN comment_text USING (comment_id) WHERE voter_id = ?1 "
	    "UNION SELECT body FROM review JOIN review_text USING (review_id) WHERE voter_id = ?1";
	uint8_t key[VOTER_KEY_SIZE];
	struct erasure erasure = {.kind = "voter", .quotes = bodies, .erase = erase_voter};
	bool named = !forget_is_key(id);
	if (named)
		voter_key_of(secret, id, strlen(id), key);
	else
		key_of_hex(id, key);
	int result = find_voters(forgetting, key, &erasure.rows);
	*here = erasure.rows.n > 0;
	if (result == 0 && named)
		result = redact_quote(forgetting, id);
	if (result == 0)
		result = erase_rows(forgetting, &erasure, key, sizeof key);
	id_release(&erasure.rows);
	return result;
}

/* One that is found by a name of its own. */
static int forget_named(struct forgetting *forgetting, struct erasure erasure, const char *sql,
    const char *id, bool *here)
{
	sqlite3_stmt *get = db_statement(forgetting->store, sql, forgetting->err);
	if (get)
		db_bind_text(get, 1, id);
	int result = fetch_set(forgetting->store, get, &erasure.rows, forgetting->err);
	*here = erasure.rows.n > 0;
	if (result == 0)
		result = erase_rows(forgetting, &erasure, id, strlen(id));
	id_release(&erasure.rows);
	return result;
}

static int forget_comment(struct forgetting *forgetting, const char *id, bool *here)
{
	return forget_named(forgetting,
	    (struct erasure){.kind = "comment",
		.quotes = "SELECT body FROM comment_text WHERE comment_id = ?1",
		.erase = erase_comment},
	    "SELECT comment_id FROM comment WHERE id = ?1", id, here);
}

static int forget_page(struct forgetting *forgetting, const char *id, bool *here)
{
	struct arena arena;
	arena_init(&arena, QUOTES_MEMORY);
	int result = forget_named(forgetting, (struct erasure){.kind = "page", .erase = erase_page},
	    PAGE_OF_KEY("?1") " UNION SELECT page_id FROM page_alias WHERE key = ?1",
	    page_name(&arena, id), here);
	arena_release(&arena);
	return result;
}

static int forget_one(struct forgetting *forgetting, enum forget_kind kind, const char *id,
    const struct voter_key *key, bool *here)
{
	switch (kind) {
	case FORGET_VOTER:
		return forget_voter(forgetting, id, key, here);
	case FORGET_COMMENT:
		return forget_comment(forgetting, id, here);
	default:
		return forget_page(forgetting, id, here);
	}
}

int forget(struct store *store, enum forget_kind kind, char *const *ids, size_t n,
    const struct voter_key *key, bool *here, struct err *err)
{
	struct forgetting forgetting = {.store = store, .err = err};
	if (suppress_start(store, err) != 0 || erase_start(store, err) != 0 ||
	    store_begin(store, err) != 0)
		return -1;
	int result = key ? voter_key_claim(store, key, err) : 0;
	for (size_t i = 0; result == 0 && i < n; i++)
		result = forget_one(&forgetting, kind, ids[i], key, &here[i]);
	if (result == 0)
		result = suppress_decisions(store, err);
	if (result == 0)
		result = derive(store, &forgetting.dirty, err);
	if (result == 0)
		result = erase_leftovers(store, err);
	if (result == 0)
		result = store_commit(store, err);
	store_end(store);
	dirty_release(&forgetting.dirty);
	return result == 0 ? store_scrub(store, err) : -1;
}
