/*
 * load_table.c: rows of tables. A row is kept as numbers of its voter and its mention, whose texts
 * stand once in memory; a full batch of rows goes to the row_writer.
 *
 * Voters and mentions are remembered from batch to batch within bounds, as files name the same ones
 * again and again.
 */
#include "schema/store/load_part.h"
#include "schema/store/names.h"
#include "schema/store/row_writer.h"
#include "schema/store/scale.h"
#include "schema/store/table_key.h"

#include <stdlib.h>
#include <string.h>

enum {
	TRANSACTION_ROWS = 1 << 24, /* committed at once: films are shown anew at the end of each */
	VOTER_MAX = 1 << 16,        /* bytes of one voter */
	KEY_MAX = 1 << 16           /* bytes of one mention's key */
};

struct rows {
	struct names voters, mentions;
	const struct name *voter; /* of the last ballot: a voter's rows stand together; NULL none */
	struct row_writer *writer;
	struct row_batch *batch; /* being filled; NULL before the first row */
	struct buf key;
	struct arena arena;
	int64_t uncommitted;
	struct scale_row *scales; /* seen since the start */
	size_t scales_n, scales_cap;
};

struct rows *rows_open(void)
{
	return must_calloc(1, sizeof(struct rows));
}

/* A load of records alone needs none of this memory. */
static void rows_prepare(struct load *load)
{
	struct rows *rows = load->rows;
	if (rows->batch)
		return;
	names_open(&rows->voters, VOTER_MAX);
	names_open(&rows->mentions, KEY_MAX);
	buf_init(&rows->key, KEY_MAX);
	arena_init(&rows->arena, 8 * KEY_MAX);
	rows->writer = row_writer_open(load, &rows->voters, &rows->mentions);
	rows->batch = row_writer_batch(rows->writer);
}

void rows_close(struct rows *rows)
{
	if (rows->batch) {
		row_writer_close(rows->writer);
		names_close(&rows->voters);
		names_close(&rows->mentions);
		buf_release(&rows->key);
		arena_release(&rows->arena);
	}
	free(rows->scales);
	free(rows);
}

/* ---- gathering ------------------------------------------------------------------------------- */

/* The key of a mention, behind what is in the buffer. */
static void mention_key(
    struct buf *key, struct slice source, struct slice film, struct slice title, int year)
{
	table_key_add(key, source);
	table_key_add(key, film);
	table_key_add(key, title);
	if (year)
		buf_add_format(key, "%d", year);
}

/* The number of a mention's name, whose key was just made; -1 when its film is no id of its scheme. */
static int64_t mention_number(struct rows *rows, struct text_key key, bool has_film)
{
	size_t before = rows->mentions.n;
	struct name *name = names_find(&rows->mentions, &key);
	if (rows->mentions.n > before && has_film) {
		struct table_key parts;
		arena_reset(&rows->arena);
		name->bad = !table_key_read(&rows->arena, key.text, key.n, &parts);
	}
	return name->bad ? -1 : (int64_t)name->number;
}

static void scale_give(struct row_batch *batch, const struct scale_row *scale)
{
	if (batch->scales_n == batch->scales_cap) {
		batch->scales_cap = batch->scales_cap ? batch->scales_cap * 2 : 8;
		batch->scales =
		    must_realloc(batch->scales, batch->scales_cap * sizeof *batch->scales);
	}
	batch->scales[batch->scales_n++] = *scale;
}

/* The number of a scale; the batch is given those whose row may be missing. */
static int32_t scale_of(struct rows *rows, double best, double worst)
{
	uint64_t b, w, other_b, other_w; /* bits: NAN is a scale's end too */
	memcpy(&b, &best, sizeof b);
	memcpy(&w, &worst, sizeof w);
	for (size_t i = rows->scales_n; i-- > 0;) {
		memcpy(&other_b, &rows->scales[i].best, sizeof b);
		memcpy(&other_w, &rows->scales[i].worst, sizeof w);
		if (b == other_b && w == other_w)
			return rows->scales[i].id;
	}
	if (rows->scales_n == rows->scales_cap) {
		rows->scales_cap = rows->scales_cap ? rows->scales_cap * 2 : 8;
		rows->scales = must_realloc(rows->scales, rows->scales_cap * sizeof *rows->scales);
	}
	rows->scales[rows->scales_n] = (struct scale_row){scale_id(best, worst), best, worst};
	scale_give(rows->batch, &rows->scales[rows->scales_n]);
	return rows->scales[rows->scales_n++].id;
}

/* ---- batches --------------------------------------------------------------------------------- */

bool rows_are_none(const struct rows *rows)
{
	return !rows->batch ||
	    (rows->batch->ballots_n == 0 && rows->batch->totals_n == 0 && rows->uncommitted == 0);
}

static bool names_are_full(const struct rows *rows)
{
	return names_full(&rows->voters) || names_full(&rows->mentions);
}

static bool rows_have_room(const struct rows *rows, size_t n)
{
	return rows->batch->ballots_n + n <= BATCH_BALLOTS &&
	    rows->batch->totals_n + n <= BATCH_TOTALS && !names_are_full(rows);
}

int rows_wait(struct rows *rows, struct err *err)
{
	return rows->batch ? row_writer_wait(rows->writer, err) : 0;
}

