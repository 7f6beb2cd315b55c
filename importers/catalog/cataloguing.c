/* cataloguing: see cataloguing.h. */
#include "importers/catalog/cataloguing.h"

#include "importers/catalog/movielens_title.h"
#include "schema/base/number.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <stdio.h>
#include <string.h>

enum { FLUSH = 1 << 17, YEAR_FIRST = 1870, YEAR_LAST = 9999, RUNTIME_MAX = 100000 };

/* ---- cells ---- */

static const char *text_of(struct arena *arena, const char *cell)
{
	if (!cell)
		return NULL;
	const char *text = text_nfc(arena, text_repair(arena, cell, strlen(cell), NULL, NULL));
	text = text_squeeze(arena, text, strlen(text));
	return *text ? text : NULL;
}

static int64_t number_of(const char *cell, int64_t least, int64_t most)
{
	int64_t value;
	if (!cell || !number_integer(cell, strlen(cell), &value) || value < least || value > most)
		return 0;
	return value;
}

static void add_genres(struct arena *arena, struct film *film, const char *cell, char between)
{
	const char *text = text_of(arena, cell);
	if (!text || text[0] == '(') /* (no genres listed) */
		return;
	while (*text) {
		const char *end = strchrnul(text, between);
		if (end > text)
			*list_add(arena, &film->genres) =
			    arena_copy(arena, text, (size_t)(end - text));
		text = end + (*end == between);
	}
}

/* False when the id is badly formed. */
static bool add_id(struct arena *arena, struct film *film, const char *scheme, const char *cell)
{
	const char *id = cell ? film_id_canonical(arena, scheme, cell) : NULL;
	return id && film_add_id(arena, film, scheme, id);
}

static void add_title(
    struct arena *arena, struct film *film, const char *text, enum title_kind kind)
{
	if (!text || (film->title && strcmp(text, film->title) == 0))
		return;
	list_each (struct title, other, &film->titles) {
		if (strcmp(other->text, text) == 0)
			return;
	}
	film_add_title(arena, film, text, kind);
}

/* ---- rows ---- */

/* Which of IMDb's title types are films. Series, their episodes, specials, pilots and games are
 * not. */
