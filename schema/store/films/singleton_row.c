/* singleton_row: see singleton_row.h. They go in sorted by what large indexes are sorted by, so
 * that each page of these is met once. */
#include "schema/store/films/singleton_row.h"
#include "schema/store/array_source.h"
#include "schema/store/films/film_key.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_MEMORY = 1 << 30, PART = 512 /* named at once */ };

static int run_each(struct store *store, const char *const *sql, size_t n,
    const struct array *array, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (array_run(store, sql[i], array, err) != 0)
			return -1;
	return 0;
}

#define RUN_EACH(store, list, array, err)                                                          \
	run_each(store, list, sizeof(list) / sizeof *(list), array, err)

/* ---- facts ---- */

static void fact_column(sqlite3_context *to, const void *rows, size_t at, int column)
{
	const struct singleton_row *row = (const struct singleton_row *)rows + at;
	if (column == 0)
		sqlite3_result_int64(to, row->mention);
	else
		sqlite3_result_text(to, column == 1 ? row->scheme : row->id, -1, SQLITE_STATIC);
}

static const char *const put_facts[] = {
    "INSERT OR FAIL INTO mention_fact (mention_id) SELECT c0 FROM array",
    "INSERT OR FAIL INTO mention_identifier SELECT c0, c1, c2 FROM array"};

int singleton_rows_fill(
    struct store *store, const struct singleton_row *rows, size_t n, struct err *err)
{
	const struct array array = {rows, n, fact_column};
	return RUN_EACH(store, put_facts, &array, err);
}

/* ---- films ---- */

struct singleton_film {
	const struct singleton_row *row;
	int64_t id;
	const char *key, *alias; /* NULL none */
	bool meets;
};

static void film_column(sqlite3_context *to, const void *films, size_t at, int column)
{
	const struct singleton_film *film = (const struct singleton_film *)films + at;
	const char *const texts[] = {film->row->scheme, film->row->id, film->key, film->alias};
	if (column < 2)
		sqlite3_result_int64(to, column ? film->id : film->row->mention);
	else
		sqlite3_result_text(to, texts[column - 2], -1, SQLITE_STATIC);
}

#define MENTION "c0"
#define FILM "c1"
#define SCHEME "c2"
#define ID "c3"
#define KEY "c4"
#define ALIAS "c5"

static const char *const put_films[] = {"INSERT OR FAIL INTO film (film_id, key) SELECT " FILM
					", " KEY " FROM array",
    "INSERT OR FAIL INTO film_mention SELECT " MENTION ", " FILM " FROM array",
    "INSERT OR FAIL INTO film_identifier SELECT " FILM ", " SCHEME ", " ID " FROM array",
    "INSERT OR FAIL INTO film_alias SELECT " FILM ", " ALIAS " FROM array "
    "WHERE " ALIAS " IS NOT NULL"};

/* Those whose id another mention has; or whose key a film has that its mentions are about to
 * leave. */
static const char meeting[] =
    "SELECT rowid FROM array WHERE EXISTS (SELECT 1 FROM mention_identifier o "
    "WHERE o.scheme = " SCHEME " AND o.id = " ID " AND o.mention_id <> " MENTION ") "
    "OR EXISTS (SELECT 1 FROM film WHERE key = " KEY " AND key NOT GLOB 't:*')";

static int note_meeting(
    struct store *store, struct array *array, struct singleton_film *films, struct err *err)
{
	sqlite3_stmt *get = array_statement(store, meeting, array, err);
	int got = get ? 0 : -1;
	while (get && (got = db_step(store, get, err)) > 0)
		films[sqlite3_column_int64(get, 0)].meets = true;
	return got;
}

/* What it is called when it stays alone. */
static void name_film(struct arena *arena, struct singleton_film *film)
{
	const struct singleton_row *row = film->row;
	const char *id = arena_format(arena, "%s:%s", row->scheme, row->id);
	struct block_mention mention = {
	    .id = row->mention, .known = {.key = row->key, .ids = &id, .ids_n = 1}};
	struct block block = {.mentions = {&mention, 1, 1}};
	struct film_names names;
	size_t first = 0, next = 1;
	film_names_of(arena, &block, &first, &next, &names);
	film->key = names.key;
	film->alias = names.aliases.n ? names.aliases.at[0] : NULL;
}

