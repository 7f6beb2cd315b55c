/* page.c: see page.h. */
#include "schema/store/evidence/page.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"
#include "schema/store/db.h"
#include "schema/store/names/page_key.h"
#include "schema/store/write_buffer/write_buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- finding and making ---- */

/* The page of a key or another name; 0 when there is none; -1. */
static int64_t page_find(struct store *store, struct write_buffer *buffer, const char *name,
    int64_t hash, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT page_id FROM page_key CROSS JOIN page USING (page_id) "
	    "WHERE hash = ?2 AND key = ?1 "
	    "UNION ALL SELECT page_id FROM page_alias WHERE key = ?1",
	    err);
	if (!get ||
	    (write_buffer_has_page(buffer, hash) && write_buffer_flush(buffer, store, err) != 0))
		return -1;
	if (!write_buffer_may_be_known(buffer, store, hash))
		return 0;
	db_bind_text(get, 1, name);
	sqlite3_bind_int64(get, 2, hash);
	int got = db_step(store, get, err);
	int64_t page = got > 0 ? sqlite3_column_int64(get, 0) : got;
	db_done(get);
	return page;
}

/* The buffer numbers the pages. `other` is NULL, or a name that nobody has. */
static int64_t page_make(struct store *store, struct write_buffer *buffer, const char *key,
    int64_t hash, const char *other, struct err *err)
{
	sqlite3_stmt *put =
	    db_statement(store, "INSERT INTO page (page_id, key) VALUES (?1, ?2)", err);
	if (!put)
		return -1;
	if (buffer)
		sqlite3_bind_int64(put, 1, write_buffer_page(buffer, hash, other));
	else
		sqlite3_bind_null(put, 1);
	db_bind_text(put, 2, key);
	if (db_step(store, put, err) < 0)
		return -1;
	int64_t page = sqlite3_last_insert_rowid(store->db);
	return !buffer && page_key_put(store, hash, page, err) < 0 ? -1 : page;
}

int64_t page_put(
    struct store *store, struct write_buffer *buffer, const char *name, bool *made, struct err *err)
{
	int64_t hash = digest_number(name), page = page_find(store, buffer, name, hash, err);
	*made = page == 0;
	return page != 0 ? page : page_make(store, buffer, name, hash, NULL, err);
}

static bool is_address(const char *key)
{
	return text_starts(key, "http://") || text_starts(key, "https://");
}

/* Which of two keys is the page's. */
static bool key_is_better(const char *a, const char *b)
{
	if (is_address(a) != is_address(b))
		return is_address(a);
	if (!strchr(a, '?') != !strchr(b, '?'))
		return !strchr(a, '?'); /* `/2017/closeness/` is more stable than `/?p=7` */
	return strcmp(a, b) < 0;
}

static int alias_add(struct store *store, const char *key, int64_t page, struct err *err)
{
	sqlite3_stmt *put = db_statement(
	    store, "INSERT INTO page_alias VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	db_bind_text(put, 1, key);
	sqlite3_bind_int64(put, 2, page);
	return db_step(store, put, err);
}

/* Runs one statement of two pages: ?1 stays, ?2 goes. */
static int of_both(
    struct store *store, const char *sql, int64_t stays, int64_t goes, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, stays);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, goes);
	return db_step(store, statement, err);
}

/* Of the comments, and reviews, that both pages have, the ones that go; a load does not follow
 * foreign keys, so their words are named as well. */
#define COMMENTS_LESS                                                                              \
	"comment_id IN (SELECT CASE WHEN "                                                         \
	"(a.seen_at, a.removed, a.hash) >= (b.seen_at, b.removed, b.hash) "                        \
	"THEN b.comment_id ELSE a.comment_id END "                                                 \
	"FROM comment a JOIN comment b USING (id) WHERE a.page_id = ?1 AND b.page_id = ?2)"
#define REVIEWS_TWICE                                                                              \
	"review_id IN (SELECT b.review_id FROM review a "                                          \
	"JOIN review b USING (n, hash) WHERE a.page_id = ?1 AND b.page_id = ?2)"

/*
 * All evidence of one page goes to the other. Of a comment that both have, the greater view stays,
 * as if they had always been one. What was materialised is made again: dirty says so.
 */
static int page_join(
    struct store *store, int64_t stays, int64_t goes, struct dirty *dirty, struct err *err)
{
	static const char *const moves[] = {
	    "UPDATE observation SET page_id = ?1 WHERE page_id = ?2",
	    "DELETE FROM comment_text WHERE " COMMENTS_LESS,
	    "DELETE FROM comment WHERE " COMMENTS_LESS,
	    "UPDATE comment SET page_id = ?1 WHERE page_id = ?2",
	    "DELETE FROM review_text WHERE " REVIEWS_TWICE,
	    "DELETE FROM review WHERE " REVIEWS_TWICE,
	    "UPDATE review SET page_id = ?1 WHERE page_id = ?2",
	    "UPDATE page_alias SET page_id = ?1 WHERE page_id = ?2",
	};
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (of_both(store, moves[i], stays, goes, err) < 0)
			return -1;
	id_add(&dirty->pages, stays);
	id_add(&dirty->pages, goes);
	return 0;
}

