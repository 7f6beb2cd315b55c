/*
 * comment.c: comments and reviews. A comment is a register that only grows: of its views the
 * greatest by (seen_at, removed, hash) stays, so order never matters, and absence never removes.
 * The hash begins with how many fields the view has, so that of views that are equally old the
 * richer one stays.
 */
#include "schema/base/digest.h"
#include "schema/store/forget/erase.h"
#include "schema/store/load/part.h"
#include "schema/store/evidence/page.h"
#include "schema/store/forget/suppress.h"
#include "schema/store/page_name.h"
#include "schema/store/names/suppressed.h"
#include "schema/store/names/voter.h"

#include <string.h>

/* Appends a field with its length, so that no two contents run together. */
static void mix(struct buf *text, const char *field)
{
	buf_add_format(text, "%zd:", field ? (ssize_t)strlen(field) : (ssize_t)-1);
	if (field)
		buf_add_text(text, field);
}

static void comment_hash(struct load *load, const struct comment *comment, uint8_t hash[VIEW_HASH])
{
	uint8_t digest[SHA256_SIZE];
	const char *fields[] = {
	    comment->voter, comment->posted_at, comment->parent, comment->author, comment->body};
	struct buf *text = &load->text;
	hash[0] = comment->ballot != CHOICE_NONE;
	buf_clear(text);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		mix(text, fields[i]);
		hash[0] += fields[i] != NULL;
	}
	buf_add_format(text, "%d", comment->ballot);
	digest_sha256(buf_text(text), text->n, digest);
	memcpy(hash + 1, digest, VIEW_HASH - 1);
}

#define PUT                                                                                        \
	"INSERT INTO comment (page_id, id, seen_at, removed, hash, voter_id, posted_at, parent, "  \
	"ballot, comment_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT "

static const char put_new[] = PUT "DO NOTHING";
static const char put_greater[] =
    PUT "(page_id, id) DO UPDATE SET seen_at = ?3, removed = ?4, hash = ?5, "
	"voter_id = ?6, posted_at = ?7, parent = ?8, ballot = ?9 "
	"WHERE (?3, ?4, ?5) > (seen_at, removed, hash) RETURNING comment_id";

static sqlite3_stmt *comment_bind(struct load *load, const char *sql, int64_t page,
    const char *seen_at, const struct comment *comment, int64_t voter,
    const uint8_t hash[VIEW_HASH], struct err *err)
{
	sqlite3_stmt *put = db_statement(load->store, sql, err);
	if (!put)
		return NULL;
	sqlite3_bind_int64(put, 1, page);
	db_bind_text(put, 2, comment->id);
	db_bind_text(put, 3, seen_at);
	sqlite3_bind_int(put, 4, comment->removed);
	sqlite3_bind_blob(put, 5, hash, VIEW_HASH, SQLITE_STATIC);
	db_bind_known(put, 6, voter, 0);
	db_bind_text(put, 7, comment->posted_at);
	db_bind_text(put, 8, comment->parent);
	sqlite3_bind_int(put, 9, comment->ballot);
	if (load->buffer)
		sqlite3_bind_int64(put, 10, write_buffer_next_comment(load->buffer));
	else
		sqlite3_bind_null(put, 10);
	return put;
}

