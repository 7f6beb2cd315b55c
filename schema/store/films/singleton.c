/* singleton: see singleton.h. */
#include "schema/store/films/singleton.h"
#include "schema/store/films/block.h"
#include "schema/store/counts/counts.h"
#include "schema/store/films/facts.h"
#include "schema/store/films/film_key.h"

#include <string.h>

enum { NAMES_MEMORY = 1 << 30 };

struct singleton {
	struct store *store;
	struct arena *arena; /* of one film */
	bool named;          /* rows of tables name pages: they may name this one */
	struct err *err;
};

static const char shares_id[] =
    "SELECT o.mention_id FROM mention_identifier m JOIN mention_identifier o ON "
    "o.scheme = m.scheme AND o.id = m.id "
    "WHERE m.mention_id = ?1 AND o.mention_id <> ?1 LIMIT 1";

static const char shares_page[] =
    "SELECT o.mention_id FROM mention m JOIN page p USING (page_id) "
    "JOIN mention o ON o.page_ref = p.key WHERE m.mention_id = ?1 "
    "UNION ALL SELECT o.mention_id FROM mention m JOIN page_alias a USING (page_id) "
    "JOIN mention o ON o.page_ref = a.key WHERE m.mention_id = ?1 LIMIT 1";

/* The mention that the statement gives; 0 none, -1. */
static int64_t first(struct singleton *singleton, const char *sql, int64_t mention)
{
	sqlite3_stmt *get = db_statement(singleton->store, sql, singleton->err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	int got = db_step(singleton->store, get, singleton->err);
	int64_t other = got > 0 ? sqlite3_column_int64(get, 0) : got;
	if (got >= 0)
		db_done(get);
	return other;
}

static int64_t shares(struct singleton *singleton, const struct fresh *fresh)
{
	int64_t other = fresh->lists & FACTS_IDS ? first(singleton, shares_id, fresh->mention) : 0;
	return other == 0 && singleton->named ? first(singleton, shares_page, fresh->mention)
					      : other;
}

/* ---- the film ---- */

static int read_mention(struct singleton *singleton, const struct fresh *fresh,
    struct block_mention *mention, const char **url)
{
	struct arena *arena = singleton->arena;
	sqlite3_stmt *get = db_statement(singleton->store,
	    "SELECT m.key, t.fold, coalesce(t.year, 0), p.key FROM mention m "
	    "JOIN mention_fact t USING (mention_id) JOIN page p USING (page_id) WHERE m.mention_id "
	    "= ?1",
	    singleton->err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, fresh->mention);
	if (db_step(singleton->store, get, singleton->err) <= 0)
		return -1;
	mention->known.key = arena_text(arena, (const char *)sqlite3_column_text(get, 0));
	mention->fold = arena_text(arena, (const char *)sqlite3_column_text(get, 1));
	mention->known.year = sqlite3_column_int(get, 2);
	const char *page = arena_text(arena, (const char *)sqlite3_column_text(get, 3));
	*url = sqlite3_strlike("http%", page, 0) == 0 ? page : NULL;
	db_done(get);
	return 0;
}

static int read_identifiers(
    struct singleton *singleton, const struct fresh *fresh, struct block_mention *mention)
{
	int got;
	text_list ids = {0};
	sqlite3_stmt *get = db_statement(singleton->store,
	    "SELECT scheme || ':' || id FROM mention_identifier WHERE mention_id = ?1",
	    singleton->err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, fresh->mention);
	while ((got = db_step(singleton->store, get, singleton->err)) > 0)
		*list_add(singleton->arena, &ids) =
		    arena_text(singleton->arena, (const char *)sqlite3_column_text(get, 0));
	mention->known.ids = ids.at;
	mention->known.ids_n = ids.n;
	return got;
}

static int64_t make_film(struct singleton *singleton, const struct fresh *fresh,
    const struct film_names *names, const char *url)
{
	int64_t film = facts_first(
	    singleton->store, names->key, url, fresh->mention, fresh->lists, singleton->err);
	if (film == 0 && film_key_free(singleton->store, names->key, 0, singleton->err) == 0)
		film = facts_first(singleton->store, names->key, url, fresh->mention, fresh->lists,
		    singleton->err);
	sqlite3_stmt *put = film <= 0
	    ? NULL
	    : db_statement(
		  singleton->store, "INSERT INTO film_mention VALUES (?1, ?2)", singleton->err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, fresh->mention);
	sqlite3_bind_int64(put, 2, film);
	if (db_step(singleton->store, put, singleton->err) < 0)
		return -1;
	return film_aliases_put(singleton->store, film, names, singleton->err) < 0 ? -1 : film;
}

static int64_t film_of(struct singleton *singleton, const struct fresh *fresh)
{
	struct block_mention mention = {.id = fresh->mention};
	struct block block = {.mentions = {&mention, 1, 1}};
	struct film_names names;
	size_t film = 0, next = 1;
	const char *url;
	if (read_mention(singleton, fresh, &mention, &url) < 0 ||
	    ((fresh->lists & FACTS_IDS) && read_identifiers(singleton, fresh, &mention) < 0))
		return -1;
	film_names_of(singleton->arena, &block, &film, &next, &names);
	return make_film(singleton, fresh, &names, url);
}

/* ---- those of pages ---- */

static int each_film(struct singleton *singleton, struct dirty *dirty, const struct id_set *meeting)
{
	for (size_t i = 0; i < dirty->fresh.n; i++) {
		const struct fresh *fresh = &dirty->fresh.at[i];
		if (id_has(meeting, fresh->mention))
			continue;
		int64_t other = shares(singleton, fresh);
		if (other > 0) {
			id_add(&dirty->mentions, fresh->mention);
			id_add(&dirty->mentions, other);
			continue;
		}
		int64_t film = other < 0 ? -1 : film_of(singleton, fresh);
		arena_reset(singleton->arena);
		if (film < 0 || stats_refresh(singleton->store, &film, 1, singleton->err) < 0)
			return -1;
	}
	id_add_all(&dirty->mentions, meeting);
	return 0;
}

int singleton_films(struct store *store, struct dirty *dirty, struct err *err)
{
	struct arena arena;
	struct singleton singleton = {.store = store, .arena = &arena, .err = err};
	struct id_set meeting = {0};
	int64_t named;
	arena_init(&arena, NAMES_MEMORY);
	int result = title_keys_put(store, &dirty->keys, err);
	if (result == 0)
		result = title_keys_meet(store, &dirty->keys, &meeting, err);
	if (result == 0)
		result = db_integer(store,
		    "SELECT EXISTS (SELECT 1 FROM mention WHERE page_ref IS NOT NULL)", 0, &named,
		    err);
	singleton.named = result == 0 && named;
	if (result == 0)
		result = each_film(&singleton, dirty, &meeting);
	id_release(&meeting);
	arena_release(&arena);
	return result;
}
