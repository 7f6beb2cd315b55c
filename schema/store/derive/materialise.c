/* materialise.c: the fold of a page's observations, and the page's own rows. See materialise.h. */
#include "schema/store/derive/materialise.h"
#include "schema/base/text.h"
#include "schema/store/db.h"
#include "schema/store/derive/page_ballots.h"
#include "schema/store/films/facts.h"
#include "schema/store/evidence/mention.h"
#include "schema/store/evidence/page.h"
#include "schema/store/write_buffer/write_buffer.h"

#include <string.h>

enum { HOST_MAX = 512 };

/* ---- the fold ---- */

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Do two observations show the same films? */
static bool films_agree(const struct record *a, const struct record *b)
{
	if (a->films.n != b->films.n)
		return false;
	for (size_t i = 0; i < a->films.n; i++)
		if (!same_text(a->films.at[i].title, b->films.at[i].title))
			return false;
	return true;
}

static void ids_unite(struct arena *arena, struct film *to, const struct film *from)
{
	list_each (struct film_id, id, &from->ids) {
		bool there = false;
		list_each (struct film_id, other, &to->ids)
			there = there ||
			    (strcmp(id->scheme, other->scheme) == 0 &&
				strcmp(id->id, other->id) == 0);
		if (!there)
			*list_add(arena, &to->ids) = *id;
	}
}

#define FILL_TEXT(field) to->field = to->field ? to->field : from->field
#define FILL_LIST(field)                                                                           \
	if (to->field.n == 0)                                                                      \
	to->field = from->field

static void film_fill(struct arena *arena, struct film *to, const struct film *from)
{
	ids_unite(arena, to, from);
	FILL_TEXT(title);
	FILL_TEXT(released);
	FILL_TEXT(synopsis);
	FILL_TEXT(description);
	to->year = to->year ? to->year : from->year;
	to->runtime_min = to->runtime_min ? to->runtime_min : from->runtime_min;
	FILL_LIST(titles);
	FILL_LIST(genres);
	FILL_LIST(countries);
	FILL_LIST(languages);
	FILL_LIST(trailers);
	FILL_LIST(credits);
	FILL_LIST(verdicts);
}

static void page_fill(struct page *to, const struct page *from)
{
	FILL_TEXT(site);
	FILL_TEXT(title);
	FILL_TEXT(publisher);
	FILL_TEXT(author);
	FILL_TEXT(language);
	FILL_TEXT(published_at);
}

/* The next older observation joins the fold. False when it shows other films. */
static bool record_fill(struct arena *arena, struct record *to, const struct record *from)
{
	if (to->kind == RECORD_PAGE && !films_agree(to, from))
		return false;
	for (size_t i = 0; i < to->films.n && i < from->films.n; i++)
		film_fill(arena, &to->films.at[i], &from->films.at[i]);
	page_fill(&to->page, &from->page);
	if (to->comments.count < 0)
		to->comments.count = from->comments.count;
	return true;
}

/* The number of views of the page that were read; 0 when it was never observed. A fold that ends
 * early has read two or more. */
static int fold(
    struct store *store, int64_t page, struct arena *arena, struct record *folded, struct err *err)
{
	int got, n = 0;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT record FROM observation WHERE page_id = ?1 "
	    "ORDER BY retrieved_at DESC, importer DESC, record_sha256 DESC",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	while ((got = db_step(store, get, err)) > 0) {
		struct record record;
		size_t length = (size_t)sqlite3_column_bytes(get, 0);
		const char *text = (const char *)sqlite3_column_text(get, 0);
		if (record_read(arena, text, length, n ? &record : folded, err) != 0) {
			got = err_set(err, EXIT_SYSTEM, "the database is damaged: a stored record");
			break;
		}
		if (n++ && !record_fill(arena, folded, &record))
			break;
	}
	db_done(get);
	return got < 0 ? -1 : n;
}

/* ---- the page's rows ---- */