static void names_forget(struct rows *rows)
{
	names_clear(&rows->voters);
	names_clear(&rows->mentions);
	rows->voter = NULL;
	row_writer_forget(rows->writer);
}

int rows_flush(struct load *load, struct err *err)
{
	struct rows *rows = load->rows;
	if (rows_are_none(rows))
		return 0;
	if (row_writer_finish(rows->writer, err) != 0)
		return -1;
	rows->uncommitted = 0;
	if (names_are_full(rows))
		names_forget(rows);
	return 0;
}

static int batch_give(struct load *load, struct err *err)
{
	struct rows *rows = load->rows;
	rows->uncommitted += (int64_t)rows->batch->ballots_n + 1;
	if (load_begin(load, err) != 0 || row_writer_give(rows->writer, err) != 0)
		return -1;
	rows->batch = row_writer_batch(rows->writer);
	if (!names_are_full(rows))
		return 0;
	if (rows_wait(rows, err) != 0)
		return -1;
	names_forget(rows);
	return 0;
}

/* Makes room for n rows: a full batch is given away; now and then all is committed. */
static int rows_make_room(struct load *load, size_t n, struct err *err)
{
	struct rows *rows = load->rows;
	rows_prepare(load);
	if (!lines_are_none(load) && load_flush(load, err) != 0)
		return -1;
	if (rows_have_room(rows, n))
		return 0;
	if (batch_give(load, err) != 0)
		return -1;
	return rows->uncommitted >= TRANSACTION_ROWS ? load_flush(load, err) : 0;
}

static int refuse_mention(const struct rows *rows, struct err *err)
{
	return err_set(err, EXIT_REFUSED,
	    rows->key.overflow ? "source, film and title are too long"
			       : "film: not an id of its scheme");
}

static void ballot_add(struct rows *rows, const struct ballot *ballot, int64_t mention)
{
	struct text_key voter = {ballot->voter.at, ballot->voter.n, 0};
	if (!rows->voter || !name_is(rows->voter, &voter))
		rows->voter = names_find(&rows->voters, &voter);
	struct ballot_row *row = &rows->batch->ballots[rows->batch->ballots_n++];
	*row = (struct ballot_row){.voter = (int32_t)rows->voter->number,
	    .mention = (int32_t)mention,
	    .choice = (uint8_t)ballot->choice};
	ballot_row_time(row, ballot->cast_at);
	if (ballot->choice == CHOICE_NONE) {
		row->value = ballot->value == 0 ? 0 : ballot->value; /* not -0 */
		row->scale = scale_of(rows, ballot->best, ballot->worst);
	}
}

/* Makes the keys of their mentions, one behind another; how many fit. */
static size_t mention_keys(
    struct rows *rows, const struct ballot *ballots, size_t n, struct text_key *keys)
{
	size_t ends[LOAD_TOGETHER];
	buf_clear(&rows->key);
	for (size_t i = 0; i < n; i++) {
		const struct ballot *b = &ballots[i];
		mention_key(&rows->key, b->source, b->film, b->title, b->year);
		ends[i] = rows->key.n;
		if (rows->key.overflow || b->voter.n > VOTER_MAX)
			n = i;
	}
	for (size_t i = 0, start = 0; i < n; start = ends[i++])
		keys[i] = (struct text_key){rows->key.at + start, ends[i] - start, 0};
	return n;
}

size_t rows_add_ballots(struct load *load, const struct ballot *ballots, size_t n, struct err *err)
{
	struct rows *rows = load->rows;
	struct text_key keys[LOAD_TOGETHER];
	if (rows_make_room(load, n, err) != 0)
		return LOAD_FAILED;
	n = mention_keys(rows, ballots, n, keys);
	names_near(&rows->mentions, keys, n);
	for (size_t i = 0; i < n; i++) {
		int64_t mention = mention_number(rows, keys[i], ballots[i].film.n > 0);
		if (mention < 0)
			return i;
		ballot_add(rows, &ballots[i], mention);
	}
	return n;
}

int rows_add_ballot(struct load *load, const struct ballot *ballot, struct err *err)
{
	size_t added = rows_add_ballots(load, ballot, 1, err);
	if (added == 1)
		return 0;
	if (added == LOAD_FAILED)
		return -1;
	if (ballot->voter.n > VOTER_MAX)
		return err_set(err, EXIT_REFUSED, "voter: too long");
	return refuse_mention(load->rows, err);
}

int rows_add_total(struct load *load, const struct total *total, struct err *err)
{
	struct rows *rows = load->rows;
	if (rows_make_room(load, 1, err) != 0)
		return -1;
	buf_clear(&rows->key);
	mention_key(&rows->key, total->source, total->film, total->title, total->year);
	struct text_key key = {rows->key.at, rows->key.n, 0};
	int64_t mention = rows->key.overflow ? -1 : mention_number(rows, key, total->film.n > 0);
	if (mention < 0)
		return refuse_mention(rows, err);
	struct total_row *row = &rows->batch->totals[rows->batch->totals_n++];
	*row = (struct total_row){
	    .mention = (uint32_t)mention, .choice = total->choice, .votes = total->votes};
	memcpy(row->observed_at, total->observed_at, sizeof row->observed_at);
	return 0;
}
