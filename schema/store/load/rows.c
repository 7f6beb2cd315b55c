/*
 * rows.c: rows of tables. A row is kept as numbers of its voter and its mention, whose texts stand
 * once in memory; a full batch of rows goes to the row_writer.
 *
 * Voters and mentions are remembered from batch to batch within bounds, as files name the same ones
 * again and again.
 */
#include "schema/store/load/rows.h"
#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/base/word.h"
#include "schema/store/load/names.h"
#include "schema/store/load/row_writer.h"
#include "schema/store/names/scale.h"
#include "schema/store/evidence/table_key.h"

#include <stdlib.h>
#include <string.h>

enum {
	TRANSACTION_ROWS = 1 << 24, /* committed at once: films are shown anew at the end of each */
	VOTER_MAX = 1 << 16,        /* bytes of one voter */
	KEY_MAX = 1 << 16           /* bytes of one mention's key */
};

/* The columns choice, value, best and worst of a line that was read, as bytes and as a row: a table
 * has few different ones. */
enum { VOTES_KEPT = 64 };
struct kept_vote {
	char text[40];
	size_t n; /* 0 free */
	struct ballot_row row;
};

struct rows {
	struct names voters, mentions;
	const struct name *voter; /* of the last ballot: a voter's rows stand together; NULL none */
	struct row_writer *writer;
	struct row_batch *batch; /* being filled; NULL before the first row */
	struct buf key, row_key;
	struct arena arena;
	struct kept_vote votes[VOTES_KEPT];
	int64_t uncommitted;
	struct scale_row *scales; /* seen since the start */
	size_t scales_n, scales_cap;
};

struct rows *rows_open(void)
{
	return must_calloc(1, sizeof(struct rows));
}

/* A load of records alone needs none of this memory. */
void rows_begin(struct rows *rows, struct load *load)
{
	if (rows->batch)
		return;
	names_open(&rows->voters, VOTER_MAX);
	names_open(&rows->mentions, KEY_MAX);
	buf_init(&rows->key, KEY_MAX);
	buf_init(&rows->row_key, KEY_MAX);
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
		buf_release(&rows->row_key);
		arena_release(&rows->arena);
	}
	free(rows->scales);
	free(rows);
}

/* ---- gathering ---- */

/* The number of a mention's name; -1 when it can't be one. A name that is new is looked at once,
 * with the fields that it came from, unless they were already. */
static int64_t mention_number(
    struct rows *rows, const struct text_key *text, const struct csv_field *fields)
{
	size_t before = rows->mentions.n;
	struct name *name = names_find(&rows->mentions, text);
	if (rows->mentions.n > before) {
		struct table_key parts;
		arena_reset(&rows->arena);
		name->bad = (fields && !film_columns_right(fields)) ||
		    table_key_of_name(&rows->key, name->text, name->n) != 0 ||
		    !table_key_read(&rows->arena, rows->key.at, rows->key.n, &parts);
	}
	return name->bad ? -1 : (int64_t)name->number;
}

/* The same for a row that was read. */
static int64_t mention_of_row(struct rows *rows, struct slice source, struct slice film,
    struct slice title, int year, struct err *err)
{
	struct buf *key = &rows->row_key;
	buf_clear(key);
	buf_add_char(key, '\0');
	table_key_add(key, source);
	table_key_add(key, film);
	table_key_add(key, title);
	if (year)
		buf_add_format(key, "%d", year);
	if (key->overflow)
		return err_set(err, EXIT_REFUSED, "source, film and title are too long");
	int64_t number = mention_number(rows, &(struct text_key){key->at, key->n, 0}, NULL);
	if (number < 0)
		return err_set(err, EXIT_REFUSED, "film: not an id of its scheme");
	return number;
}

static int32_t voter_number(struct rows *rows, struct slice voter)
{
	struct text_key text = {voter.at, voter.n, 0};
	if (!rows->voter || !name_is(rows->voter, &text))
		rows->voter = names_find(&rows->voters, &text);
	return (int32_t)rows->voter->number;
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

/* ---- batches ---- */

bool rows_are_none(const struct rows *rows)
{
	return !rows->batch ||
	    (rows->batch->ballots_n == 0 && rows->batch->totals_n == 0 && rows->uncommitted == 0);
}

static bool names_are_full(const struct rows *rows)
{
	return names_full(&rows->voters) || names_full(&rows->mentions);
}

bool rows_have_room(const struct rows *rows, size_t n)
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
}

int rows_flush(struct rows *rows, struct err *err)
{
	if (rows_are_none(rows))
		return 0;
	if (row_writer_finish(rows->writer, err) != 0)
		return -1;
	rows->uncommitted = 0;
	names_forget(rows); /* when the transaction has ended others may write */
	return 0;
}

int rows_give(struct rows *rows, struct err *err)
{
	rows->uncommitted += (int64_t)rows->batch->ballots_n + 1;
	bool forget = names_are_full(rows);
	if (row_writer_give(rows->writer, forget, err) != 0)
		return -1;
	rows->batch = row_writer_batch(rows->writer);
	if (!forget)
		return 0;
	if (row_writer_forget(rows->writer, err) != 0)
		return -1;
	names_forget(rows);
	return 0;
}

