/* film_rows: see film_rows.h. A film keeps its row while its first mention does, since counts hang
 * on it. */
#include "schema/store/films/film_rows.h"
#include "schema/store/films/film_key.h"

struct writing {
	struct store *store;
	struct arena *arena;
	struct dirty *dirty;
	struct id_set *films;
	struct err *err;
};

/* Runs a statement that binds up to two numbers. */
static int run2(struct writing *w, const char *sql, int64_t one, int64_t two)
{
	sqlite3_stmt *statement = db_statement(w->store, sql, w->err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, one);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, two);
	return db_step(w->store, statement, w->err);
}

/* ---- edges ---- */

static int write_edges(
    struct writing *w, const struct block *block, const struct identity_result *result)
{
	list_each (struct block_mention, mention, &block->mentions)
		if (run2(w, "DELETE FROM edge WHERE a_mention = ?1", mention->id, 0) < 0 ||
		    run2(w, "DELETE FROM edge WHERE b_mention = ?1", mention->id, 0) < 0)
			return -1;
	list_each (struct identity_edge, edge, &result->edges) {
		sqlite3_stmt *statement =
		    db_statement(w->store, "INSERT INTO edge VALUES (?1, ?2, ?3, ?4)", w->err);
		if (!statement)
			return -1;
		sqlite3_bind_int64(statement, 1, block->mentions.at[edge->a].id);
		sqlite3_bind_int64(statement, 2, block->mentions.at[edge->b].id);
		sqlite3_bind_int(statement, 3, edge->rule);
		sqlite3_bind_int(statement, 4, edge->why);
		if (db_step(w->store, statement, w->err) < 0)
			return -1;
	}
	return 0;
}

/* ---- films ---- */

/* Drops a film that has no mention left, with all that is shown of it. */
static int drop_film(struct writing *w, int64_t film)
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
		if (run2(w, tables[i], film, 0) < 0)
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
static int place_films(struct writing *w, const struct block *block, const size_t *next,
    const struct film_names *names, struct old_films *old, int64_t *rows)
{
	for (size_t i = 0; i < block->mentions.n; i++)
		if (block->mentions.at[i].film)
			id_add(&old->ids, block->mentions.at[i].film);
	id_settle(&old->ids);
	old->kept = arena_take(w->arena, (old->ids.n + 1) * sizeof *old->kept);
	for (size_t i = 0; i < block->mentions.n; i++) {
		rows[i] = names[i].key ? row_to_keep(old, block, next, i) : 0;
		if (rows[i] && db_run_text(w->store, free_key, names[i].key, rows[i], w->err) < 0)
			return -1;
	}
	/* the keys of those that go must be free as well */
	for (size_t i = 0; i < old->ids.n; i++)
		if (!old->kept[i] &&
		    db_run_text(w->store, free_key, "", old->ids.at[i], w->err) < 0)
			return -1;
	return 0;
}

static int name_film(struct writing *w, const struct film_names *names, int64_t *row)
{
	if (film_key_free(w->store, names->key, *row, w->err) < 0)
		return -1;
	if (*row == 0) {
		if (db_run_text(
			w->store, "INSERT INTO film (key) VALUES (?1)", names->key, 0, w->err) < 0)
			return -1;
		*row = sqlite3_last_insert_rowid(w->store->db);
	} else if (db_run_text(w->store,
		       "UPDATE film SET key = ?1 WHERE film_id = ?2 AND key <> ?1", names->key,
		       *row, w->err) < 0 ||
	    run2(w, "DELETE FROM film_alias WHERE film_id = ?1", *row, 0) < 0) {
		return -1;
	}
	return film_aliases_put(w->store, *row, names, w->err);
}

static int move_mentions(
    struct writing *w, const struct block *block, const size_t *film, const int64_t *rows)
{
	for (size_t i = 0; i < block->mentions.n; i++) {
		const struct block_mention *mention = &block->mentions.at[i];
		int64_t row = mention->gone ? 0 : rows[film[i]];
		if (row == mention->film)
			continue;
		if (row == 0 &&
		    run2(w, "DELETE FROM film_mention WHERE mention_id = ?1", mention->id, 0) < 0)
			return -1;
		if (row != 0 &&
		    run2(w, "INSERT OR REPLACE INTO film_mention VALUES (?1, ?2)", mention->id,
			row) < 0)
			return -1;
		id_add(&w->dirty->mentions, mention->id);
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

/* Gives each film its row and names. */
static int name_films(struct writing *w, const struct film_names *names, int64_t *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!names[i].key)
			continue;
		if (name_film(w, &names[i], &rows[i]) < 0)
			return -1;
		id_add(w->films, rows[i]);
	}
	return 0;
}

static int write_films(struct writing *w, const struct block *block,
    const struct identity_result *result, struct old_films *old)
{
	size_t n = block->mentions.n;
	struct film_names *names = arena_take(w->arena, n * sizeof *names);
	int64_t *rows = arena_take(w->arena, n * sizeof *rows);
	size_t *next = chain_films(w->arena, block, result);
	film_names_of(w->arena, block, result->film, next, names);
	if (place_films(w, block, next, names, old, rows) < 0 ||
	    name_films(w, names, rows, n) < 0 || move_mentions(w, block, result->film, rows) < 0)
		return -1;
	for (size_t i = 0; i < old->ids.n; i++)
		if (!old->kept[i] && drop_film(w, old->ids.at[i]) < 0)
			return -1;
	return 0;
}

int film_rows_write(struct store *store, struct arena *arena, const struct block *block,
    const struct identity_result *result, struct dirty *dirty, struct id_set *films,
    struct err *err)
{
	struct writing w = {store, arena, dirty, films, err};
	struct old_films old = {0};
	int status = write_films(&w, block, result, &old);
	id_release(&old.ids);
	return status < 0 ? -1 : write_edges(&w, block, result);
}
