/*
 * tally.c: see tally.h. A hash table of mention and scale. Rows come in the order of voters, so each meets another tally,
 * far from the last: a tally is two lines of the processor's cache. The set numbers the values that it meets; the first are
 * counted in the tally itself, all that a scale of stars has, and others in a short array.
 */
#include "schema/store/tally.h"
#include "schema/base/buf.h"
#include "schema/base/number.h"
#include "schema/store/db.h"

#include <stdlib.h>
#include <string.h>

/* Of the values that few tables have. A voter counts once for a mention, and voters' numbers have 31 bits. */
struct cell {
	double value;
	int32_t n;
};

enum { NEAR_VALUES = 16 };

/* A time and its unit as one number, in the order of both. */
enum { TIME_UNITS = 8 };
#define TIME_NONE INT64_MAX

struct tally {
	int32_t mention, scale;
	int32_t favorite, unfavorite, anonymous, ratings;
	int64_t first, last; /* first is TIME_NONE and last -TIME_NONE when no ballot has a time */
	int64_t first_taken; /* the first that was taken back */
	struct cell *cells;
	uint32_t cells_n, cells_cap;
	int32_t near[NEAR_VALUES]; /* by the set's values */
};

struct tally_set {
	struct tally *at;
	size_t n, cap;
	double values[NEAR_VALUES]; /* the first that were met */
	uint32_t values_n;
	uint32_t *slots; /* index + 1 into at, by hash; 0 free */
	size_t slots_n;  /* a power of two, more than twice n */
	struct buf text;
};

enum { CELLS_TEXT_MAX = 1 << 20, TALLY_FIRST = 1024 };

/* ---- life cycle ------------------------------------------------------------------------------ */

struct tally_set *tally_open(void)
{
	struct tally_set *set = must_calloc(1, sizeof *set);
	set->slots_n = 4 * TALLY_FIRST;
	set->slots = must_calloc(set->slots_n, sizeof *set->slots);
	buf_init(&set->text, CELLS_TEXT_MAX);
	return set;
}

static void tally_clear(struct tally_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		free(set->at[i].cells);
	set->n = 0;
	set->values_n = 0;
	memset(set->slots, 0, set->slots_n * sizeof *set->slots);
}

void tally_close(struct tally_set *set)
{
	if (!set)
		return;
	tally_clear(set);
	buf_release(&set->text);
	free(set->at);
	free(set->slots);
	free(set);
}

/* ---- counting -------------------------------------------------------------------------------- */

static size_t first_slot(const struct tally_set *set, int32_t mention, int32_t scale)
{
	uint64_t hash = ((uint64_t)(uint32_t)mention << 32 | (uint32_t)scale) * 0x9e3779b97f4a7c15u;
	return hash >> 32 & (set->slots_n - 1);
}

void tally_near(
    const struct tally_set *set, const struct ballot_row *far, const struct ballot_row *near)
{
	__builtin_prefetch(&set->slots[first_slot(set, far->mention, far->scale)]);
	uint32_t index = set->slots[first_slot(set, near->mention, near->scale)];
	if (index == 0)
		return;
	__builtin_prefetch(&set->at[index - 1]);
	__builtin_prefetch(&set->at[index - 1].near);
}

static uint32_t *slot_of(const struct tally_set *set, int32_t mention, int32_t scale)
{
	for (size_t at = first_slot(set, mention, scale);; at = (at + 1) & (set->slots_n - 1)) {
		uint32_t index = set->slots[at];
		if (index == 0 ||
		    (set->at[index - 1].mention == mention && set->at[index - 1].scale == scale))
			return &set->slots[at];
	}
}

static void slots_grow(struct tally_set *set)
{
	set->slots_n *= 2;
	free(set->slots);
	set->slots = must_calloc(set->slots_n, sizeof *set->slots);
	for (size_t i = 0; i < set->n; i++)
		*slot_of(set, set->at[i].mention, set->at[i].scale) = (uint32_t)i + 1;
}

static struct tally *tally_of(struct tally_set *set, int32_t mention, int32_t scale)
{
	uint32_t *slot = slot_of(set, mention, scale);
	if (*slot)
		return &set->at[*slot - 1];
	if (set->n == set->cap) {
		set->cap = set->cap ? set->cap * 2 : TALLY_FIRST;
		set->at = must_realloc(set->at, set->cap * sizeof *set->at);
	}
	set->at[set->n] = (struct tally){.mention = mention,
	    .scale = scale,
	    .first = TIME_NONE,
	    .last = -TIME_NONE,
	    .first_taken = TIME_NONE};
	*slot = (uint32_t)++set->n;
	struct tally *tally = &set->at[set->n - 1];
	if (set->n * 2 > set->slots_n)
		slots_grow(set);
	return tally;
}

