/*
 * load.c: batches. Lines of records are gathered as they came; a full batch is read into the
 * transaction, and what it touched is shown anew once for many batches: rows that go in then are
 * sorted by the keys of large indexes, whose pages are each met once a transaction instead of once
 * a record.
 */
#include "schema/base/digest.h"
#include "schema/store/derive/derive.h"
#include "schema/store/load/part.h"
#include "schema/store/forget/suppress.h"
#include "schema/store/names/suppressed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BATCH_LINES = 2000,
	BATCH_BYTES = 1 << 18,       /* of lines; a longer line is a batch of its own */
	TRANSACTION_LINES = 1 << 16, /* committed at once */
	NEWS = 64,                   /* so many new lines in a row, and only some are looked up: */
	NEWS_LOOK = 64,              /* one of so many */
	ARENA_MAX = 1 << 30,         /* of one record, unpacked */
	CACHE_KIB = 9216,            /* sqlite's, for lines */
	UNASKED_MAX = 255 /* stretches of rows in a row that may be read without asking */
};

/* ---- life cycle ---- */

/*
 * A load goes without the check of foreign keys, which costs a fifth of it: the rows that rows
 * point at were found or made a moment before. film-check looks at all of them.
 */
static int keys_checked(struct store *store, bool checked, struct err *err)
{
	return db_run(store, checked ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF", err);
}

static int claim(struct store *store, const struct voter_key *key, struct err *err)
{
	if (store_begin(store, err) != 0)
		return -1;
	if (voter_key_claim(store, key, err) != 0)
		return -1;
	return store_commit(store, err);
}

static struct umac *hasher_open(const struct voter_key *key)
{
	static const char label[] = "filmtally known line";
	uint8_t own[VOTER_KEY_SIZE];
	voter_key_of(key, label, strlen(label), own);
	return umac_open(own);
}

struct load *load_open(struct store *store, const struct voter_key *key,
    struct load_listener listener, struct err *err)
{
	int64_t known;
	if (suppress_start(store, err) != 0 || claim(store, key, err) != 0 ||
	    keys_checked(store, false, err) != 0 ||
	    db_integer(store, "SELECT EXISTS (SELECT 1 FROM known_line)", 0, &known, err) != 0) {
		store_end(store);
		return NULL;
	}
	struct load *load = must_calloc(1, sizeof *load);
	*load = (struct load){
	    .store = store, .key = *key, .listener = listener, .anything_known = known};
	arena_init(&load->arena, ARENA_MAX);
	buf_init(&load->text, RECORD_MAX);
	buf_init(&load->lines_text, BATCH_BYTES + RECORD_MAX);
	load->lines = must_calloc(BATCH_LINES, sizeof *load->lines);
	load->rows = rows_open();
	load->hasher = hasher_open(key);
	load->waiting = waiting_open();
	return load;
}

void load_close(struct load *load)
{
	struct err unused = {0};
	if (!load)
		return;
	store_end(load->store);
	(void)!keys_checked(load->store, true, &unused);
	if (load->reads_lines)
		(void)!db_run(load->store, "PRAGMA journal_mode=DELETE", &unused);
	rows_close(load->rows);
	waiting_close(load->waiting);
	arena_release(&load->arena);
	buf_release(&load->text);
	buf_release(&load->lines_text);
	dirty_release(&load->dirty);
	umac_close(load->hasher);
	free(load->lines);
	free(load->known);
	free(load);
}

int64_t load_changed(const struct load *load)
{
	return load->changed;
}

/* ---- lines ---- */

static int read_record(
    struct load *load, const char *bytes, size_t n, struct record *record, struct err *err)
{
	arena_reset(&load->arena);
	return record_read(&load->arena, bytes, n, record, err);
}

static int put_record(struct load *load, const struct record *record, struct err *err)
{
	switch (record->kind) {
	case RECORD_PAGE:
		return load_page(load, record, err);
	case RECORD_COMMENTS:
		return load_loose_comments(load, record, err);
	case RECORD_FILMS:
		return load_films(load, record, err);
	default:
		return 0;
	}
}

/* Refused lines are known too; but they are read again, so that they are refused again. */
static int unpack_line(
    struct load *load, const struct line *line, const uint8_t hash[LOAD_HASH], struct err *err)
{
	const char *bytes = load->lines_text.at + line->at;
	struct record record;
	struct err why = {0};
	if (read_record(load, bytes, line->n, &record, &why) != 0) {
		load->listener.refused(
		    load->listener.context, line->input, line->place, why.text, bytes, line->n);
		return 0;
	}
	load_note_rows(load, hash, 1);
	if (put_record(load, &record, err) < 0)
		return -1;
	load->listener.kept(load->listener.context, 1);
	return 0;
}

void load_hash(
    struct load *load, const char *header, const char *bytes, size_t n, uint8_t hash[LOAD_HASH])
{
	umac_of(load->hasher, header, bytes, n, hash);
}

/* Sets *units to what the line or stretch of that hash has, or to -1 when it was never loaded. */
static int known_units(
    struct store *store, const uint8_t hash[LOAD_HASH], int64_t *units, struct err *err)
{
	sqlite3_stmt *get =
	    db_statement(store, "SELECT units FROM known_line WHERE hash = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_blob(get, 1, hash, LOAD_HASH, SQLITE_STATIC);
	int got = db_step(store, get, err);
	*units = got > 0 ? sqlite3_column_int64(get, 0) : -1;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* To ask, the reader of rows waits for their writer. So where nothing is known it does not ask, and
 * where the last stretch was new it asks more and more seldom: a stretch that is read again changes
 * nothing. */
static bool asks_again(struct load *load)
{
	if (load->unasked > 0)
		load->unasked--;
	else
		return load->anything_known;
	return false;
}

int load_known_rows(
    struct load *load, const uint8_t hash[LOAD_HASH], int64_t *rows, struct err *err)
{
	*rows = -1;
	if (!asks_again(load))
		return 0;
	if (rows_wait(load->rows, err) != 0 || known_units(load->store, hash, rows, err) != 0)
		return -1;
	load->unasked_max = *rows >= 0        ? 0
	    : load->unasked_max < UNASKED_MAX ? 2 * load->unasked_max + 1
					      : UNASKED_MAX;
	load->unasked = load->unasked_max;
	return 0;
}

void load_note_rows(struct load *load, const uint8_t hash[LOAD_HASH], int64_t rows)
{
	if (load->known_n == load->known_cap) {
		load->known_cap = load->known_cap ? 2 * load->known_cap : 64;
		load->known = must_realloc(load->known, load->known_cap * sizeof *load->known);
	}
	struct known *known = &load->known[load->known_n++];
	memcpy(known->hash, hash, LOAD_HASH);
	known->units = rows;
}

static int compare_known(const void *a, const void *b)
{
	return memcmp(((const struct known *)a)->hash, ((const struct known *)b)->hash, LOAD_HASH);
}

static int put_known(struct load *load, struct err *err)
{
	if (load->known_n)
		qsort(load->known, load->known_n, sizeof *load->known, compare_known);
	for (size_t i = 0; i < load->known_n; i++) {
		sqlite3_stmt *put = db_statement(load->store,
		    "INSERT INTO known_line VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
		if (!put)
			return -1;
		sqlite3_bind_blob(put, 1, load->known[i].hash, LOAD_HASH, SQLITE_STATIC);
		sqlite3_bind_int64(put, 2, load->known[i].units);
		if (db_step(load->store, put, err) < 0)
			return -1;
	}
	load->anything_known |= load->known_n > 0;
	load->known_n = 0;
	return 0;
}

/*
 * Is the line known? A look costs a read from a large index, and an input is mostly known or mostly
 * new: among new lines only some are looked up. One that is known and unpacked all the same changes
 * nothing.
 */
static int line_is_known(
    struct load *load, const uint8_t hash[LOAD_HASH], bool *known, struct err *err)
{
	int64_t units = -1;
	if ((load->news < NEWS || load->news % NEWS_LOOK == 0) &&
	    known_units(load->store, hash, &units, err) < 0)
		return -1;
	*known = units >= 0;
	load->news = *known ? 0 : load->news + 1;
	return 0;
}

static int unpack_lines(struct load *load, struct err *err)
{
	for (size_t i = 0; i < load->lines_n; i++) {
		const struct line *line = &load->lines[i];
		uint8_t hash[LOAD_HASH];
		bool known;
		load_hash(load, "", load->lines_text.at + line->at, line->n, hash);
		if (line_is_known(load, hash, &known, err) < 0)
			return -1;
		if (known)
			load->listener.kept(load->listener.context, 1);
		else if (unpack_line(load, line, hash, err) < 0 ||
		    waiting_make_room(load->store, err) != 0)
			return -1;
	}
	load->lines_taken += load->lines_n;
	load->lines_n = 0;
	buf_clear(&load->lines_text);
	return 0;
}

bool lines_are_none(const struct load *load)
{
	return load->lines_n == 0 && load->lines_taken == 0;
}

/* Makes room: a full batch is read; now and then all is committed. */
static int lines_make_room(struct load *load, struct err *err)
{
	if (load->lines_taken + load->lines_n >= TRANSACTION_LINES)
		return load_flush(load, err);
	if (load_begin(load, err) != 0)
		return -1;
	return unpack_lines(load, err);
}

/*
 * What waits (waiting.h) has a part of the memory that sqlite would have: sorted, it meets the
 * cache more often. One transaction follows another, each of which journals as much as the last:
 * the journal's file is kept for all of them, and goes in the end.
 */
static int lines_start(struct load *load, struct err *err)
{
	char pragmas[80];
	if (load->reads_lines)
		return 0;
	load->reads_lines = true;
	snprintf(pragmas, sizeof pragmas, "PRAGMA cache_size=-%d; PRAGMA journal_mode=PERSIST",
	    CACHE_KIB);
	return db_run(load->store, pragmas, err);
}

int load_line(
    struct load *load, const char *input, long line, const char *bytes, size_t n, struct err *err)
{
	if (lines_start(load, err) != 0 ||
	    (!rows_are_none(load->rows) && load_flush(load, err) != 0))
		return -1;
	if (load->lines_n == BATCH_LINES || (load->lines_n && load->lines_text.n + n > BATCH_BYTES))
		if (lines_make_room(load, err) != 0)
			return -1;
	load->lines[load->lines_n++] = (struct line){input, line, load->lines_text.n, n};
	buf_add(&load->lines_text, bytes, n);
	return 0;
}

/* ---- batches ---- */

int load_begin(struct load *load, struct err *err)
{
	bool some;
	int64_t decided;
	if (load->within)
		return 0;
	if (store_begin(load->store, err) != 0 || suppressed_any(load->store, &some, err) != 0 ||
	    db_integer(load->store, "SELECT EXISTS (SELECT 1 FROM decision)", 0, &decided, err) !=
		0)
		return -1;
	load->within = true;
	load->decided = decided;
	if (!some && !decided && waiting_begin(load->waiting, load->store, err) != 0)
		return -1;
	load->changes_before = sqlite3_total_changes(load->store->db);
	return 0;
}

static int flush_within(struct load *load, struct err *err)
{
	if (unpack_lines(load, err) != 0 || rows_flush(load, err) != 0 ||
	    put_known(load, err) != 0 || waiting_flush(load->store, err) != 0)
		return -1;
	waiting_end(load->waiting, load->store);
	return derive(load->store, &load->dirty, err);
}

/* A batch that brought nothing new writes nothing. */
int load_flush(struct load *load, struct err *err)
{
	if (lines_are_none(load) && rows_are_none(load->rows) && load->known_n == 0)
		return 0;
	if (load_begin(load, err) != 0)
		return -1;
	int result = flush_within(load, err);
	if (result == 0 && sqlite3_total_changes(load->store->db) != load->changes_before)
		result = store_commit(load->store, err);
	store_end(load->store);
	waiting_end(load->waiting, load->store);
	load->within = false;
	load->lines_taken = 0;
	return result;
}

int load_ballot(struct load *load, const struct ballot *ballot, struct err *err)
{
	return rows_add_ballot(load, ballot, err);
}

size_t load_lines(struct load *load, const struct ballot_line *lines, size_t n, struct err *err)
{
	return rows_add_lines(load, lines, n, err);
}

int load_total(struct load *load, const struct total *total, struct err *err)
{
	return rows_add_total(load, total, err);
}
