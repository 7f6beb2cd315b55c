/*
 * resolve: see resolve.h. Each touched mention's block is gathered (block.h), resolved
 * (identity.h), named (film_key.h), and written: film, film_mention, film_alias, edge. A film keeps
 * its row while its first mention does, since counts hang on it.
 */
#include "schema/store/films/resolve.h"
#include "schema/store/films/block.h"
#include "schema/store/counts/counts.h"
#include "schema/store/films/facts.h"
#include "schema/store/films/film_key.h"
#include "schema/store/films/singleton.h"
#include "schema/store/films/singleton_row.h"

#include <string.h>

enum { BLOCK_MEMORY = 1 << 30 };

struct resolving {
	struct store *store;
	struct arena *arena; /* of one block */
	struct dirty *dirty;
	struct id_set films; /* of one block */
	struct err *err;
};

/* Runs a statement that binds up to two numbers. */
static int run2(struct resolving *r, const char *sql, int64_t one, int64_t two)
{
	sqlite3_stmt *statement = db_statement(r->store, sql, r->err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, one);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, two);
	return db_step(r->store, statement, r->err);
}

/* ---- edges ---- */

static int write_edges(
    struct resolving *r, const struct block *block, const struct identity_result *result)
{
	list_each (struct block_mention, mention, &block->mentions)
		if (run2(r, "DELETE FROM edge WHERE a_mention = ?1", mention->id, 0) < 0 ||
		    run2(r, "DELETE FROM edge WHERE b_mention = ?1", mention->id, 0) < 0)
			return -1;
	list_each (struct identity_edge, edge, &result->edges) {
		sqlite3_stmt *statement =
		    db_statement(r->store, "INSERT INTO edge VALUES (?1, ?2, ?3, ?4)", r->err);
		if (!statement)
			return -1;
		sqlite3_bind_int64(statement, 1, block->mentions.at[edge->a].id);
		sqlite3_bind_int64(statement, 2, block->mentions.at[edge->b].id);
		sqlite3_bind_int(statement, 3, edge->rule);
		sqlite3_bind_int(statement, 4, edge->why);
		if (db_step(r->store, statement, r->err) < 0)
			return -1;
	}
	return 0;
}

/* ---- films ---- */

/* Drops a film that has no mention left, with all that is shown of it. */
static int drop_film(struct resolving *r, int64_t film)
{
	static const char *const tables[] = {
	    "DELETE FROM film_alias WHERE film_id = ?1",
	    "DELETE FROM film_identifier WHERE film_id = ?1",
	    "DELETE FROM film_title WHERE film_id = ?1",
	    "DELETE FROM film_genre WHERE film_id = ?1",
	    "DELETE FROM film_country WHERE film_id = ?1",
	    "DELETE FROM film_language WHERE film_id = ?1",
	    "DELETE FROM film_trailer WHERE film_id = ?1",
	    "DELETE FROM film_credit WHERE film_id = ?1",
	    "DELETE FROM film_stats WHERE film_id = ?1",
	    "DELETE FROM film WHERE film_id = ?1",
	};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (run2(r, tables[i], film, 0) < 0)
			return -1;
	return 0;
}

/* The films that the block's mentions stand in, each once, and whether a film of the block keeps
 * the row. */
struct old_films {
	struct id_set ids;
	bool *kept;
};

static bool *kept_flag(struct old_films *old, int64_t film)
{
	size_t low = 0, high = old->ids.n;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (old->ids.at[middle] <= film)
			low = middle;
		else
			high = middle;
	}
	return &old->kept[low];
}

/* The row that a film keeps: the first of its mentions' that no film has kept yet; 0 for none. */
static int64_t row_to_keep(
    struct old_films *old, const struct block *block, const size_t *next, size_t first)
{
	for (size_t i = first; i < block->mentions.n; i = next[i]) {
		int64_t row = block->mentions.at[i].film;
		if (row && !*kept_flag(old, row)) {
			*kept_flag(old, row) = true;
			return row;
		}
	}
	return 0;
}

static const char free_key[] =
    "UPDATE film SET key = '?' || film_id WHERE film_id = ?2 AND key <> ?1";

/* The films' rows: those that are kept under another key first take one that nobody can have, so
 * that keys can change places. */
static int place_films(struct resolving *r, const struct block *block, const size_t *next,
    const struct film_names *names, struct old_films *old, int64_t *rows)
{
	for (size_t i = 0; i < block->mentions.n; i++)
		if (block->mentions.at[i].film)
			id_add(&old->ids, block->mentions.at[i].film);
	id_settle(&old->ids);
	old->kept = arena_take(r->arena, (old->ids.n + 1) * sizeof *old->kept);
	for (size_t i = 0; i < block->mentions.n; i++) {
		rows[i] = names[i].key ? row_to_keep(old, block, next, i) : 0;
		if (rows[i] && db_run_text(r->store, free_key, names[i].key, rows[i], r->err) < 0)
			return -1;
	}
	/* the keys of those that go must be free as well */
	for (size_t i = 0; i < old->ids.n; i++)
		if (!old->kept[i] &&
		    db_run_text(r->store, free_key, "", old->ids.at[i], r->err) < 0)
			return -1;
	return 0;
}

