/* name_rows.c: see name_rows.h. */
#include "schema/store/load/name_rows.h"
#include "schema/store/array_source.h"
#include "schema/store/load/part.h"
#include "schema/store/films/singleton_row.h"
#include "schema/store/evidence/mention.h"
#include "schema/store/evidence/table_key.h"
#include "schema/store/names/suppressed.h"
#include "schema/store/names/voter.h"
#include "schema/store/names/words.h"

#include <stdlib.h>
#include <string.h>

enum { VOTERS_HELD = 1 << 14, TEXTS_MEMORY = 1 << 30 };

struct held_voter {
	int32_t id;
	uint8_t key[VOTER_KEY_SIZE];
	bool anonymous;
};

struct name_rows_held {
	struct held_voter *voters;
	size_t voters_n;
	bool voters_known; /* there are some that no name here has: they are looked for */
	struct singleton_row *singleton;
	size_t singleton_n;
	struct arena texts; /* of singleton */
	struct buf source;  /* the last mention's */
	int64_t source_id;  /* 0 none yet */
};

/* ---- life cycle ---- */

void name_rows_open(
    struct name_rows *rows, const struct names *voters, const struct names *mentions)
{
	struct name_rows_held *held = must_calloc(1, sizeof *held);
	held->voters = must_malloc(VOTERS_HELD * sizeof *held->voters);
	held->singleton = must_malloc(SINGLETON_ROWS * sizeof *held->singleton);
	arena_init(&held->texts, TEXTS_MEMORY);
	buf_init(&held->source, TEXTS_MEMORY);
	*rows = (struct name_rows){.voters = voters,
	    .mentions = mentions,
	    .voter = must_malloc(NAMES_MAX * sizeof *rows->voter),
	    .mention = must_malloc(NAMES_MAX * sizeof *rows->mention),
	    .held = held};
}

void name_rows_close(struct name_rows *rows)
{
	free(rows->held->voters);
	free(rows->held->singleton);
	arena_release(&rows->held->texts);
	buf_release(&rows->held->source);
	free(rows->held);
	free(rows->voter);
	free(rows->mention);
}

/* ---- voters ---- */

static void voter_column(sqlite3_context *to, const void *voters, size_t at, int column)
{
	const struct held_voter *voter = (const struct held_voter *)voters + at;
	if (column == 1)
		sqlite3_result_blob(to, voter->key, VOTER_KEY_SIZE, SQLITE_STATIC);
	else
		sqlite3_result_int(to, column ? voter->anonymous : voter->id);
}

static int voter_order(const void *a, const void *b)
{
	return memcmp(((const struct held_voter *)a)->key, ((const struct held_voter *)b)->key,
	    VOTER_KEY_SIZE);
}

static int voters_flush(struct name_rows_held *held, struct store *store, struct err *err)
{
	const struct array array = {held->voters, held->voters_n, voter_column};
	if (held->voters_n)
		qsort(held->voters, held->voters_n, sizeof *held->voters, voter_order);
	held->voters_n = 0;
	return array_run(
	    store, "INSERT OR FAIL INTO voter SELECT c0, c1, c2 FROM array", &array, err);
}

/* All voters that are there are strangers to the names. */
int name_rows_start(struct name_rows *rows, struct load *load, struct err *err)
{
	static const char last[] = "SELECT coalesce(max(voter_id), 0) FROM voter";
	int64_t newest;
	if (db_integer(load->store, last, 0, &newest, err) != 0)
		return -1;
	rows->newest = (int32_t)newest;
	rows->held->voters_known = newest > 0;
	return 0;
}

/* The row's number: one that is found, or the next, which is held; -1 suppressed. */
static int voter_put(struct name_rows *rows, struct load *load, const struct name *name,
    struct voter_row *row, struct err *err)
{
	struct name_rows_held *held = rows->held;
	struct held_voter *voter = &held->voters[held->voters_n];
	voter_key_of(&load->key, name->text, name->n, voter->key);
	voter->anonymous = voter_is_anonymous(name->text, name->n);
	*row = (struct voter_row){-1, voter->key[0], voter->anonymous};
	int64_t id = held->voters_known ? voter_find(load->store, voter->key, err) : 0;
	int out = id ? 0 : suppressed(load->store, "voter", voter->key, VOTER_KEY_SIZE, err);
	if (id < 0 || out < 0)
		return -1;
	if (out > 0)
		return 0;
	row->id = id ? (int32_t)id : ++rows->newest;
	if (id)
		return 0;
	voter->id = row->id;
	return ++held->voters_n == VOTERS_HELD ? voters_flush(held, load->store, err) : 0;
}