static int comments_count(struct store *store, int64_t page, int64_t *n, struct err *err)
{
	sqlite3_stmt *get =
	    db_statement(store, "SELECT count(*) FROM comment WHERE page_id = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	int got = db_step(store, get, err);
	*n = got > 0 ? sqlite3_column_int64(get, 0) : 0;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* Its comments are as many as the page says or as are known, the greater. */
static int shown_put(
    struct store *store, int64_t page, const struct record *record, int64_t known, struct err *err)
{
	int64_t reported = record->comments.count;
	int64_t comments = known > 0 && known > reported ? known : reported;
	sqlite3_stmt *put = db_statement(store,
	    "INSERT OR REPLACE INTO page_shown VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, page);
	sqlite3_bind_int64(put, 2, (int64_t)record->films.n);
	db_bind_known(put, 3, comments, -1);
	db_bind_text(put, 4, record->page.title);
	db_bind_text(put, 5, record->page.publisher);
	db_bind_text(put, 6, record->page.author);
	db_bind_text(put, 7, record->page.language);
	db_bind_text(put, 8, record->page.published_at);
	db_bind_text(put, 9, record->page.retrieved_at);
	return db_step(store, put, err);
}

/* The most films that any view of the page showed. */
static int films_most(struct store *store, int64_t page, int *n, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT max(json_array_length(record, '$.films')) FROM observation WHERE page_id = ?1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	int got = db_step(store, get, err);
	*n = got > 0 ? sqlite3_column_int(get, 0) : 0;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* Who collects the page's votes: its host, or who made the catalogue. */
static const char *source_of(const char *key, const struct record *record, char host[HOST_MAX])
{
	const char *source =
	    record->kind == RECORD_FILMS ? record->source : page_host(key, host, HOST_MAX);
	if (source)
		return source;
	return record->page.site ? record->page.site : "unknown";
}

/*
 * A row for each film that any view showed, so that the rows don't depend on which view came first;
 * those beyond what is shown now are empty.
 */
static int mentions_put(struct store *store, struct arena *arena, int64_t page, const char *key,
    const struct record *record, int views, struct dirty *dirty, struct err *err)
{
	char host[HOST_MAX];
	int n = 0, most = (int)record->films.n;
	const char *source = source_of(key, record, host);
	if (views > 1 && films_most(store, page, &most, err) != 0)
		return -1;
	while (n++ < most) {
		int64_t mention = mention_of_page(store, page, n, key, source, err);
		if (mention < 0 ||
		    (n <= (int)record->films.n &&
			mention_write(store, arena, mention, &record->films.at[n - 1], err) != 0))
			return -1;
		dirty_again(dirty, mention);
	}
	return mentions_end(store, page, (int)record->films.n, dirty, err);
}

static int page_key(
    struct store *store, int64_t page, struct arena *arena, const char **key, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, "SELECT key FROM page WHERE page_id = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	int got = db_step(store, get, err);
	*key = got > 0 ? arena_text(arena, (const char *)sqlite3_column_text(get, 0)) : NULL;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* A page that was never observed, or has become another's, shows nothing. */
static int show_nothing(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
{
	sqlite3_stmt *wipe = db_statement(store, "DELETE FROM page_shown WHERE page_id = ?1", err);
	if (!wipe)
		return -1;
	sqlite3_bind_int64(wipe, 1, page);
	return db_step(store, wipe, err) < 0 ? -1 : mentions_end(store, page, 0, dirty, err);
}

int materialise_page(
    struct store *store, struct arena *arena, int64_t page, struct dirty *dirty, struct err *err)
{
	struct record record;
	const char *key;
	int64_t comments;
	if (page_key(store, page, arena, &key, err) != 0)
		return -1;
	int got = key ? fold(store, page, arena, &record, err) : 0;
	if (got <= 0)
		return got < 0 || !key ? got : show_nothing(store, page, dirty, err);
	if (comments_count(store, page, &comments, err) != 0 ||
	    shown_put(store, page, &record, comments, err) != 0 ||
	    mentions_put(store, arena, page, key, &record, got, dirty, err) != 0)
		return -1;
	return page_ballots(store, page, dirty, err);
}

/* Which lists the film has (facts.h). */
static unsigned lists_of(const struct film *film)
{
	return (film->ids.n ? FACTS_IDS : 0) | (film->titles.n ? FACTS_TITLES : 0) |
	    (film->genres.n ? FACTS_GENRES : 0) | (film->countries.n ? FACTS_COUNTRIES : 0) |
	    (film->languages.n ? FACTS_LANGUAGES : 0) | (film->trailers.n ? FACTS_TRAILERS : 0) |
	    (film->credits.n ? FACTS_CREDITS : 0);
}

int materialise_first(struct store *store, struct write_buffer *buffer, struct arena *arena,
    struct first_view view, struct dirty *dirty, struct err *err)
{
	char host[HOST_MAX];
	const struct record *record = view.record;
	const char *source = source_of(view.key, record, host);
	size_t reviews = 0;
	int64_t comments = (int64_t)record->comments.items.n, mention = 0;
	int n = 0;
	if ((!view.comments_held && comments &&
		comments_count(store, view.page, &comments, err) != 0) ||
	    shown_put(store, view.page, record, comments, err) != 0)
		return -1;
	list_each (struct film, film, &record->films) {
		text_list folds = {0};
		mention_folds(arena, film, &folds);
		mention = mention_first(store, view.page, ++n, view.key, source, err);
		if (mention < 0 ||
		    mention_fill(store, buffer, arena, &folds, mention, film, err) != 0)
			return -1;
		title_keys_note(&dirty->keys, arena, mention, &folds, film->year);
		dirty_fresh(dirty, mention, lists_of(film));
		reviews += film->reviews.n;
	}
	if (view.comments_held && n == 1 && write_buffer_votes(buffer, view.page, mention))
		id_add(&dirty->counted, mention);
	if (view.comments_held || (reviews == 0 && record->comments.items.n == 0))
		return 0;
	return page_ballots_first(store, view.page, dirty, err);
}