bool rows_are_many(const struct rows *rows)
{
	return rows->uncommitted >= TRANSACTION_ROWS;
}

/* ---- ballots ---- */

/* The columns choice, value, best and worst, into a row. */
static void vote_put(struct rows *rows, const struct ballot *ballot, struct ballot_row *row)
{
	row->choice = (uint8_t)ballot->choice;
	if (ballot->choice != CHOICE_NONE)
		return;
	row->value = ballot->value == 0 ? 0 : ballot->value; /* not -0 */
	row->scale = scale_of(rows, ballot->best, ballot->worst);
}

int rows_add_ballot(struct rows *rows, const struct ballot *ballot, struct err *err)
{
	if (ballot->voter.n > VOTER_MAX)
		return err_set(err, EXIT_REFUSED, "voter: too long");
	int64_t mention =
	    mention_of_row(rows, ballot->source, ballot->film, ballot->title, ballot->year, err);
	if (mention < 0)
		return -1;
	struct ballot_row *row = &rows->batch->ballots[rows->batch->ballots_n++];
	*row = (struct ballot_row){
	    .voter = voter_number(rows, ballot->voter), .mention = (int32_t)mention};
	vote_put(rows, ballot, row);
	ballot_row_time(row, ballot->cast_at);
	return 0;
}

/* ---- plain lines ---- */

/* Where the vote of this text is kept, or would be. */
static struct kept_vote *vote_at(struct rows *rows, struct slice text)
{
	uint64_t hash = text.n;
	if (text.n >= 8)
		hash ^= word_at(text.at) ^ word_at(text.at + text.n - 8) << 1;
	else
		for (size_t i = 0; i < text.n; i++)
			hash = hash << 8 | (unsigned char)text.at[i];
	return &rows->votes[hash * 0x9e3779b97f4a7c15u >> 58];
}

static bool vote_is(const struct kept_vote *vote, struct slice text)
{
	return vote->n == text.n && memcmp(vote->text, text.at, text.n) == 0;
}

/* A line all of whose parts were seen before, but for its time. */
static bool parts_are_known(
    struct rows *rows, const struct ballot_line *line, struct ballot_row *row)
{
	const struct csv_field *voter = &line->fields[4], *time = &line->fields[9];
	struct slice text = ballot_line_part(line, 5, 8);
	const struct kept_vote *vote = vote_at(rows, text);
	if (!rows->voter || !name_is(rows->voter, &(struct text_key){voter->at, voter->n, 0}) ||
	    !vote_is(vote, text) || !ballot_row_plain_time(row, time->at, time->n))
		return false;
	row->voter = (int32_t)rows->voter->number;
	row->value = vote->row.value;
	row->choice = vote->row.choice;
	row->scale = vote->row.scale;
	return true;
}

/* Reads it whole, and remembers its vote. False when it may be refused. */
static bool line_read(struct rows *rows, const struct ballot_line *line, struct ballot_row *row)
{
	struct ballot ballot;
	struct err ignored = {0};
	struct slice text = ballot_line_part(line, 5, 8);
	struct kept_vote *vote = vote_at(rows, text);
	if (ballot_read(line->fields, BALLOT_FIELDS, &ballot, &ignored) != 0 ||
	    ballot.voter.n > VOTER_MAX)
		return false;
	row->voter = voter_number(rows, ballot.voter);
	vote_put(rows, &ballot, row);
	ballot_row_time(row, ballot.cast_at);
	if (text.n <= sizeof vote->text) {
		vote->n = text.n;
		vote->row = *row;
		memcpy(vote->text, text.at, text.n);
	}
	return true;
}

size_t rows_add_lines(struct rows *rows, const struct ballot_line *lines, size_t n)
{
	struct text_key keys[LOAD_TOGETHER];
	for (size_t i = 0; i < n; i++) {
		struct slice text = ballot_line_part(&lines[i], 0, 3);
		if (text.n >= KEY_MAX)
			n = i;
		else
			keys[i] = (struct text_key){text.at, text.n, 0};
	}
	names_near(&rows->mentions, keys, n);
	for (size_t i = 0; i < n; i++) {
		struct ballot_row *row = &rows->batch->ballots[rows->batch->ballots_n];
		int64_t mention = mention_number(rows, &keys[i], lines[i].fields);
		*row = (struct ballot_row){.mention = (int32_t)mention};
		if (mention < 0 ||
		    (!parts_are_known(rows, &lines[i], row) && !line_read(rows, &lines[i], row)))
			return i;
		rows->batch->ballots_n++;
	}
	return n;
}

/* ---- totals ---- */

int rows_add_total(struct rows *rows, const struct total *total, struct err *err)
{
	int64_t mention =
	    mention_of_row(rows, total->source, total->film, total->title, total->year, err);
	if (mention < 0)
		return -1;
	struct total_row *row = &rows->batch->totals[rows->batch->totals_n++];
	*row = (struct total_row){
	    .mention = (uint32_t)mention, .choice = total->choice, .votes = total->votes};
	memcpy(row->observed_at, total->observed_at, sizeof row->observed_at);
	return 0;
}