static int name_film(struct resolving *r, const struct film_names *names, int64_t *row)
{
	if (film_key_free(r->store, names->key, *row, r->err) < 0)
		return -1;
	if (*row == 0) {
		if (db_run_text(
			r->store, "INSERT INTO film (key) VALUES (?1)", names->key, 0, r->err) < 0)
			return -1;
		*row = sqlite3_last_insert_rowid(r->store->db);
	} else if (db_run_text(r->store,
		       "UPDATE film SET key = ?1 WHERE film_id = ?2 AND key <> ?1", names->key,
		       *row, r->err) < 0 ||
	    run2(r, "DELETE FROM film_alias WHERE film_id = ?1", *row, 0) < 0) {
		return -1;
	}
	return film_aliases_put(r->store, *row, names, r->err);
}

static int move_mentions(
    struct resolving *r, const struct block *block, const size_t *film, const int64_t *rows)
{
	for (size_t i = 0; i < block->mentions.n; i++) {
		const struct block_mention *mention = &block->mentions.at[i];
		int64_t row = mention->gone ? 0 : rows[film[i]];
		if (row == mention->film)
			continue;
		if (row == 0 &&
		    run2(r, "DELETE FROM film_mention WHERE mention_id = ?1", mention->id, 0) < 0)
			return -1;
		if (row != 0 &&
		    run2(r, "INSERT OR REPLACE INTO film_mention VALUES (?1, ?2)", mention->id,
			row) < 0)
			return -1;
		id_add(&r->dirty->mentions, mention->id);
	}
	return 0;
}

/* next[i]: the next mention of i's film that is not gone; n after the last. */
static size_t *chain_films(
    struct arena *arena, const struct block *block, const struct identity_result *result)
{
	size_t n = block->mentions.n;
	size_t *next = arena_take(arena, n * sizeof *next),
	       *last = arena_take(arena, n * sizeof *last);
	for (size_t i = 0; i < n; i++)
		last[i] = n;
	for (size_t i = n; i-- > 0;) {
		next[i] = n;
		if (block->mentions.at[i].gone)
			continue;
		next[i] = last[result->film[i]];
		last[result->film[i]] = i;
	}
	return next;
}

static int write_films(struct resolving *r, const struct block *block,
    const struct identity_result *result, struct old_films *old)
{
	size_t n = block->mentions.n;
	struct film_names *names = arena_take(r->arena, n * sizeof *names);
	int64_t *rows = arena_take(r->arena, n * sizeof *rows);
	size_t *next = chain_films(r->arena, block, result);
	film_names_of(r->arena, block, result->film, next, names);
	if (place_films(r, block, next, names, old, rows) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (names[i].key) {
			if (name_film(r, &names[i], &rows[i]) < 0)
				return -1;
			id_add(&r->films, rows[i]);
		}
	if (move_mentions(r, block, result->film, rows) < 0)
		return -1;
	for (size_t i = 0; i < old->ids.n; i++)
		if (!old->kept[i] && drop_film(r, old->ids.at[i]) < 0)
			return -1;
	return 0;
}

static int write_block(
    struct resolving *r, const struct block *block, const struct identity_result *result)
{
	struct old_films old = {0};
	int status = write_films(r, block, result, &old);
	id_release(&old.ids);
	return status < 0 ? -1 : write_edges(r, block, result);
}

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
	for (size_t i = 0; i < n;
	     i++) /* what is gone meets nobody: it has no titles, ids, people */
		known[i] = block.mentions.at[i].known;
	identity_resolve(r->arena, known, n, block.decisions.at, block.decisions.n, &result);
	return write_block(r, &block, &result) < 0 ? -1 : show_films(r);
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
	int row;
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, mention);
	while ((row = db_step(store, statement, err)) > 0)
		id_add(left, sqlite3_column_int64(statement, 0));
	return row;
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

int resolve(struct store *store, struct dirty *dirty, struct err *err)
{
	struct arena arena;
	struct seen seen = {0};
	struct id_set left = {0};
	struct resolving r = {.store = store, .arena = &arena, .dirty = dirty, .err = err};
	bool decided;
	arena_init(&arena, BLOCK_MEMORY);
	id_settle(&dirty->mentions);
	int result = decisions_exist(store, &decided, err);
	if (result == 0 && !decided)
		result = singleton_rows_of(store, dirty, err);
	size_t n = dirty->mentions.n;
	for (size_t i = 0; result >= 0 && i < n; i++) {
		int64_t mention = dirty->mentions.at[i];
		result = note_left(store, mention, &left, err);
		if (result == 0)
			result = title_keys_again(store, &arena, mention, err);
		arena_reset(&arena);
	}
	if (result >= 0)
		result = resolve_fresh(&r, decided);
	id_add_all(&dirty->mentions, &left);
	/* In the order of the first of each block, so that old rows, which lie far apart, are met
	 * in theirs. */
	id_settle(&dirty->mentions);
	n = dirty->mentions.n; /* resolving adds those that it moves */
	for (size_t i = 0; result >= 0 && i < n; i++) {
		int64_t mention = dirty->mentions.at[i];
		if (!seen_before(&seen, mention))
			result = resolve_block(&r, mention, &seen);
		arena_reset(&arena);
	}
	id_settle(&dirty->mentions);
	id_release(&r.films);
	seen_release(&seen);
	id_release(&left);
	arena_release(&arena);
	return result < 0 ? -1 : 0;
}