/* 1 when this view is greater than what is there. */
static int comment_put(struct load *load, int64_t page, const char *seen_at,
    const struct comment *comment, int64_t voter, int64_t *id, struct err *err)
{
	uint8_t hash[VIEW_HASH];
	comment_hash(load, comment, hash);
	sqlite3_stmt *put = comment_bind(load, put_new, page, seen_at, comment, voter, hash, err);
	if (!put || db_step(load->store, put, err) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(load->store->db);
	if (sqlite3_changes(load->store->db) > 0) {
		if (load->buffer)
			write_buffer_take_comment(load->buffer);
		return 1;
	}
	put = comment_bind(load, put_greater, page, seen_at, comment, voter, hash, err);
	if (!put)
		return -1;
	int got = db_step(load->store, put, err);
	*id = got > 0 ? sqlite3_column_int64(put, 0) : 0;
	if (got > 0 && db_step(load->store, put, err) < 0)
		return -1;
	return got;
}

static const char put_text[] = "INSERT OR REPLACE INTO comment_text VALUES (?1, ?2, ?3)";

static int text_put(struct load *load, const char *sql, int64_t id, const char *author,
    const char *body, struct err *err)
{
	sqlite3_stmt *put = db_statement(load->store, sql, err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, id);
	db_bind_text(put, 2, author);
	db_bind_text(put, 3, body);
	return db_step(load->store, put, err);
}

/* A comment by a voter who is kept out is kept out itself, for other views of it may not say whose
 * it is; such a view that came before goes. */
static int comment_keep_out(
    struct load *load, int64_t page, const struct comment *comment, struct err *err)
{
	int added = suppress(load->store, "comment", comment->id, strlen(comment->id), err);
	if (added <= 0 || suppress_decisions(load->store, err) != 0)
		return added <= 0 ? added : -1;
	sqlite3_stmt *get = db_statement(
	    load->store, "SELECT comment_id FROM comment WHERE page_id = ?1 AND id = ?2", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	db_bind_text(get, 2, comment->id);
	int got = db_step(load->store, get, err);
	int64_t row = got > 0 ? sqlite3_column_int64(get, 0) : 0;
	db_done(get);
	if (got <= 0)
		return got;
	load->changed++;
	return erase_comment(load->store, row, &load->dirty, err);
}

static int comment_load(struct load *load, struct coming coming, const char *seen_at,
    const struct comment *comment, struct err *err)
{
	int64_t voter = 0, id, page = coming.page;
	int out = suppressed(load->store, "comment", comment->id, strlen(comment->id), err);
	if (out != 0)
		return out < 0 ? -1 : 0;
	if (comment->voter) {
		voter =
		    voter_id(load->store, &load->key, comment->voter, strlen(comment->voter), err);
		if (voter <= 0)
			return voter < 0 ? -1 : comment_keep_out(load, page, comment, err);
	}
	int got = comment_put(load, page, seen_at, comment, voter, &id, err);
	if (got <= 0)
		return got;
	load->changed++;
	if (!coming.made)
		id_add(&load->dirty.pages, page);
	return text_put(load, put_text, id, comment->author, comment->body, err);
}

/* A comment that is held back; its words go in at once. */
static int comment_hold(struct load *load, int64_t page, const char *seen_at,
    const struct comment *comment, struct err *err)
{
	uint8_t hash[VIEW_HASH], key[VOTER_KEY_SIZE];
	const char *voter = comment->voter;
	size_t n = voter ? strlen(voter) : 0;
	int64_t id = write_buffer_next_comment(load->buffer);
	comment_hash(load, comment, hash);
	if (voter)
		voter_key_of(&load->key, voter, n, key);
	write_buffer_comment(load->buffer, page, comment, seen_at, voter ? key : NULL,
	    voter && voter_is_anonymous(voter, n), hash);
	load->changed++;
	return text_put(load, put_text, id, comment->author, comment->body, err);
}

int load_comments(struct load *load, struct coming coming, const char *seen_at,
    const struct comments *comments, struct err *err)
{
	list_each (struct comment, comment, &comments->items)
		if ((coming.comments_held ? comment_hold(load, coming.page, seen_at, comment, err)
					  : comment_load(load, coming, seen_at, comment, err)) < 0)
			return -1;
	return 0;
}

int load_loose_comments(struct load *load, const struct record *record, struct err *err)
{
	const char *post = page_name(&load->arena, record->post);
	int out = suppressed(load->store, "page", post, strlen(post), err);
	if (out == 0 && post != record->post)
		out = suppressed(load->store, "page", record->post, strlen(record->post), err);
	if (out != 0)
		return out < 0 ? -1 : 0;
	struct coming coming = {0};
	coming.page = page_put(load->store, load->buffer, post, &coming.made, err);
	if (coming.page < 0)
		return -1;
	if (coming.made)
		id_add(&load->dirty.pages, coming.page); /* there may be nothing of it to keep */
	coming.made = false;                             /* there is no record of it to show */
	return load_comments(load, coming, "", &record->comments, err);
}

/* ---- reviews ---- */

static void review_hash(struct load *load, const struct review *review, uint8_t hash[VIEW_HASH - 1])
{
	uint8_t digest[SHA256_SIZE];
	struct buf *text = &load->text;
	buf_clear(text);
	mix(text, review->author);
	mix(text, review->voter);
	mix(text, review->posted_at);
	mix(text, review->body);
	buf_add_format(text, "%.17g %.17g %.17g %d %d", review->value, review->best, review->worst,
	    review->scale_assumed, review->choice);
	digest_sha256(buf_text(text), text->n, digest);
	memcpy(hash, digest, VIEW_HASH - 1);
}

/* 1 when it is new. */
static int review_put(struct load *load, int64_t page, int n, const struct review *review,
    int64_t voter, struct err *err)
{
	uint8_t hash[VIEW_HASH - 1];
	sqlite3_stmt *put = db_statement(load->store,
	    "INSERT INTO review (page_id, n, hash, voter_id, posted_at, choice, value, best, "
	    "worst, "
	    "scale_assumed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO "
	    "NOTHING",
	    err);
	if (!put)
		return -1;
	review_hash(load, review, hash);
	sqlite3_bind_int64(put, 1, page);
	sqlite3_bind_int(put, 2, n);
	sqlite3_bind_blob(put, 3, hash, sizeof hash, SQLITE_STATIC);
	db_bind_known(put, 4, voter, 0);
	db_bind_text(put, 5, review->posted_at);
	sqlite3_bind_int(put, 6, review->choice);
	db_bind_real(put, 7, review->value);
	db_bind_real(put, 8, review->best);
	db_bind_real(put, 9, review->worst);
	sqlite3_bind_int(put, 10, review->scale_assumed);
	return db_step(load->store, put, err) < 0 ? -1 : sqlite3_changes(load->store->db);
}

int load_reviews(
    struct load *load, struct coming coming, int n, const struct film *film, struct err *err)
{
	list_each (struct review, review, &film->reviews) {
		int64_t voter = 0;
		if (review->voter) {
			voter = voter_id(
			    load->store, &load->key, review->voter, strlen(review->voter), err);
			if (voter < 0)
				return -1;
			if (voter == 0)
				continue;
		}
		int got = review_put(load, coming.page, n, review, voter, err);
		if (got < 0)
			return -1;
		if (got == 0)
			continue;
		load->changed++;
		if (!coming.made)
			id_add(&load->dirty.pages, coming.page);
		if (text_put(load, "INSERT INTO review_text VALUES (?1, ?2, ?3)",
			sqlite3_last_insert_rowid(load->store->db), review->author, review->body,
			err) < 0)
			return -1;
	}
	return 0;
}