/* The key of a page, copied; "" when there is none. */
static int page_key(struct store *store, int64_t page, char **key, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, "SELECT key FROM page WHERE page_id = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	int got = db_step(store, get, err);
	*key = got > 0 ? must_strdup((const char *)sqlite3_column_text(get, 0)) : must_strdup("");
	db_done(get);
	return got;
}

static int key_set(struct store *store, int64_t page, const char *key, struct err *err)
{
	int64_t hash = digest_number(key);
	sqlite3_stmt *set = db_statement(store, "UPDATE page SET key = ?2 WHERE page_id = ?1", err);
	if (!set || page_key_drop(store, page, err) < 0)
		return -1;
	sqlite3_bind_int64(set, 1, page);
	db_bind_text(set, 2, key);
	return db_step(store, set, err) < 0 ? -1 : page_key_put(store, hash, page, err);
}

/* `page` is found by `key`; `name` becomes its alias, or its key when it is the better one. */
static int page_name(
    struct store *store, int64_t page, const char *name, struct dirty *dirty, struct err *err)
{
	char *key = NULL;
	int result = page_key(store, page, &key, err);
	if (result >= 0 && strcmp(key, name) != 0) {
		bool better = key_is_better(name, key);
		result = alias_add(store, better ? key : name, page, err);
		if (result >= 0 && better) {
			result = key_set(store, page, name, err);
			id_add(&dirty->pages, page);
		}
	}
	free(key);
	return result;
}

/* Two pages become one. The one that goes keeps its row, under a key that nobody has, until it is
 * materialised to nothing. */
static int64_t pages_unite(struct store *store, struct write_buffer *buffer, int64_t a, int64_t b,
    struct dirty *dirty, struct err *err)
{
	char *key_a, *key_b, gone[48];
	if (page_key(store, a, &key_a, err) < 0)
		return -1;
	if (page_key(store, b, &key_b, err) < 0) {
		free(key_a);
		return -1;
	}
	bool a_stays = key_is_better(key_a, key_b);
	int64_t stays = a_stays ? a : b, goes = a_stays ? b : a;
	snprintf(gone, sizeof gone, "gone:%lld", (long long)goes);
	write_buffer_note_name(buffer, digest_number(gone));
	if (key_set(store, goes, gone, err) < 0 ||
	    alias_add(store, a_stays ? key_b : key_a, stays, err) < 0 ||
	    page_join(store, stays, goes, dirty, err) < 0)
		stays = -1;
	free(key_a);
	free(key_b);
	return stays;
}

int64_t page_unite(struct store *store, int64_t a, int64_t b, struct dirty *dirty, struct err *err)
{
	return pages_unite(store, NULL, a, b, dirty, err);
}

int64_t page_put_alias(struct store *store, struct write_buffer *buffer, const char *name,
    const char *other, bool *made, struct dirty *dirty, struct err *err)
{
	int64_t hash = digest_number(name), other_hash = digest_number(other);
	int64_t page = page_find(store, buffer, name, hash, err);
	int64_t same = page < 0 ? -1 : page_find(store, buffer, other, other_hash, err);
	*made = false;
	if (same < 0)
		return -1;
	if (page == 0 && same == 0) {
		*made = true;
		if (buffer && key_is_better(name, other))
			return page_make(store, buffer, name, hash, other, err);
		page = page_put(store, buffer, name, made, err);
		if (page > 0 && write_buffer_flush(buffer, store, err) != 0)
			return -1;
	}
	write_buffer_note_name(buffer, hash);
	write_buffer_note_name(buffer, other_hash);
	if (page <= 0 && same > 0)
		page = same;
	else if (same > 0 && page != same)
		page = pages_unite(store, buffer, page, same, dirty, err);
	if (page < 0 || page_name(store, page, name, dirty, err) < 0 ||
	    page_name(store, page, other, dirty, err) < 0)
		return -1;
	return page;
}

const char *page_host(const char *key, char *out, size_t max)
{
	if (!is_address(key))
		return NULL;
	const char *host = strstr(key, "://") + 3;
	size_t n = strcspn(host, "/?#");
	if (n > 4 && ascii_equal_n(host, 4, "www."))
		host += 4, n -= 4;
	if (n == 0 || n >= max)
		return NULL;
	for (size_t i = 0; i < n; i++)
		out[i] = ascii_lower(host[i]);
	out[n] = '\0';
	return out;
}