/* The place of a value among the near ones; NEAR_VALUES when it is not, and there is no room for it. */
static uint32_t near_of(struct tally_set *set, double value)
{
	for (uint32_t i = 0; i < set->values_n; i++)
		if (set->values[i] == value)
			return i;
	if (set->values_n == NEAR_VALUES)
		return NEAR_VALUES;
	set->values[set->values_n] = value;
	return set->values_n++;
}

static void cell_add(struct tally *tally, double value, int32_t by)
{
	for (uint32_t i = 0; i < tally->cells_n; i++)
		if (tally->cells[i].value == value) {
			tally->cells[i].n += by;
			return;
		}
	if (tally->cells_n == tally->cells_cap) {
		tally->cells_cap = tally->cells_cap ? tally->cells_cap * 2 : 4;
		tally->cells = must_realloc(tally->cells, tally->cells_cap * sizeof *tally->cells);
	}
	tally->cells[tally->cells_n++] = (struct cell){value, by};
}

static void value_add(struct tally_set *set, struct tally *tally, double value, int32_t by)
{
	uint32_t near = near_of(set, value);
	if (near < NEAR_VALUES)
		tally->near[near] += by;
	else
		cell_add(tally, value, by);
}

static void time_add(struct tally *tally, const struct ballot_row *row, int by)
{
	int64_t time = row->cast_at * TIME_UNITS + row->unit;
	if (row->unit == CAST_ABSENT)
		return;
	if (by < 0 && time < tally->first_taken)
		tally->first_taken = time;
	if (by > 0 && time < tally->first)
		tally->first = time;
	if (by > 0 && time > tally->last)
		tally->last = time;
}

