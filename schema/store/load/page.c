/*
 * page.c: the evidence of a page: its observation with the record, and the history rows of
 * that observation. What may have to be erased (comments, reviews) is kept apart, and not in the
 * stored record.
 */
#include "schema/base/digest.h"
#include "schema/record/film_id.h"
#include "schema/store/evidence/history.h"
#include "schema/store/load/part.h"
#include "schema/store/evidence/page.h"
#include "schema/store/derive/materialise.h"
#include "schema/store/page_name.h"
#include "schema/store/names/suppressed.h"

#include <stdlib.h>
#include <string.h>

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* ---- the observation ---- */

/* The record as it is kept: a copy of its top, so that the lists taken out are there for the
 * caller. */
static int record_bare(struct load *load, const struct record *record, struct err *err)
{
	struct record bare = *record;
	bare.films.at = arena_take(&load->arena, (record->films.n + 1) * sizeof *bare.films.at);
	for (size_t i = 0; i < record->films.n; i++) {
		bare.films.at[i] = record->films.at[i];
		bare.films.at[i].reviews.n = 0;
	}
	bare.comments.items.n = 0;
	buf_clear(&load->text);
	record_write(&load->text, &bare);
	if (load->text.overflow)
		return err_set(err, EXIT_REFUSED, "the record is too long");
	if (load->text.n && load->text.at[load->text.n - 1] == '\n')
		load->text.at[--load->text.n] = '\0';
	return 0;
}

/* 1 and its row when it is new; 0 when it is here already; -1. */
static int observation_put(struct load *load, int64_t page, const struct record *record,
    int64_t *observation, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	if (record_bare(load, record, err) != 0)
		return -1;
	digest_sha256(load->text.at, load->text.n, digest);
	int out = suppressed(load->store, "record", digest, sizeof digest, err);
	if (out != 0)
		return out < 0 ? -1 : 0;
	sqlite3_stmt *put = db_statement(load->store,
	    "INSERT INTO observation (page_id, retrieved_at, sha256, record_sha256, importer, "
	    "record) "
	    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
	    err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, page);
	db_bind_text(put, 2, or_empty(record->page.retrieved_at));
	db_bind_text(put, 3, or_empty(record->page.sha256));
	sqlite3_bind_blob(put, 4, digest, sizeof digest, SQLITE_STATIC);
	db_bind_text(put, 5, or_empty(record->page.importer));
	db_bind_slice(put, 6, load->text.at, load->text.n);
	if (db_step(load->store, put, err) < 0)
		return -1;
	*observation = sqlite3_last_insert_rowid(load->store->db);
	return sqlite3_changes(load->store->db);
}

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* No reviews, and no two comments have one id: no views of one, of which the greater stays. */
static bool comments_are_plain(struct load *load, const struct record *record)
{
	size_t n = 0;
	list_each (struct film, film, &record->films)
		if (film->reviews.n)
			return false;
	const char **ids = arena_take(&load->arena, (record->comments.items.n + 1) * sizeof *ids);
	list_each (struct comment, comment, &record->comments.items)
		ids[n++] = comment->id;
	qsort(ids, n, sizeof *ids, text_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(ids[i - 1], ids[i]) == 0)
			return false;
	return true;
}

/* ---- records ---- */

/* `key` is the page's when it was just made. */
static int evidence_put(struct load *load, struct coming coming, const char *key,
    const struct record *record, struct err *err)
{
	int64_t observation;
	int n = 0;
	int got = observation_put(load, coming.page, record, &observation, err);
	if (got < 0)
		return -1;
	if (coming.made ? got == 0 : got > 0)
		id_add(&load->dirty.pages, coming.page);
	coming.made = coming.made && got > 0;
	if (got > 0) {
		load->changed++;
		if (history_write(load->store, observation, record, err) != 0)
			return -1;
	}
	coming.comments_held = coming.made && load->buffer && comments_are_plain(load, record);
	list_each (struct film, film, &record->films)
		if (load_reviews(load, coming, ++n, film, err) != 0)
			return -1;
	if (load_comments(
		load, coming, or_empty(record->page.retrieved_at), &record->comments, err) != 0)
		return -1;
	if (!coming.made)
		return 0;
	if (record->comments.items.n)
		id_add(&load->dirty.met, coming.page);
	struct first_view view = {coming.page, key, record, coming.comments_held};
	return materialise_first(load->store, load->buffer, &load->arena, view, &load->dirty, err);
}

/* 1 when one of the page's names is kept out, as it came or in its one form. */
static int kept_out(struct load *load, const char *const *names, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		int out =
		    names[i] ? suppressed(load->store, "page", names[i], strlen(names[i]), err) : 0;
		if (out != 0)
			return out;
	}
	return 0;
}

int load_page(struct load *load, const struct record *record, struct err *err)
{
	const struct page *page = &record->page;
	const char *payload = arena_format(&load->arena, "sha256:%s", or_empty(page->sha256));
	const char *url = page->url ? page_name(&load->arena, page->url) : NULL;
	const char *id = page->id ? page_name(&load->arena, page->id) : NULL;
	const char *key = url ? url : id ? id : payload;
	const char *names[] = {url, id, payload, page->url, page->id};
	int out = kept_out(load, names, sizeof names / sizeof *names, err);
	if (out != 0)
		return out < 0 ? -1 : 0;
	struct coming coming = {0};
	coming.page = id && url
	    ? page_put_alias(load->store, load->buffer, key, id, &coming.made, &load->dirty, err)
	    : page_put(load->store, load->buffer, key, &coming.made, err);
	return coming.page < 0 ? -1 : evidence_put(load, coming, key, record, err);
}

/* An entry of a catalogue is kept like a page; its key is its id in the catalogue's own scheme,
 * else its best id. */
static const char *entry_key(struct load *load, const char *source, const struct film *film)
{
	const struct film_id *best = NULL;
	list_each (struct film_id, id, &film->ids) {
		bool own = strcmp(id->scheme, source) == 0;
		if (!best || own ||
		    (strcmp(best->scheme, source) != 0 &&
			film_id_rank(id->scheme) < film_id_rank(best->scheme)))
			best = id;
	}
	if (best)
		return arena_format(
		    &load->arena, "catalog:%s|%s:%s", source, best->scheme, best->id);
	return arena_format(
	    &load->arena, "catalog:%s|%s|%d", source, or_empty(film->title), film->year);
}

int load_films(struct load *load, const struct record *record, struct err *err)
{
	list_each (struct film, film, &record->films) {
		struct record entry = record_init(RECORD_FILMS);
		entry.source = record->source;
		*list_add(&load->arena, &entry.films) = *film;
		const char *key = entry_key(load, record->source, film);
		struct coming coming = {0};
		coming.page = page_put(load->store, load->buffer, key, &coming.made, err);
		if (coming.page < 0 || evidence_put(load, coming, key, &entry, err) != 0)
			return -1;
	}
	return 0;
}
