/* derive.c: see derive.h. */
#include "schema/store/derive/derive.h"
#include "schema/store/array_source.h"
#include "schema/store/counts/counts.h"
#include "schema/store/db.h"
#include "schema/store/evidence/history.h"
#include "schema/store/evidence/mention.h"
#include "schema/store/evidence/same_page.h"
#include "schema/store/films/resolve.h"
#include "schema/store/evidence/table_key.h"
#include "schema/store/derive/materialise.h"

enum { PAGE_MAX = 1 << 30 }; /* bytes of one page's records */

static int materialise_pages(struct store *store, struct dirty *dirty, struct err *err)
{
	struct arena arena;
	int result = 0;
	arena_init(&arena, PAGE_MAX);
	id_settle(&dirty->pages);
	for (size_t i = 0; result == 0 && i < dirty->pages.n; i++) {
		result = materialise_page(store, &arena, dirty->pages.at[i], dirty, err);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return result;
}

static void id_column(sqlite3_context *to, const void *ids, size_t at, int column)
{
	(void)column;
	sqlite3_result_int64(to, ((const int64_t *)ids)[at]);
}

/* Adds the films of mentions. */
static int films_of(
    struct store *store, const struct id_set *mentions, struct id_set *films, struct err *err)
{
	const struct array array = {mentions->at, mentions->n, id_column};
	int got;
	sqlite3_stmt *get = array_statement(store,
	    "SELECT film_id FROM array CROSS JOIN film_mention ON mention_id = c0", &array, err);
	if (!get)
		return -1;
	while ((got = db_step(store, get, err)) > 0)
		id_add(films, sqlite3_column_int64(get, 0));
	return got;
}

/* The films of mentions whose counts changed; singletons share with nobody. */
static int films_counted(
    struct store *store, const struct dirty *dirty, struct id_set *films, struct err *err)
{
	struct id_set mentions = {0};
	const struct id_set *const changed[] = {&dirty->counted, &dirty->tallied, &dirty->shared};
	for (size_t k = 0; k < sizeof changed / sizeof *changed; k++)
		for (size_t i = 0; i < changed[k]->n; i++)
			if (!id_has(&dirty->singletons, changed[k]->at[i]))
				id_add(&mentions, changed[k]->at[i]);
	int result = films_of(store, &mentions, films, err);
	id_release(&mentions);
	id_settle(films);
	return result;
}

static int show(struct store *store, struct dirty *dirty, struct id_set *films, struct err *err)
{
	dirty_settle_fresh(dirty);
	if (counts_fresh(store, dirty, err) != 0 || resolve(store, dirty, err) != 0)
		return -1;
	id_settle(&dirty->singletons);
	for (size_t i = 0; i < dirty->pages.n; i++)
		if (page_end(store, dirty->pages.at[i], err) != 0)
			return -1;
	if (films_counted(store, dirty, films, err) != 0 ||
	    counts_refresh(store, films, dirty, err) != 0 ||
	    films_of(store, &dirty->singletons, films, err) != 0)
		return -1;
	id_settle(films);
	return stats_refresh(store, films->at, films->n, err);
}

int derive(struct store *store, struct dirty *dirty, struct err *err)
{
	struct id_set films = {0}; /* whose numbers are made last */
	int result = same_pages_unite(store, dirty, err);
	if (result == 0)
		result = materialise_pages(store, dirty, err);
	if (result == 0)
		result = show(store, dirty, &films, err);
	id_release(&films);
	dirty_clear(dirty);
	return result;
}

/* ---- everything ---- */

static int all_of(struct store *store, const char *sql, struct id_set *into, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(store, sql, err);
	if (!get)
		return -1;
	while ((got = db_step(store, get, err)) > 0)
		id_add(into, sqlite3_column_int64(get, 0));
	return got;
}

/* Films go; pages are materialised again, which makes their mentions' rows again; then all mentions
 * are resolved and counted. */
int derive_all(struct store *store, struct err *err)
{
	static const char wipe[] =
	    "DELETE FROM film_alias; DELETE FROM film_identifier; DELETE FROM film_title; "
	    "DELETE FROM film_genre; DELETE FROM film_country; DELETE FROM film_language; "
	    "DELETE FROM film_trailer; DELETE FROM film_credit; DELETE FROM film_stats; "
	    "DELETE FROM edge; DELETE FROM film_mention; DELETE FROM film; DELETE FROM "
	    "mention_shared; "
	    "DELETE FROM mention_histogram; DELETE FROM page_key; "
	    "INSERT INTO page_key SELECT page_hash(key) AS hash, page_id FROM page ORDER BY hash";
	struct dirty dirty = {0};
	int result = db_run(store, wipe, err);
	if (result == 0)
		result = history_all(store, err);
	if (result == 0)
		result = counts_all(store, err);
	if (result == 0)
		result = all_of(store, "SELECT page_id FROM page", &dirty.pages, err);
	if (result == 0)
		result = all_of(store, "SELECT mention_id FROM mention", &dirty.mentions, err);
	for (size_t i = 0; result == 0 && i < dirty.mentions.n; i++)
		result = table_mention_write(store, dirty.mentions.at[i], err);
	if (result == 0)
		result = derive(store, &dirty, err);
	dirty_release(&dirty);
	return result;
}
