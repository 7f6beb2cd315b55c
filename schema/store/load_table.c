/*
 * load_table.c: rows of tables. A row is kept as numbers of its voter and its mention, whose texts
 * stand once in this batch; when the batch is full both get their rows in the database, the ballots
 * are sorted by the table's key, and go in.
 *
 * Voters and mentions are remembered from batch to batch within bounds, as files name the same ones
 * again and again.
 */
#include "schema/store/ballot_batch.h"
#include "schema/store/load_part.h"
#include "schema/store/mention.h"
#include "schema/store/names.h"
#include "schema/store/scale.h"
#include "schema/store/table_key.h"
#include "schema/store/tally.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH_ROWS = 1 << 15,       /* sorted at once */
	TRANSACTION_ROWS = 1 << 24, /* committed at once: films are shown anew at the end of each */
	VOTER_MAX = 1 << 16,        /* bytes of one voter */
	KEY_MAX = 1 << 16           /* bytes of one mention's key */
};

/* ---- gathered rows --------------------------------------------------------------------------- */

struct total_row {
	uint32_t mention;
	int choice;
	int64_t votes;
	char observed_at[24];
};

struct scale_row {
	int32_t id;
	double best, worst;
};

struct row_batch {
	struct names voters, mentions;
	struct ballot_row *ballots; /* voter and mention are names until the batch goes in */
	size_t ballots_n;
	struct total_row *totals;
	size_t totals_n;
	struct tally_set *tallies;
	struct buf key;
	int64_t uncommitted;
	struct scale_row *scales; /* seen since the start */
	size_t scales_n, scales_put, scales_cap;
};

struct row_batch *rows_open(void)
{
	return must_calloc(1, sizeof(struct row_batch));
}

/* A load of records alone needs none of this memory. */
static void rows_prepare(struct row_batch *rows)
{
	if (rows->ballots)
		return;
	names_open(&rows->voters, VOTER_MAX);
	names_open(&rows->mentions, KEY_MAX);
	rows->ballots = must_malloc(BATCH_ROWS * sizeof *rows->ballots);
	rows->totals = must_malloc(BATCH_ROWS / 16 * sizeof *rows->totals);
	rows->tallies = tally_open();
	buf_init(&rows->key, KEY_MAX);
}

void rows_close(struct row_batch *rows)
{
	if (rows->ballots) {
		names_close(&rows->voters);
		names_close(&rows->mentions);
		tally_close(rows->tallies);
		buf_release(&rows->key);
	}
	free(rows->ballots);
	free(rows->totals);
	free(rows->scales);
	free(rows);
}

bool rows_are_none(const struct row_batch *rows)
{
	return rows->ballots_n == 0 && rows->totals_n == 0 && rows->uncommitted == 0;
}

static bool rows_full(const struct row_batch *rows)
{
	return rows->ballots_n == BATCH_ROWS || rows->totals_n == BATCH_ROWS / 16 ||
	    names_full(&rows->voters) || names_full(&rows->mentions);
}

static int mention_name(struct load *load, struct slice source, struct slice film,
    struct slice title, int year, struct name **found, struct err *err)
{
	struct row_batch *rows = load->rows;
	struct buf *key = &rows->key;
	size_t before = rows->mentions.n;
	buf_clear(key);
	table_key_add(key, source);
	table_key_add(key, film);
	table_key_add(key, title);
	if (year)
		buf_add_format(key, "%d", year);
	if (key->overflow)
		return err_set(err, EXIT_REFUSED, "source, film and title are too long");
	struct name *name = *found = names_find(&rows->mentions, key->at, key->n);
	if (rows->mentions.n > before && film.n) {
		struct table_key parts;
		arena_reset(&load->arena);
		name->bad = !table_key_read(&load->arena, key->at, key->n, &parts);
	}
	if (name->bad)
		return err_set(err, EXIT_REFUSED, "film: not an id of its scheme");
	return 0;
}

