/*
 * load.c: batches. Lines of records are gathered as they came, and read within the transaction: the
 * database is held while there is work, never while a slow importer is thinking.
 */
#include "schema/base/digest.h"
#include "schema/store/derive.h"
#include "schema/store/load_part.h"
#include "schema/store/suppress.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH_LINES = 2000,
	BATCH_BYTES = 4 << 20, /* of lines; a longer line is a batch of its own */
	ARENA_MAX = 1 << 30    /* of one record, unpacked */
};

/* ---- life cycle ------------------------------------------------------------------------------ */

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
	if (suppress_start(store, err) != 0 || claim(store, key, err) != 0) {
		store_end(store);
		return NULL;
	}
	struct load *load = must_calloc(1, sizeof *load);
	*load = (struct load){.store = store, .key = *key, .listener = listener};
	arena_init(&load->arena, ARENA_MAX);
	buf_init(&load->text, RECORD_MAX);
	buf_init(&load->lines_text, BATCH_BYTES + RECORD_MAX);
	load->lines = must_calloc(BATCH_LINES, sizeof *load->lines);
	load->rows = rows_open();
	return load;
}

void load_close(struct load *load)
{
	if (!load)
		return;
	rows_close(load->rows);
	arena_release(&load->arena);
	buf_release(&load->text);
	buf_release(&load->lines_text);
	touched_release(&load->touched);
	free(load->lines);
	free(load);
}

int64_t load_changed(const struct load *load)
{
	return load->changed;
}

/* ---- lines ----------------------------------------------------------------------------------- */

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

/* 1 when this line was never seen. */
static int note_line(struct load *load, const char *bytes, size_t n, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	sqlite3_stmt *put = db_statement(
	    load->store, "INSERT INTO known_line VALUES (?1) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	digest_sha256(bytes, n, digest);
	sqlite3_bind_blob(put, 1, digest, sizeof digest, SQLITE_STATIC);
	if (db_step(load->store, put, err) < 0)
		return -1;
	return sqlite3_changes(load->store->db);
}

/* Refused lines are known too; but they are read again, so that they are refused again. */
static int unpack_line(struct load *load, const struct line *line, struct err *err)
{
	const char *bytes = load->lines_text.at + line->at;
	struct record record;
	struct err why = {0};
	if (read_record(load, bytes, line->n, &record, &why) != 0) {
		load->listener.refused(
		    load->listener.context, line->input, line->place, why.text, bytes, line->n);
		return 0;
	}
	int fresh = note_line(load, bytes, line->n, err);
	if (fresh > 0 && put_record(load, &record, err) < 0)
		return -1;
	if (fresh >= 0)
		load->listener.kept(load->listener.context, 1);
	return fresh < 0 ? -1 : 0;
}

static int known(struct load *load, const char *bytes, size_t n, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	sqlite3_stmt *get =
	    db_statement(load->store, "SELECT 1 FROM known_line WHERE sha256 = ?1", err);
	if (!get)
		return -1;
	digest_sha256(bytes, n, digest);
	sqlite3_bind_blob(get, 1, digest, sizeof digest, SQLITE_STATIC);
	int got = db_step(load->store, get, err);
	db_done(get);
	return got;
}

static int unpack_lines(struct load *load, struct err *err)
{
	for (size_t i = 0; i < load->lines_n; i++) {
		const struct line *line = &load->lines[i];
		int got = known(load, load->lines_text.at + line->at, line->n, err);
		if (got > 0)
			load->listener.kept(load->listener.context, 1);
		if (got < 0 || (got == 0 && unpack_line(load, line, err) < 0))
			return -1;
	}
	return 0;
}

int load_line(
    struct load *load, const char *input, long line, const char *bytes, size_t n, struct err *err)
{
	if (load->lines_n == BATCH_LINES ||
	    (load->lines_n && load->lines_text.n + n > BATCH_BYTES) || !rows_are_none(load->rows))
		if (load_flush(load, err) != 0)
			return -1;
	load->lines[load->lines_n++] = (struct line){input, line, load->lines_text.n, n};
	buf_add(&load->lines_text, bytes, n);
	return 0;
}

/* ---- batches --------------------------------------------------------------------------------- */

/*
 * Rows of tables go in without the check of foreign keys, which costs more than the row itself: the
 * rows that they point at were found or made a moment before. film-check looks at all of them.
 */
static int keys_checked(struct load *load, bool checked, struct err *err)
{
	return db_run(
	    load->store, checked ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF", err);
}

int load_begin(struct load *load, struct err *err)
{
	if (load->within)
		return 0;
	if (keys_checked(load, rows_are_none(load->rows), err) != 0 ||
	    store_begin(load->store, err) != 0)
		return -1;
	load->within = true;
	load->changes_before = sqlite3_total_changes(load->store->db);
	return 0;
}

static int flush_within(struct load *load, struct err *err)
{
	if (unpack_lines(load, err) != 0 || rows_flush(load, err) != 0)
		return -1;
	return derive(load->store, &load->touched, err);
}

/* A batch that brought nothing new writes nothing. */
int load_flush(struct load *load, struct err *err)
{
	if (load->lines_n == 0 && rows_are_none(load->rows))
		return 0;
	if (load_begin(load, err) != 0)
		return -1;
	int result = flush_within(load, err);
	if (result == 0 && sqlite3_total_changes(load->store->db) != load->changes_before)
		result = store_commit(load->store, err);
	store_end(load->store);
	load->within = false;
	buf_clear(&load->lines_text);
	load->lines_n = 0;
	return result;
}

int load_ballot(struct load *load, const struct ballot *ballot, struct err *err)
{
	return rows_add_ballot(load, ballot, err);
}

int load_total(struct load *load, const struct total *total, struct err *err)
{
	return rows_add_total(load, total, err);
}