void tally_add(struct tally_set *set, const struct ballot_row *row, bool anonymous, int by)
{
	struct tally *tally = tally_of(set, row->mention, row->scale);
	if (by == 0)
		return;
	if (row->choice == 0) {
		tally->ratings += by;
		value_add(set, tally, row->value, by);
	} else {
		tally->favorite += row->choice == CHOICE_FAVORITE ? by : 0;
		tally->unfavorite += row->choice == CHOICE_UNFAVORITE ? by : 0;
		tally->anonymous += anonymous ? by : 0;
	}
	time_add(tally, row, by);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static int cell_order(const void *a, const void *b)
{
	double x = ((const struct cell *)a)->value, y = ((const struct cell *)b)->value;
	return (x > y) - (x < y);
}

/* Values that were counted near are put with the others. */
static void cells_gather(const struct tally_set *set, struct tally *tally)
{
	for (uint32_t i = 0; i < set->values_n; i++)
		if (tally->near[i])
			cell_add(tally, set->values[i], tally->near[i]);
	memset(tally->near, 0, sizeof tally->near);
	if (tally->cells_n)
		qsort(tally->cells, tally->cells_n, sizeof *tally->cells, cell_order);
}

/* The tally's last use: its cells go, so that not all of them are in memory together. */
static void cells_write(struct tally_set *set, struct tally *tally)
{
	char number[NUMBER_TEXT];
	struct buf *text = &set->text;
	buf_clear(text);
	cells_gather(set, tally);
	for (uint32_t i = 0; i < tally->cells_n; i++) {
		if (tally->cells[i].n == 0)
			continue;
		number_shortest(tally->cells[i].value, number);
		buf_add_format(text, "%s%s:%d", text->n ? " " : "", number, (int)tally->cells[i].n);
	}
	free(tally->cells);
	tally->cells = NULL;
	tally->cells_n = tally->cells_cap = 0;
}

static int cells_read(struct tally_set *set, struct tally *tally, const char *text, struct err *err)
{
	while (*text) {
		const char *colon = strchr(text, ':');
		size_t n = colon ? strcspn(colon + 1, " ") : 0;
		double value;
		int64_t count;
		if (!colon || !number_decimal(text, (size_t)(colon - text), &value) ||
		    !number_integer(colon + 1, n, &count) || count < 0 || count > INT32_MAX)
			return err_set(err, EXIT_SYSTEM, "the database is damaged: a histogram");
		value_add(set, tally, value, (int32_t)count);
		text = colon + 1 + n;
		text += *text == ' ';
	}
	return 0;
}

static void time_bind(sqlite3_stmt *put, int parameter, int64_t time, int64_t none)
{
	if (time == none)
		return;
	int64_t unit = time & (TIME_UNITS - 1);
	sqlite3_bind_int64(put, parameter, (time - unit) / TIME_UNITS);
	sqlite3_bind_int64(put, parameter + 1, unit);
}

static int row_write(
    struct tally_set *set, struct store *store, struct tally *tally, struct err *err)
{
	sqlite3_stmt *put = db_statement(store,
	    "INSERT OR REPLACE INTO mention_histogram VALUES "
	    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	    err);
	if (!put)
		return -1;
	sqlite3_clear_bindings(put);
	cells_write(set, tally);
	sqlite3_bind_int(put, 1, tally->mention);
	sqlite3_bind_int(put, 2, tally->scale);
	sqlite3_bind_int64(put, 3, tally->favorite);
	sqlite3_bind_int64(put, 4, tally->unfavorite);
	sqlite3_bind_int64(put, 5, tally->anonymous);
	sqlite3_bind_int64(put, 6, tally->ratings);
	db_bind_slice(put, 7, set->text.at, set->text.n);
	time_bind(put, 8, tally->first, TIME_NONE);
	time_bind(put, 10, tally->last, -TIME_NONE);
	return db_step(store, put, err);
}

/* Adds what the table has already. */
static int row_read(
    struct tally_set *set, struct store *store, struct tally *tally, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT favorite, unfavorite, anonymous, ratings, cells, first_at * 8 + first_unit, "
	    "last_at * 8 + last_unit FROM mention_histogram WHERE mention_id = ?1 AND scale_id = "
	    "?2",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int(get, 1, tally->mention);
	sqlite3_bind_int(get, 2, tally->scale);
	int got = db_step(store, get, err);
	if (got > 0) {
		tally->favorite += sqlite3_column_int(get, 0);
		tally->unfavorite += sqlite3_column_int(get, 1);
		tally->anonymous += sqlite3_column_int(get, 2);
		tally->ratings += sqlite3_column_int(get, 3);
		got = cells_read(set, tally, (const char *)sqlite3_column_text(get, 4), err);
		int64_t first = sqlite3_column_int64(get, 5), last = sqlite3_column_int64(get, 6);
		bool timed = sqlite3_column_type(get, 5) != SQLITE_NULL;
		if (timed && first < tally->first)
			tally->first = first;
		if (timed && last > tally->last)
			tally->last = last;
	}
	db_done(get);
	return got;
}

static int tally_order(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	if (x->mention != y->mention)
		return x->mention < y->mention ? -1 : 1;
	return (x->scale > y->scale) - (x->scale < y->scale);
}

/* In the order of the table's key. The hash table is void after it. */
static void tally_sort(struct tally_set *set)
{
	if (set->n)
		qsort(set->at, set->n, sizeof *set->at, tally_order);
}

int tally_write(struct tally_set *set, struct store *store, struct id_set *tallied,
    struct id_set *counted, struct err *err)
{
	int result = 0;
	tally_sort(set);
	for (size_t i = 0; result == 0 && i < set->n; i++) {
		struct tally *tally = &set->at[i];
		result = row_read(set, store, tally, err);
		if (result != 0)
			break;
		bool lost = tally->first_taken != TIME_NONE && tally->first_taken <= tally->first;
		id_add(lost ? counted : tallied, tally->mention);
		result = row_write(set, store, tally, err);
	}
	tally_clear(set);
	return result;
}

int tally_replace(
    struct tally_set *set, struct store *store, const struct id_set *mentions, struct err *err)
{
	int result = 0;
	for (size_t i = 0; result == 0 && i < mentions->n; i++) {
		sqlite3_stmt *wipe =
		    db_statement(store, "DELETE FROM mention_histogram WHERE mention_id = ?1", err);
		if (!wipe)
			return -1;
		sqlite3_bind_int64(wipe, 1, mentions->at[i]);
		result = db_step(store, wipe, err);
	}
	tally_sort(set);
	for (size_t i = 0; result == 0 && i < set->n; i++)
		result = row_write(set, store, &set->at[i], err);
	tally_clear(set);
	return result;
}