static bool is_film_type(const char *type)
{
	static const char *const types[] = {"movie", "short", "tvMovie", "tvShort", "video"};
	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

static void read_basics(struct arena *arena, const struct table *table, struct film *film)
{
	film->title = text_of(arena, table_cell(table, BASICS_PRIMARY));
	film->year = (int)number_of(table_cell(table, BASICS_YEAR), YEAR_FIRST, YEAR_LAST);
	add_title(arena, film, text_of(arena, table_cell(table, BASICS_ORIGINAL)), TITLE_ORIGINAL);
	film->runtime_min = (int)number_of(table_cell(table, BASICS_RUNTIME), 1, RUNTIME_MAX);
	add_genres(arena, film, table_cell(table, BASICS_GENRES), ',');
}

static void read_akas(struct arena *arena, const struct table *table, struct film *film)
{
	const char *original = table_cell(table, AKAS_IS_ORIGINAL);
	const char *title = text_of(arena, table_cell(table, AKAS_TITLE));
	bool is_original = original && strcmp(original, "1") == 0;
	add_title(arena, film, title, is_original ? TITLE_ORIGINAL : TITLE_AKA);
}

static void read_ratings(struct arena *arena, const struct table *table, struct film *film)
{
	const char *average = table_cell(table, RATINGS_AVERAGE);
	const char *votes = table_cell(table, RATINGS_VOTES);
	struct tally tally = tally_init(TARGET_FILM, LAYER_CATALOG);
	if (!average || !number_decimal(average, strlen(average), &tally.value))
		return;
	tally.name = "imdb";
	tally.worst = 1;
	tally.best = 10;
	if (votes && (!number_integer(votes, strlen(votes), &tally.ratings) || tally.ratings < 0))
		tally.ratings = -1;
	*list_add(arena, &film->tallies) = tally;
}

static void read_movies(struct arena *arena, const struct table *table, struct film *film)
{
	const char *title = text_of(arena, table_cell(table, MOVIES_TITLE));
	if (title)
		movielens_title(arena, title, film);
	add_genres(arena, film, table_cell(table, MOVIES_GENRES), '|');
}

static void read_links(struct arena *arena, const struct table *table, struct film *film)
{
	add_id(arena, film, "imdb", table_cell(table, LINKS_IMDB));
	add_id(arena, film, "tmdb", table_cell(table, LINKS_TMDB));
}

static void (*const readers[KINDS])(
    struct arena *arena, const struct table *table, struct film *film) = {
    [KIND_BASICS] = read_basics,
    [KIND_AKAS] = read_akas,
    [KIND_RATINGS] = read_ratings,
    [KIND_MOVIES] = read_movies,
    [KIND_LINKS] = read_links,
};

/* MovieTweetings has MovieLens' columns and IMDb's ids, which are of seven digits and more;
 * MovieLens' are shorter. */
static const char *scheme_of(const struct table *table)
{
	enum { IMDB_DIGITS = 7 };
	const char *id = table_cell(table, 0);
	bool short_id = !id || strlen(id) < IMDB_DIGITS;
	return table_kind(table) >= KIND_MOVIES && short_id ? "movielens" : "imdb";
}

/* ---- records ---- */

static void set_layers(struct arena *arena, struct film *film)
{
	const struct {
		const char *field;
		bool there;
	} fields[] = {
	    {"title", film->title != NULL},
	    {"year", film->year != 0},
	    {"titles", film->titles.n > 0},
	    {"ids", film->ids.n > 0},
	    {"runtime_min", film->runtime_min != 0},
	    {"genres", film->genres.n > 0},
	    {"tallies", film->tallies.n > 0},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].there)
			film_set_layer(arena, film, fields[i].field, LAYER_CATALOG);
}

/* Whole records go out at once, so that a process that ends early has written no part of one. */
static int flush(struct cataloguing *cataloguing, struct err *err)
{
	int status =
	    output_write(cataloguing->output, buf_text(&cataloguing->out), cataloguing->out.n, err);
	buf_clear(&cataloguing->out);
	return status < 0 ? -1 : output_flush(cataloguing->output, err);
}

static int write_film(
    struct cataloguing *cataloguing, const char *source, struct film *film, struct err *err)
{
	struct record record = record_init(RECORD_FILMS);
	record.source = source;
	if (!film->title && film->titles.n)
		film->title = film->titles.at[0].text;
	set_layers(&cataloguing->arena, film);
	*list_add(&cataloguing->arena, &record.films) = *film;
	record_write(&cataloguing->out, &record);
	cataloguing->films++;
	return cataloguing->out.n >= FLUSH ? flush(cataloguing, err) : 0;
}

static void refuse(struct cataloguing *cataloguing, const struct table *table, const char *reason)
{
	size_t n;
	const char *raw = table_raw(table, &n);
	char place[32];
	snprintf(place, sizeof place, "%ld", table_line(table));
	ledger_refuse(cataloguing->ledger, table_name(table), place, reason, raw, n);
}

/* Goes to the next row that is none that must be refused; false at the end. */
static bool advance(struct cataloguing *cataloguing, struct table *table)
{
	struct film film = film_init();
	for (;;) {
		struct err why = {0};
		int got = table_next(table, &why);
		if (got == 0)
			return false;
		if (got > 0 &&
		    add_id(&cataloguing->arena, &film, scheme_of(table), table_cell(table, 0)))
			return true;
		refuse(cataloguing, table, got < 0 ? why.text : "the id is badly formed");
	}
}

/* A follower, and whether it stands at a row. */
struct follower {
	struct table *table;
	bool at_row;
};

