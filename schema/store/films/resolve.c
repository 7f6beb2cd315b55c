/*
 * resolve: see resolve.h. Each touched mention's block is gathered (block.h), resolved
 * (identity.h), named (film_key.h), written (film_rows.h) and shown (facts.h).
 */
#include "schema/store/films/resolve.h"
#include "schema/store/counts/counts.h"
#include "schema/store/fetch.h"
#include "schema/store/films/block.h"
#include "schema/store/films/facts.h"
#include "schema/store/films/film_rows.h"
#include "schema/store/films/singleton.h"
#include "schema/store/films/singleton_row.h"

enum { BLOCK_MEMORY = 1 << 30 };

struct resolving {
	struct store *store;
	struct arena *arena; /* of one block */
	struct dirty *dirty;
	struct id_set films; /* of one block */
	struct err *err;
};

/* Films are shown at once, while all that they are made of is near; those of which something is yet
 * to be counted get their numbers later. */
static int show_films(struct resolving *r)
{
	for (size_t i = 0; i < r->films.n; i++) {
		int64_t film = r->films.at[i];
		if (facts_refresh(r->store, film, r->err) != 0)
			return -1;
		int counts = counts_share(r->store, film, r->dirty, r->err);
		if (counts < 0 || (counts == 0 && stats_refresh(r->store, &film, 1, r->err) < 0))
			return -1;
	}
	id_clear(&r->films);
	return 0;
}

/* ---- the blocks ---- */

static int resolve_block(struct resolving *r, int64_t mention, struct seen *seen)
{
	struct block block;
	struct identity_result result;
	if (block_gather(r->store, r->arena, mention, seen, &block, r->err) < 0)
		return -1;
	size_t n = block.mentions.n;
	struct identity_mention *known = arena_take(r->arena, n * sizeof *known);
	/* what is gone meets nobody: it has no titles, ids, people */
	for (size_t i = 0; i < n; i++)
		known[i] = block.mentions.at[i].known;
	identity_resolve(r->arena, known, n, block.decisions.at, block.decisions.n, &result);
	if (film_rows_write(r->store, r->arena, &block, &result, r->dirty, &r->films, r->err) < 0)
		return -1;
	return show_films(r);
}

/* ---- all that was touched ---- */

static int decisions_exist(struct store *store, bool *exist, struct err *err)
{
	int64_t some;
	int result = db_integer(store, "SELECT EXISTS (SELECT 1 FROM decision)", 0, &some, err);
	*exist = some != 0;
	return result;
}

/*
 * Whom the mention met before it changed: it may have stood between them, and its new block need
 * not reach them. Of a title and year one is enough, since it brings the others.
 */
static int note_left(struct store *store, int64_t mention, struct id_set *left, struct err *err)
{
	static const char sql[] =
	    "SELECT (SELECT o.mention_id FROM mention_key o WHERE o.key = m.key"
	    " AND o.year = m.year + d.column1 AND o.mention_id <> ?1 AND NOT o.romanised LIMIT 1) "
	    "AS met"
	    " FROM mention_key m CROSS JOIN (VALUES (-1), (0), (1)) d"
	    " WHERE m.mention_id = ?1 AND NOT m.romanised AND met IS NOT NULL"
	    " UNION ALL SELECT b_mention FROM edge WHERE a_mention = ?1"
	    " UNION ALL SELECT a_mention FROM edge WHERE b_mention = ?1";
	return fetch_set(store, fetch_of(store, sql, mention, err), left, err);
}

/* New mentions of pages: their titles are there before any block is gathered. */
static int resolve_fresh(struct resolving *r, bool decided)
{
	struct dirty *dirty = r->dirty;
	if (!decided)
		return singleton_films(r->store, dirty, r->err);
	for (size_t i = 0; i < dirty->fresh.n; i++)
		id_add(&dirty->mentions, dirty->fresh.at[i].mention);
	return title_keys_put(r->store, &dirty->keys, r->err);
}

/* Notes whom the touched mentions met, and writes their titles, while no block is gathered yet. */
static int resolve_start(struct resolving *r, struct id_set *left)
{
	const struct id_set *mentions = &r->dirty->mentions;
	int result = 0;
	for (size_t i = 0; result >= 0 && i < mentions->n; i++) {
		result = note_left(r->store, mentions->at[i], left, r->err);
		if (result == 0)
			result = title_keys_again(r->store, r->arena, mentions->at[i], r->err);
		arena_reset(r->arena);
	}
	return result;
}

/* In the order of the first of each block, so that old rows, which lie far apart, are met in
 * theirs. */
static int resolve_blocks(struct resolving *r)
{
	struct id_set *mentions = &r->dirty->mentions;
	struct seen seen = {0};
	int result = 0;
	id_settle(mentions);
	size_t n = mentions->n; /* resolving adds those that it moves */
	for (size_t i = 0; result >= 0 && i < n; i++) {
		int64_t mention = mentions->at[i];
		if (!seen_before(&seen, mention))
			result = resolve_block(r, mention, &seen);
		arena_reset(r->arena);
	}
	id_settle(mentions);
	seen_release(&seen);
	return result;
}

static int resolve_all(struct resolving *r)
{
	struct id_set left = {0};
	bool decided;
	id_settle(&r->dirty->mentions);
	int result = decisions_exist(r->store, &decided, r->err);
	if (result == 0 && !decided)
		result = singleton_rows_of(r->store, r->dirty, r->err);
	if (result >= 0)
		result = resolve_start(r, &left);
	if (result >= 0)
		result = resolve_fresh(r, decided);
	id_add_all(&r->dirty->mentions, &left);
	id_release(&left);
	return result < 0 ? -1 : resolve_blocks(r);
}

int resolve(struct store *store, struct dirty *dirty, struct err *err)
{
	struct arena arena;
	struct resolving r = {.store = store, .arena = &arena, .dirty = dirty, .err = err};
	arena_init(&arena, BLOCK_MEMORY);
	int result = resolve_all(&r);
	id_release(&r.films);
	arena_release(&arena);
	return result < 0 ? -1 : 0;
}
