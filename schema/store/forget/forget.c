/* forget.c: see forget.h. */
#include "schema/store/forget/forget.h"
#include "schema/store/db.h"
#include "schema/store/derive/derive.h"
#include "schema/store/forget/erase.h"
#include "schema/store/evidence/page.h"
#include "schema/store/forget/redact.h"
#include "schema/store/forget/suppress.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTE_MIN = 16 }; /* shorter comments are words that any page may have */

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

/* The rows that are meant, in *rows. */
static int find(
    struct forgetting *forgetting, const char *sql, const void *key, size_t n, struct id_set *rows)
{
	int got;
	sqlite3_stmt *get = db_statement(forgetting->store, sql, forgetting->err);
	if (!get)
		return -1;
	if (key && n == 0)
		db_bind_text(get, 1, key);
	else
		sqlite3_bind_blob(get, 1, key, (int)n, SQLITE_STATIC);
	while ((got = db_step(forgetting->store, get, forgetting->err)) > 0)
		id_add(rows, sqlite3_column_int64(get, 0));
	return got;
}

/* Pages may quote what is erased: it is taken out of their records too. */
static int redact_quotes(struct forgetting *forgetting, const char *sql, int64_t row)
{
	struct texts {
		char **at;
		size_t n;
	} texts = {0};
	int got, result = 0;
	sqlite3_stmt *get = db_statement(forgetting->store, sql, forgetting->err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, row);
	while ((got = db_step(forgetting->store, get, forgetting->err)) > 0) {
		const char *text = (const char *)sqlite3_column_text(get, 0);
		if (!text || strlen(text) < QUOTE_MIN)
			continue;
		texts.at = must_realloc(texts.at, (texts.n + 1) * sizeof *texts.at);
		texts.at[texts.n++] = must_strdup(text);
	}
	for (size_t i = 0; i < texts.n; i++) {
		if (got == 0 && result == 0)
			result = redact(forgetting->store, texts.at[i], strlen(texts.at[i]),
			    &forgetting->dirty, forgetting->err);
		free(texts.at[i]);
	}
	free(texts.at);
	return got < 0 ? -1 : result;
}

/* ---- the three kinds ---- */

static int forget_voter(
    struct forgetting *forgetting, const char *id, const struct voter_key *secret, bool *here)
{
	uint8_t key[VOTER_KEY_SIZE];
	struct id_set rows = {0};
	bool named = !forget_is_key(id);
	if (named)
		voter_key_of(secret, id, strlen(id), key);
	else
		key_of_hex(id, key);
	int result =
	    find(forgetting, "SELECT voter_id FROM voter WHERE key = ?1", key, sizeof key, &rows);
	*here = rows.n > 0;
	if (result == 0 && named)
		result =
		    redact(forgetting->store, id, strlen(id), &forgetting->dirty, forgetting->err);
	for (size_t i = 0; result == 0 && i < rows.n; i++) {
		result = redact_quotes(forgetting,
		    "SELECT body FROM comment JOIN comment_text USING (comment_id) "
		    "WHERE voter_id = ?1 UNION SELECT body FROM review "
		    "JOIN review_text USING (review_id) WHERE voter_id = ?1",
		    rows.at[i]);
		if (result == 0)
			result = erase_voter(
			    forgetting->store, rows.at[i], &forgetting->dirty, forgetting->err);
	}
	id_release(&rows);
	if (result == 0)
		result = suppress(forgetting->store, "voter", key, sizeof key, forgetting->err);
	return result < 0 ? -1 : 0;
}

static int forget_comment(struct forgetting *forgetting, const char *id, bool *here)
{
	struct id_set rows = {0};
	int result = find(forgetting, "SELECT comment_id FROM comment WHERE id = ?1", id, 0, &rows);
	*here = rows.n > 0;
	for (size_t i = 0; result == 0 && i < rows.n; i++) {
		result = redact_quotes(
		    forgetting, "SELECT body FROM comment_text WHERE comment_id = ?1", rows.at[i]);
		if (result == 0)
			result = erase_comment(
			    forgetting->store, rows.at[i], &forgetting->dirty, forgetting->err);
	}
	id_release(&rows);
	if (result == 0)
		result = suppress(forgetting->store, "comment", id, strlen(id), forgetting->err);
	return result < 0 ? -1 : 0;
}

static int forget_page(struct forgetting *forgetting, const char *id, bool *here)
{
	struct id_set rows = {0};
	int result = find(forgetting,
	    PAGE_OF_KEY("?1") " "
			      "UNION SELECT page_id FROM page_alias WHERE key = ?1",
	    id, 0, &rows);
	*here = rows.n > 0;
	for (size_t i = 0; result == 0 && i < rows.n; i++)
		result =
		    erase_page(forgetting->store, rows.at[i], &forgetting->dirty, forgetting->err);
	id_release(&rows);
	if (result == 0)
		result = suppress(forgetting->store, "page", id, strlen(id), forgetting->err);
	return result < 0 ? -1 : 0;
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