/* Takes a row into the film. */
static void take(struct cataloguing *cataloguing, struct table *table, struct film *film)
{
	readers[table_kind(table)](&cataloguing->arena, table, film);
	ledger_keep(cataloguing->ledger, 1);
}

/* Rows of one id, which follow each other, become one film of their own. */
static int write_group(struct cataloguing *cataloguing, struct follower *follower, struct err *err)
{
	struct film film = film_init();
	struct table *table = follower->table;
	arena_reset(&cataloguing->arena);
	add_id(&cataloguing->arena, &film, scheme_of(table), table_cell(table, 0));
	const char *key = arena_text(&cataloguing->arena, table_cell(table, 0));
	do
		take(cataloguing, table, &film);
	while ((follower->at_row = advance(cataloguing, table)) &&
	    strcmp(table_cell(table, 0), key) == 0);
	return write_film(cataloguing, scheme_of(table), &film, err);
}

/* Writes the follower's rows that come before the leader's, and takes those that go with it. */
static int follow(struct cataloguing *cataloguing, struct table *leader, struct follower *follower,
    struct err *err)
{
	while (follower->at_row && table_compare(follower->table, leader) < 0)
		if (write_group(cataloguing, follower, err) < 0)
			return -1;
	return 0;
}

static void take_all(struct cataloguing *cataloguing, struct table *leader,
    struct follower *follower, struct film *film)
{
	while (follower->at_row && table_compare(follower->table, leader) == 0) {
		take(cataloguing, follower->table, film);
		follower->at_row = advance(cataloguing, follower->table);
	}
}

static int lead(struct cataloguing *cataloguing, struct table *leader, struct follower *followers,
    size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (follow(cataloguing, leader, &followers[i], err) < 0)
			return -1;
	struct film film = film_init();
	arena_reset(&cataloguing->arena);
	add_id(&cataloguing->arena, &film, scheme_of(leader), table_cell(leader, 0));
	take(cataloguing, leader, &film);
	for (size_t i = 0; i < n; i++)
		take_all(cataloguing, leader, &followers[i], &film);
	if (table_kind(leader) == KIND_BASICS && !is_film_type(table_cell(leader, BASICS_TYPE))) {
		cataloguing->others++;
		return 0;
	}
	return write_film(cataloguing, scheme_of(leader), &film, err);
}

static void tell_bytes(const struct table *table)
{
	long first, rows = table_odd_rows(table, &first);
	if (rows)
		message_note(table_name(table),
		    "rows that are not UTF-8, read as windows-1252: %ld, the first in line %ld",
		    rows, first);
}

int cataloguing_join(struct cataloguing *cataloguing, struct table *leader, struct table **tables,
    size_t n, struct err *err)
{
	struct follower alone = {leader, true}, followers[KINDS];
	bool leads = table_kind(leader) == KIND_BASICS || table_kind(leader) == KIND_MOVIES;
	arena_reset(&cataloguing->arena);
	for (size_t i = 0; i < n; i++)
		followers[i] = (struct follower){tables[i], advance(cataloguing, tables[i])};
	alone.at_row = advance(cataloguing, leader);
	while (alone.at_row) {
		progress_tell(&cataloguing->progress, cataloguing->films, -1);
		if (!leads) {
			if (write_group(cataloguing, &alone, err) < 0)
				return -1;
			continue;
		}
		if (lead(cataloguing, leader, followers, n, err) < 0)
			return -1;
		alone.at_row = advance(cataloguing, leader);
	}
	for (size_t i = 0; i < n; i++)
		while (followers[i].at_row)
			if (write_group(cataloguing, &followers[i], err) < 0)
				return -1;
	tell_bytes(leader);
	for (size_t i = 0; i < n; i++)
		tell_bytes(tables[i]);
	return 0;
}

int cataloguing_finish(struct cataloguing *cataloguing, struct err *err)
{
	int status = flush(cataloguing, err);
	buf_release(&cataloguing->out);
	arena_release(&cataloguing->arena);
	return status;
}