static int voters_put(struct name_rows *rows, struct load *load, size_t n, struct err *err)
{
	for (; rows->voters_n < n; rows->voters_n++)
		if (voter_put(rows, load, names_at(rows->voters, (uint32_t)rows->voters_n),
			&rows->voter[rows->voters_n], err) != 0)
			return -1;
	return 0;
}

/* ---- mentions ---- */

static int singleton_flush(struct name_rows_held *held, struct load *load, struct err *err)
{
	int result = singleton_rows_fill(load->store, held->singleton, held->singleton_n, err);
	if (result == 0)
		result = singleton_rows_films(
		    load->store, held->singleton, held->singleton_n, &load->dirty, err);
	held->singleton_n = 0;
	arena_reset(&held->texts);
	return result;
}

static bool is_singleton(const struct load *load, const struct table_key *parts)
{
	return !load->decided && !parts->facts.title && !parts->facts.year && !parts->page_ref &&
	    parts->facts.ids.n == 1;
}

/* The facts of a new mention; those of a singleton one are held, with its film. */
static int mention_facts(struct name_rows_held *held, struct load *load, int64_t mention,
    const char *key, const struct table_key *parts, struct err *err)
{
	const struct film *facts = &parts->facts;
	text_list folds = {0};
	if (!is_singleton(load, parts)) {
		id_add(&load->dirty.mentions, mention);
		mention_folds(&load->arena, facts, &folds);
		return mention_fill(load->store, NULL, &load->arena, &folds, mention, facts, err);
	}
	held->singleton[held->singleton_n++] = (struct singleton_row){.mention = mention,
	    .key = arena_text(&held->texts, key),
	    .scheme = arena_text(&held->texts, facts->ids.at[0].scheme),
	    .id = arena_text(&held->texts, facts->ids.at[0].id)};
	return held->singleton_n == SINGLETON_ROWS || held->texts.taken >= SINGLETON_TEXTS
	    ? singleton_flush(held, load, err)
	    : 0;
}

/* Most mentions are of the source of the last. */
static int64_t source_of(
    struct name_rows_held *held, struct store *store, const char *source, struct err *err)
{
	if (held->source_id && strcmp(buf_text(&held->source), source) == 0)
		return held->source_id;
	buf_clear(&held->source);
	buf_add_text(&held->source, source);
	held->source_id = word_id(store, WORD_SOURCE, source, strlen(source), err);
	return held->source_id;
}

static int64_t mention_row(
    struct name_rows_held *held, struct load *load, const struct name *name, struct err *err)
{
	struct table_key parts;
	bool made;
	if (table_key_of_name(&load->text, name->text, name->n) != 0)
		return err_set(err, EXIT_SYSTEM, "a mention's key is too long");
	arena_reset(&load->arena);
	table_key_read(&load->arena, load->text.at, load->text.n, &parts);
	const char *key = buf_text(&load->text);
	int64_t source = source_of(held, load->store, parts.source, err);
	int64_t id = mention_of_table(load->store, key, source, parts.page_ref, &made, err);
	if (!made)
		return id;
	return mention_facts(held, load, id, key, &parts, err) != 0 ? -1 : id;
}

static int mentions_put(struct name_rows *rows, struct load *load, size_t n, struct err *err)
{
	for (; rows->mentions_n < n; rows->mentions_n++) {
		const struct name *name = names_at(rows->mentions, (uint32_t)rows->mentions_n);
		int64_t id = name->bad ? 0 : mention_row(rows->held, load, name, err);
		if (id < 0)
			return -1;
		rows->mention[rows->mentions_n] = (int32_t)id;
	}
	return 0;
}

/* ---- all ---- */

int name_rows_put(
    struct name_rows *rows, struct load *load, size_t voters_n, size_t mentions_n, struct err *err)
{
	return voters_put(rows, load, voters_n, err) != 0 ||
		mentions_put(rows, load, mentions_n, err) != 0
	    ? -1
	    : 0;
}

int name_rows_finish(struct name_rows *rows, struct load *load, struct err *err)
{
	rows->voters_n = rows->mentions_n = 0;
	rows->held->source_id = 0;
	return voters_flush(rows->held, load->store, err) != 0 ||
		singleton_flush(rows->held, load, err) != 0
	    ? -1
	    : 0;
}
