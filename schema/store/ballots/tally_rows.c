/*
 * tally_rows.c: tallies into mention_histogram, and what stands there into tallies. Rows are sorted
 * by the table's key and go in many at once.
 */
#include "schema/base/number.h"
#include "schema/store/array_source.h"
#include "schema/store/ballots/tally_set.h"

#include <stdlib.h>
#include <string.h>

/* Rows that are written together: so many, or as many as have so much text of cells. */
enum { PART = 512, PART_TEXT = 1 << 18 };

/* ---- writing ---- */

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
			tally_cell_add(tally, set->values[i], tally->near[i]);
	memset(tally->near, 0, sizeof tally->near);
	if (tally->cells_n)
		qsort(tally->cells, tally->cells_n, sizeof *tally->cells, cell_order);
}

/* Appends its cells: VALUE:COUNT, a space between. It is their last use: they go, so that not all
 * of them are in memory together. */
static void cells_write(struct tally_set *set, struct tally *tally)
{
	char number[NUMBER_TEXT];
	struct buf *text = &set->text;
	const char *between = "";
	cells_gather(set, tally);
	for (uint32_t i = 0; i < tally->cells_n; i++) {
		if (tally->cells[i].n == 0)
			continue;
		buf_add_text(text, between);
		buf_add(text, number, number_shortest(tally->cells[i].value, number));
		buf_add_char(text, ':');
		buf_add(text, number, number_shortest(tally->cells[i].n, number));
		between = " ";
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
		tally_value_add(set, tally, value, (int32_t)count);
		text = colon + 1 + n;
		text += *text == ' ';
	}
	return 0;
}

/* Rows to be written together, and where the cells of each stand in the text. */
struct part {
	const struct buf *text;
	size_t n;
	struct part_row {
		const struct tally *tally;
		size_t at, n;
	} rows[PART];
};

static void time_column(sqlite3_context *to, int64_t time, int64_t none, bool unit)
{
	int64_t of_time = time & (TIME_UNITS - 1);
	if (time != none)
		sqlite3_result_int64(to, unit ? of_time : (time - of_time) / TIME_UNITS);
}

static void part_column(sqlite3_context *to, const void *context, size_t at, int column)
{
	const struct part *part = context;
	const struct part_row *row = &part->rows[at];
	const struct tally *tally = row->tally;
	const int32_t numbers[] = {tally->mention, tally->scale, tally->favorite, tally->unfavorite,
	    tally->anonymous, tally->ratings};
	if (column < 6)
		sqlite3_result_int(to, numbers[column]);
	else if (column == 6)
		sqlite3_result_text(to, buf_text(part->text) + row->at, (int)row->n, SQLITE_STATIC);
	else if (column < 9)
		time_column(to, tally->first, TIME_NONE, column == 8);
	else
		time_column(to, tally->last, -TIME_NONE, column == 10);
}

static int part_write(struct part *part, struct store *store, struct err *err)
{
	const struct array array = {part, part->n, part_column};
	part->n = 0;
	if (part->text->overflow)
		return err_set(err, EXIT_SYSTEM, "a film has too many different ratings");
	return array_run(store,
	    "INSERT OR REPLACE INTO mention_histogram "
	    "SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 FROM array",
	    &array, err);
}

static int rows_write(struct tally_set *set, struct store *store, struct err *err)
{
	struct part part = {.text = &set->text};
	int result = 0;
	for (size_t i = 0; result == 0 && i < set->n; i++) {
		struct part_row *row = &part.rows[part.n++];
		row->tally = &set->at[i];
		row->at = part.n == 1 ? 0 : set->text.n;
		if (part.n == 1)
			buf_clear(&set->text);
		cells_write(set, &set->at[i]);
		row->n = set->text.n - row->at;
		if (part.n == PART || set->text.n >= PART_TEXT || i + 1 == set->n)
			result = part_write(&part, store, err);
	}
	return result;
}

/* ---- reading ---- */

static void key_column(sqlite3_context *to, const void *tallies, size_t at, int column)
{
	const struct tally *tally = (const struct tally *)tallies + at;
	sqlite3_result_int(to, column ? tally->scale : tally->mention);
}

/* Adds what a row of the table has. */
static int row_read(struct tally_set *set, sqlite3_stmt *get, struct tally *tally, struct err *err)
{
	tally->favorite += sqlite3_column_int(get, 1);
	tally->unfavorite += sqlite3_column_int(get, 2);
	tally->anonymous += sqlite3_column_int(get, 3);
	tally->ratings += sqlite3_column_int(get, 4);
	int64_t first = sqlite3_column_int64(get, 6), last = sqlite3_column_int64(get, 7);
	bool timed = sqlite3_column_type(get, 6) != SQLITE_NULL;
	if (timed && first < tally->first)
		tally->first = first;
	if (timed && last > tally->last)
		tally->last = last;
	return cells_read(set, tally, (const char *)sqlite3_column_text(get, 5), err);
}

/* Adds what the table has already. */
static int rows_read(struct tally_set *set, struct store *store, struct err *err)
{
	const struct array array = {set->at, set->n, key_column};
	sqlite3_stmt *get = array_statement(store,
	    "SELECT a.rowid, favorite, unfavorite, anonymous, ratings, cells, "
	    "first_at * 8 + first_unit, last_at * 8 + last_unit FROM array a "
	    "CROSS JOIN mention_histogram ON mention_id = c0 AND scale_id = c1",
	    &array, err);
	int got = get ? 0 : -1;
	while (get && (got = db_step(store, get, err)) > 0)
		if (row_read(set, get, &set->at[sqlite3_column_int64(get, 0)], err) != 0) {
			db_done(get);
			return -1;
		}
	return got;
}

/* ---- all ---- */

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
	tally_sort(set);
	int result = rows_read(set, store, err);
	for (size_t i = 0; result == 0 && i < set->n; i++) {
		const struct tally *tally = &set->at[i];
		bool lost = tally->first_taken != TIME_NONE && tally->first_taken <= tally->first;
		id_add(lost ? counted : tallied, tally->mention);
	}
	if (result == 0)
		result = rows_write(set, store, err);
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
	if (result == 0)
		result = rows_write(set, store, err);
	tally_clear(set);
	return result;
}