/* The number of a scale, and a note of those whose row may be missing. */
static int32_t scale_of(struct row_batch *rows, double best, double worst)
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
	return rows->scales[rows->scales_n++].id;
}

/* ---- into the database ----------------------------------------------------------------------- */

static int voters_put(struct load *load, struct err *err)
{
	struct names *names = &load->rows->voters;
	int64_t newest;
	if (db_integer(
		load->store, "SELECT coalesce(max(voter_id), 0) FROM voter", 0, &newest, err) != 0)
		return -1;
	for (; names->resolved < names->n; names->resolved++) {
		struct name *name = names_at(names, (uint32_t)names->resolved);
		uint8_t key[VOTER_KEY_SIZE];
		voter_key_of(&load->key, name->text, name->n, key);
		name->anonymous = voter_is_anonymous(name->text, name->n);
		name->key_byte = key[0];
		int64_t id = voter_id_of_key(load->store, key, name->anonymous, err);
		if (id < 0)
			return -1;
		name->id = id ? (int32_t)id : -1;
		name->fresh = id > newest;
	}
	return 0;
}

static int mention_make(struct load *load, struct name *name, struct err *err)
{
	struct table_key parts;
	arena_reset(&load->arena);
	table_key_read(&load->arena, name->text, name->n, &parts);
	const char *text = arena_copy(&load->arena, name->text, name->n);
	int64_t id = mention_find(load->store, text, err);
	if (id == 0) {
		id = mention_of_table(load->store, text, parts.source, parts.page_ref, err);
		if (id > 0 && mention_fill(load->store, &load->arena, id, &parts.facts, err) != 0)
			return -1;
		id_add(&load->touched.mentions, id);
	}
	name->id = (int32_t)id;
	return id < 0 ? -1 : 0;
}

static int mentions_put(struct load *load, struct err *err)
{
	struct names *names = &load->rows->mentions;
	for (; names->resolved < names->n; names->resolved++) {
		struct name *name = names_at(names, (uint32_t)names->resolved);
		if (!name->bad && mention_make(load, name, err) != 0)
			return -1;
	}
	return 0;
}

/* A mention in a gathered row: its row's number, or its name as a negative number until it has one. */
static int32_t mention_hint(const struct name *name)
{
	return name->id > 0 ? name->id : ~(int32_t)name->number;
}

/* Names become rows, and rows of suppressed voters go. */
static void ballots_resolve(struct row_batch *rows, struct ballot_batch *batch)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->ballots_n; i++) {
		struct ballot_row row = rows->ballots[i];
		const struct name *voter = names_at(&rows->voters, (uint32_t)row.voter);
		if (voter->id < 0)
			continue;
		row.tie = ballot_tie(voter->key_byte, row.choice);
		row.voter = voter->id;
		if (row.mention < 0)
			row.mention = names_at(&rows->mentions, (uint32_t)~row.mention)->id;
		row.fresh = voter->fresh;
		row.anonymous = voter->anonymous;
		rows->ballots[n++] = row;
	}
	*batch = (struct ballot_batch){rows->ballots, n, rows->tallies};
}