/* *last is the last film's number. */
static int part_films(struct store *store, struct arena *arena, const struct singleton_row *rows,
    size_t n, int64_t *last, struct dirty *dirty, struct err *err)
{
	struct singleton_film films[PART];
	struct array array = {films, n, film_column};
	for (size_t i = 0; i < n; i++) {
		films[i] = (struct singleton_film){.row = &rows[i]};
		name_film(arena, &films[i]);
	}
	if (note_meeting(store, &array, films, err) != 0)
		return -1;
	array.n = 0;
	for (size_t i = 0; i < n; i++) {
		id_add(films[i].meets ? &dirty->mentions : &dirty->singletons, rows[i].mention);
		if (films[i].meets)
			continue;
		films[array.n] = films[i];
		films[array.n++].id = ++*last;
	}
	return RUN_EACH(store, put_films, &array, err);
}

static int row_order(const void *left, const void *right)
{
	const struct singleton_row *a = left, *b = right;
	int order = strcmp(a->scheme, b->scheme);
	return order ? order : strcmp(a->id, b->id);
}

int singleton_rows_films(
    struct store *store, struct singleton_row *rows, size_t n, struct dirty *dirty, struct err *err)
{
	struct arena arena;
	int64_t last;
	int result = db_integer(store, "SELECT coalesce(max(film_id), 0) FROM film", 0, &last, err);
	if (n)
		qsort(rows, n, sizeof *rows, row_order);
	arena_init(&arena, NAMES_MEMORY);
	for (size_t i = 0; result == 0 && i < n; i += PART) {
		result = part_films(
		    store, &arena, rows + i, n - i < PART ? n - i : PART, &last, dirty, err);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return result;
}

/* ---- among those that are there ---- */

/* Whether it is one; its key and id. */
static const char is_singleton[] =
    "SELECT m.key, i.scheme, i.id FROM mention m "
    "JOIN mention_identifier i USING (mention_id) JOIN mention_fact t USING (mention_id) "
    "WHERE m.mention_id = ?1 AND m.page_id IS NULL AND m.page_ref IS NULL AND t.fold IS NULL "
    "AND t.year IS NULL AND NOT EXISTS (SELECT 1 FROM film_mention f WHERE f.mention_id = ?1) "
    "AND (SELECT count(*) FROM mention_identifier WHERE mention_id = ?1) = 1";

/* 1 when it is one, with its texts in the arena. */
static int read_row(struct store *store, struct arena *arena, int64_t mention,
    struct singleton_row *row, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, is_singleton, err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	int got = db_step(store, get, err);
	if (got <= 0)
		return got;
	*row = (struct singleton_row){.mention = mention,
	    .key = arena_text(arena, (const char *)sqlite3_column_text(get, 0)),
	    .scheme = arena_text(arena, (const char *)sqlite3_column_text(get, 1)),
	    .id = arena_text(arena, (const char *)sqlite3_column_text(get, 2))};
	db_done(get);
	return 1;
}

int singleton_rows_of(struct store *store, struct dirty *dirty, struct err *err)
{
	struct id_set asked = dirty->mentions;
	struct singleton_row *rows = must_malloc(SINGLETON_ROWS * sizeof *rows);
	struct arena arena;
	size_t n = 0;
	int got = 0;
	arena_init(&arena, NAMES_MEMORY);
	dirty->mentions = (struct id_set){0};
	for (size_t i = 0; got >= 0 && i < asked.n; i++) {
		got = read_row(store, &arena, asked.at[i], &rows[n], err);
		n += got > 0;
		if (got == 0)
			id_add(&dirty->mentions, asked.at[i]);
		if (got < 0 ||
		    (n < SINGLETON_ROWS && arena.taken < SINGLETON_TEXTS && i + 1 < asked.n))
			continue;
		got = singleton_rows_films(store, rows, n, dirty, err);
		arena_reset(&arena);
		n = 0;
	}
	id_settle(&dirty->mentions);
	arena_release(&arena);
	free(rows);
	id_release(&asked);
	return got < 0 ? -1 : 0;
}
