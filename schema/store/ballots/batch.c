/*
 * batch.c: see batch.h. Rows of voters who have none yet go in with one statement,
 * from a virtual table over the sorted array: nothing can be there that they repeat or replace. The
 * others are looked up one by one.
 */
#include "schema/store/ballots/batch.h"
#include "schema/store/array_source.h"
#include "schema/store/db.h"
#include "schema/store/ballots/vote.h"

#include <stdlib.h>

/* ---- sorting ---- */

enum { TALLY_AHEAD = 24 }; /* rows that the fetching of tallies is ahead */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* One pass of a radix sort, by the digit at `shift`. */
static void pass(const struct ballot_place *from, struct ballot_place *to, size_t n, int shift)
{
	size_t starts[DIGITS] = {0}, at = 0;
	for (size_t i = 0; i < n; i++)
		starts[from[i].key >> shift & (DIGITS - 1)]++;
	for (size_t i = 0; i < DIGITS; i++) {
		size_t here = starts[i];
		starts[i] = at;
		at += here;
	}
	for (size_t i = 0; i < n; i++)
		to[starts[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

/* The bits that differ among voters, then those of mentions, close together: the keys of a batch
 * need few passes. */
static int place_rows(const struct ballot_batch *batch, struct ballot_place *places)
{
	int32_t first = INT32_MAX, last = 0, mentions = 1;
	int bits = 1, voter_bits = 1;
	for (size_t i = 0; i < batch->n; i++) {
		const struct ballot_row *row = &batch->rows[i];
		first = row->voter < first ? row->voter : first;
		last = row->voter > last ? row->voter : last;
		mentions = row->mention > mentions ? row->mention : mentions;
	}
	while ((int64_t)mentions >> bits)
		bits++;
	while ((int64_t)(last - first) >> voter_bits)
		voter_bits++;
	for (size_t i = 0; i < batch->n; i++) {
		const struct ballot_row *row = &batch->rows[i];
		places[i].key = (uint64_t)(row->voter - first) << bits | (uint64_t)row->mention;
		places[i].row = (uint32_t)i;
	}
	return bits + voter_bits;
}

static int row_order(const void *a, const void *b)
{
	return ballot_row_order(a, b);
}

/* Rows of one voter and mention are few: they are sorted by all that is left. */
static void sort_runs(struct ballot_row *rows, size_t n)
{
	for (size_t at = 0, end; at < n; at = end) {
		for (end = at + 1; end < n && rows[end].voter == rows[at].voter &&
		     rows[end].mention == rows[at].mention;)
			end++;
		if (end - at > 1)
			qsort(rows + at, end - at, sizeof *rows, row_order);
	}
}

/* As most are that a site exports voter by voter. */
static bool is_sorted(const struct ballot_batch *batch)
{
	for (size_t i = 1; i < batch->n; i++) {
		const struct ballot_row *before = &batch->rows[i - 1], *row = &batch->rows[i];
		if (row->voter < before->voter ||
		    (row->voter == before->voter && row->mention <= before->mention))
			return false;
	}
	return true;
}

/* Moves each row to its place: places[i].row says which row comes to i. One cycle of moves after
 * another. */
static void move_rows(struct ballot_row *rows, struct ballot_place *places, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct ballot_row first = rows[i];
		size_t to = i;
		for (size_t from; (from = places[to].row) != i; to = from) {
			rows[to] = rows[from];
			places[to].row = (uint32_t)to;
		}
		rows[to] = first;
		places[to].row = (uint32_t)to;
	}
}

void ballot_batch_sort(struct ballot_batch *batch)
{
	struct ballot_row *rows = batch->rows;
	struct ballot_place *from = batch->places, *to = batch->places + batch->n;
	size_t n = 0;
	if (is_sorted(batch))
		return;
	int bits = place_rows(batch, from);
	for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
		struct ballot_place *swap = from;
		pass(from, to, batch->n, shift);
		from = to;
		to = swap;
	}
	move_rows(rows, from, batch->n);
	sort_runs(rows, batch->n);
	for (size_t i = 0; i < batch->n; i++)
		if (n == 0 || ballot_row_order(&rows[n - 1], &rows[i]) != 0)
			rows[n++] = rows[i];
	batch->n = n;
}

/* ---- inserting ---- */

/* The end of the rows of one voter and mention. */
static size_t run_end(const struct ballot_batch *batch, size_t at)
{
	size_t end = at + 1;
	while (end < batch->n && batch->rows[end].voter == batch->rows[at].voter &&
	    batch->rows[end].mention == batch->rows[at].mention)
		end++;
	return end;
}

/* What counts now of a voter and mention: 1, 0 when nothing is there, -1. */
static int latest(
    struct store *store, const struct ballot_row *of, struct ballot_row *row, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT cast_at, cast_unit, value, tie, choice, scale_id "
	    "FROM ballot_row JOIN vote USING (vote_id) WHERE voter_id = ?1 AND mention_id = ?2 "
	    "ORDER BY cast_at DESC, cast_unit DESC, "
	    "value DESC, tie DESC, choice DESC, scale_id DESC LIMIT 1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int(get, 1, of->voter);
	sqlite3_bind_int(get, 2, of->mention);
	int got = db_step(store, get, err);
	if (got > 0)
		*row = (struct ballot_row){.voter = of->voter,
		    .mention = of->mention,
		    .cast_at = sqlite3_column_int64(get, 0),
		    .unit = (uint8_t)sqlite3_column_int(get, 1),
		    .value = sqlite3_column_double(get, 2),
		    .tie = (uint8_t)sqlite3_column_int(get, 3),
		    .choice = (uint8_t)sqlite3_column_int(get, 4),
		    .scale = sqlite3_column_int(get, 5)};
	db_done(get);
	return got;
}

/* The rows of one voter and mention, when there may be others in the table. */
static int run_put(struct store *store, struct ballot_batch *batch, size_t at, size_t end,
    int64_t *changed, struct err *err)
{
	const struct ballot_row *last = &batch->rows[end - 1];
	struct ballot_row before;
	int had = latest(store, last, &before, err);
	if (had < 0)
		return -1;
	if (had > 0 && end == at + 1 && ballot_row_later(&before, last) == 0)
		return 0; /* seen before, as when a file is loaded again */
	for (size_t i = at; i < end; i++) {
		int got = ballot_row_put(store, &batch->rows[i], err);
		if (got < 0)
			return -1;
		*changed += got;
	}
	if (had > 0 && ballot_row_later(&before, last) >= 0)
		return 0;
	if (had > 0)
		tally_add(batch->tallies, &before, last->anonymous, -1);
	tally_add(batch->tallies, last, last->anonymous, 1);
	return 0;
}

static void row_column(sqlite3_context *to, const void *rows, size_t at, int column)
{
	const struct ballot_row *row = (const struct ballot_row *)rows + at;
	switch (column) {
	case 0:
		sqlite3_result_int(to, row->voter);
		break;
	case 1:
		sqlite3_result_int(to, row->mention);
		break;
	case 2:
		sqlite3_result_int64(to, row->cast_at);
		break;
	default:
		sqlite3_result_int(to, row->vote);
	}
}

/* Inserts n rows, sorted by the table's key, none of which is there. */
static int rows_insert(
    struct store *store, const struct ballot_row *rows, size_t n, struct err *err)
{
	struct array array = {rows, n, row_column};
	return array_run(
	    store, "INSERT OR FAIL INTO ballot_row SELECT c0, c1, c2, c3 FROM array", &array, err);
}

/* Rows of new voters stand together at the end: their numbers are the newest. */
static int new_voters_put(
    struct store *store, struct ballot_batch *batch, size_t at, int64_t *changed, struct err *err)
{
	if (at == batch->n)
		return 0;
	for (size_t i = at; i < batch->n; i++) {
		int64_t vote = vote_id(store, &batch->rows[i], err);
		if (vote < 0)
			return -1;
		batch->rows[i].vote = (int32_t)vote;
	}
	if (rows_insert(store, batch->rows + at, batch->n - at, err) != 0)
		return -1;
	*changed += (int64_t)(batch->n - at);
	while (at < batch->n) {
		if (at + TALLY_AHEAD < batch->n)
			tally_near(batch->tallies, &batch->rows[at + TALLY_AHEAD],
			    &batch->rows[at + TALLY_AHEAD / 2]);
		at = run_end(batch, at);
		tally_add(batch->tallies, &batch->rows[at - 1], batch->rows[at - 1].anonymous, 1);
	}
	return 0;
}

int ballot_batch_put(
    struct store *store, struct ballot_batch *batch, int64_t *changed, struct err *err)
{
	size_t at = 0, end;
	ballot_batch_sort(batch);
	for (; at < batch->n && !batch->rows[at].voter_is_new; at = end) {
		end = run_end(batch, at);
		if (run_put(store, batch, at, end, changed, err) != 0)
			return -1;
	}
	return new_voters_put(store, batch, at, changed, err);
}