static int totals_put(struct load *load, struct err *err)
{
	struct row_batch *rows = load->rows;
	for (size_t i = 0; i < rows->totals_n; i++) {
		const struct total_row *row = &rows->totals[i];
		int64_t mention = names_at(&rows->mentions, row->mention)->id;
		sqlite3_stmt *put = db_statement(load->store,
		    "INSERT INTO total VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
		if (!put)
			return -1;
		sqlite3_bind_int64(put, 1, mention);
		db_bind_text(put, 2, row->observed_at);
		sqlite3_bind_int(put, 3, row->choice);
		sqlite3_bind_int64(put, 4, row->votes);
		if (db_step(load->store, put, err) < 0)
			return -1;
		if (sqlite3_changes(load->store->db) == 0)
			continue;
		load->changed++;
		id_add(&load->touched.tallied, mention);
	}
	rows->totals_n = 0;
	return 0;
}

static int scales_put(struct load *load, struct err *err)
{
	struct row_batch *rows = load->rows;
	for (; rows->scales_put < rows->scales_n; rows->scales_put++) {
		const struct scale_row *row = &rows->scales[rows->scales_put];
		if (scale_put(load->store, row->id, row->best, row->worst, err) != 0)
			return -1;
	}
	return 0;
}

static void names_settle(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		names_at(names, (uint32_t)i)->fresh = false;
	if (names_full(names))
		names_clear(names);
}

/* What was gathered goes in, within the transaction; its counts stay in memory until rows_flush. */
static int rows_put(struct load *load, struct err *err)
{
	struct row_batch *rows = load->rows;
	struct ballot_batch batch;
	if (scales_put(load, err) != 0 || voters_put(load, err) != 0 ||
	    mentions_put(load, err) != 0 || totals_put(load, err) != 0)
		return -1;
	ballots_resolve(rows, &batch);
	if (ballot_batch_put(load->store, &batch, &load->changed, err) != 0)
		return -1;
	rows->uncommitted += (int64_t)rows->ballots_n + 1;
	rows->ballots_n = 0;
	names_settle(&rows->voters);
	names_settle(&rows->mentions);
	return 0;
}

int rows_flush(struct load *load, struct err *err)
{
	struct row_batch *rows = load->rows;
	if (rows_are_none(rows))
		return 0;
	if (rows_put(load, err) != 0)
		return -1;
	rows->uncommitted = 0;
	return tally_write(
	    rows->tallies, load->store, &load->touched.tallied, &load->touched.counted, err);
}

/* Makes room: a full batch goes in; now and then all is committed. */
static int rows_make_room(struct load *load, struct err *err)
{
	struct row_batch *rows = load->rows;
	rows_prepare(rows);
	if (!lines_are_none(load) && load_flush(load, err) != 0)
		return -1;
	if (!rows_full(rows))
		return 0;
	if (load_begin(load, err) != 0 || rows_put(load, err) != 0)
		return -1;
	return rows->uncommitted >= TRANSACTION_ROWS ? load_flush(load, err) : 0;
}

int rows_add_ballot(struct load *load, const struct ballot *ballot, struct err *err)
{
	struct row_batch *rows = load->rows;
	struct name *mention;
	if (ballot->voter.n > VOTER_MAX)
		return err_set(err, EXIT_REFUSED, "voter: too long");
	if (rows_make_room(load, err) != 0 ||
	    mention_name(load, ballot->source, ballot->film, ballot->title, ballot->year, &mention,
		err) != 0)
		return -1;
	struct ballot_row *row = &rows->ballots[rows->ballots_n++];
	*row = (struct ballot_row){
	    .mention = mention_hint(mention), .choice = (uint8_t)ballot->choice};
	row->voter = (int32_t)names_find(&rows->voters, ballot->voter.at, ballot->voter.n)->number;
	ballot_row_time(row, ballot->cast_at);
	if (ballot->choice == CHOICE_NONE) {
		row->value = ballot->value == 0 ? 0 : ballot->value; /* not -0 */
		row->scale = scale_of(rows, ballot->best, ballot->worst);
	}
	return 0;
}

int rows_add_total(struct load *load, const struct total *total, struct err *err)
{
	struct row_batch *rows = load->rows;
	struct name *mention;
	if (rows_make_room(load, err) != 0 ||
	    mention_name(
		load, total->source, total->film, total->title, total->year, &mention, err) != 0)
		return -1;
	struct total_row *row = &rows->totals[rows->totals_n++];
	*row = (struct total_row){
	    .mention = mention->number, .choice = total->choice, .votes = total->votes};
	memcpy(row->observed_at, total->observed_at, sizeof row->observed_at);
	return 0;
}
