/*
 * load.c: transactions. Records and rows are gathered in batches, and what many batches touched is
 * shown anew once: rows that go in then are sorted by the keys of large indexes, whose pages are
 * each met once a transaction instead of once a record.
 */
#include "schema/store/derive/derive.h"
#include "schema/store/load/known.h"
#include "schema/store/load/lines.h"
#include "schema/store/load/rows.h"
#include "schema/store/forget/suppress.h"
#include "schema/store/names/suppressed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ARENA_MAX = 1 << 30, /* of one record, unpacked */
	CACHE_KIB = 9216     /* sqlite's, for lines */
};

/* ---- life cycle ---- */

/*
 * A load goes without the check of foreign keys: the rows that rows point at were found or made a
 * moment before. film-check looks at all of them.
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

struct load *load_open(struct store *store, const struct voter_key *key,
    struct load_listener listener, struct err *err)
{
	struct known *known = NULL;
	if (suppress_start(store, err) != 0 || claim(store, key, err) != 0 ||
	    keys_checked(store, false, err) != 0 || !(known = known_open(store, key, err))) {
		store_end(store);
		return NULL;
	}
	struct load *load = must_calloc(1, sizeof *load);
	*load = (struct load){.store = store, .key = *key, .listener = listener, .known = known};
	arena_init(&load->arena, ARENA_MAX);
	buf_init(&load->text, RECORD_MAX);
	lines_open(&load->lines);
	load->rows = rows_open();
	load->own_buffer = write_buffer_open();
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
	write_buffer_close(load->own_buffer);
	arena_release(&load->arena);
	buf_release(&load->text);
	lines_close(&load->lines);
	known_close(load->known);
	dirty_release(&load->dirty);
	free(load);
}

int64_t load_changed(const struct load *load)
{
	return load->changed;
}

/* ---- transactions ---- */

/* Opens one unless one is open. */
static int begin(struct load *load, struct err *err)
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
	if (!some && !decided) {
		if (write_buffer_begin(load->own_buffer, load->store, err) != 0)
			return -1;
		load->buffer = load->own_buffer;
	}
	load->changes_before = sqlite3_total_changes(load->store->db);
	return 0;
}

static void buffer_end(struct load *load)
{
	write_buffer_end(load->own_buffer);
	load->buffer = NULL;
}

static int flush_within(struct load *load, struct err *err)
{
	if (lines_read(load, err) != 0 || rows_flush(load->rows, err) != 0 ||
	    known_write(load->known, err) != 0 ||
	    write_buffer_flush(load->buffer, load->store, err) != 0)
		return -1;
	buffer_end(load);
	return derive(load->store, &load->dirty, err);
}

/* A batch that brought nothing new writes nothing. */
int load_flush(struct load *load, struct err *err)
{
	if (lines_are_none(&load->lines) && rows_are_none(load->rows) &&
	    !known_is_noted(load->known))
		return 0;
	if (begin(load, err) != 0)
		return -1;
	int result = flush_within(load, err);
	if (result == 0 && sqlite3_total_changes(load->store->db) != load->changes_before)
		result = store_commit(load->store, err);
	store_end(load->store);
	buffer_end(load);
	load->within = false;
	load->lines.uncommitted = 0;
	return result;
}

/* ---- lines ---- */

/*
 * The write buffer has a part of the memory that sqlite would have: sorted, rows meet the cache
 * more often. One transaction follows another, each of which journals as much as the last:
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

/* Makes room: a full batch is read; now and then all is committed. */
static int lines_make_room(struct load *load, struct err *err)
{
	if (lines_are_many(&load->lines))
		return load_flush(load, err);
	return begin(load, err) != 0 ? -1 : lines_read(load, err);
}

int load_line(
    struct load *load, const char *input, long line, const char *bytes, size_t n, struct err *err)
{
	if (lines_start(load, err) != 0 ||
	    (!rows_are_none(load->rows) && load_flush(load, err) != 0))
		return -1;
	if (!lines_have_room(&load->lines, n) && lines_make_room(load, err) != 0)
		return -1;
	lines_add(&load->lines, input, line, bytes, n);
	return 0;
}

/* ---- rows ---- */

/* Makes room for n rows: a full batch is given away; now and then all is committed. */
static int rows_make_room(struct load *load, size_t n, struct err *err)
{
	rows_begin(load->rows, load);
	if (!lines_are_none(&load->lines) && load_flush(load, err) != 0)
		return -1;
	if (rows_have_room(load->rows, n))
		return 0;
	if (begin(load, err) != 0 || rows_give(load->rows, err) != 0)
		return -1;
	return rows_are_many(load->rows) ? load_flush(load, err) : 0;
}

int load_ballot(struct load *load, const struct ballot *ballot, struct err *err)
{
	return rows_make_room(load, 1, err) != 0 ? -1 : rows_add_ballot(load->rows, ballot, err);
}

size_t load_lines(struct load *load, const struct ballot_line *lines, size_t n, struct err *err)
{
	return rows_make_room(load, n, err) != 0 ? LOAD_FAILED
						 : rows_add_lines(load->rows, lines, n);
}

int load_total(struct load *load, const struct total *total, struct err *err)
{
	return rows_make_room(load, 1, err) != 0 ? -1 : rows_add_total(load->rows, total, err);
}

/* ---- what is known ---- */

void load_hash(
    struct load *load, const char *header, const char *bytes, size_t n, uint8_t hash[LOAD_HASH])
{
	known_hash(load->known, header, bytes, n, hash);
}

int load_known_rows(
    struct load *load, const uint8_t hash[LOAD_HASH], int64_t *rows, struct err *err)
{
	*rows = -1;
	if (!known_is_worth_asking(load->known))
		return 0;
	if (rows_wait(load->rows, err) != 0)
		return -1;
	return known_rows(load->known, hash, rows, err);
}

void load_note_rows(struct load *load, const uint8_t hash[LOAD_HASH], int64_t rows)
{
	known_note(load->known, hash, rows);
}
