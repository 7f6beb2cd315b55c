/* table: see table.h. */
#include "importers/catalog/table.h"

#include "importers/page/bytes/charset.h"
#include "schema/base/csv/csv.h"
#include "schema/base/input.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_MOST = 1 << 20, FIELDS_MOST = 64, DECODED_MOST = 16 << 20 };

static const struct form {
	const char *names[COLUMNS_MAX]; /* in the order of the enums in table.h */
	bool tabs;
} forms[KINDS] = {
    [KIND_BASICS] = {{"tconst", "titleType", "primaryTitle", "originalTitle", "startYear",
			 "runtimeMinutes", "genres"},
	true},
    [KIND_AKAS] = {{"titleId", "title", "isOriginalTitle"}, true},
    [KIND_RATINGS] = {{"tconst", "averageRating", "numVotes"}, true},
    [KIND_MOVIES] = {{"movieId", "title", "genres"}, false},
    [KIND_LINKS] = {{"movieId", "imdbId", "tmdbId"}, false},
};

struct table {
	struct input *input;
	struct csv_reader *csv; /* comma separated */
	struct buf line;        /* tab separated: the row, cut at its tabs */
	struct buf raw;
	long number;
	enum table_kind kind;
	int at[COLUMNS_MAX];
	size_t fields; /* that the header names */
	struct csv_field cells[FIELDS_MOST];
	size_t n;
	struct arena decoded; /* cells of the row that were not UTF-8 */
	long odd_rows, first_odd;
};

/* ---- rows ---- */

static void cut_at_tabs(struct table *table)
{
	char *rest = table->line.at, *cell;
	table->n = 0;
	if (table->line.n && rest[table->line.n - 1] == '\r')
		rest[table->line.n - 1] = '\0';
	while (table->n < FIELDS_MOST && (cell = strsep(&rest, "\t")))
		table->cells[table->n++] = (struct csv_field){.at = cell, .n = strlen(cell)};
}

static int next_line(struct table *table, struct err *err)
{
	int got = input_line(table->input, &table->line, err);
	table->number = input_lines(table->input);
	buf_clear(&table->raw);
	if (got <= 0)
		return got;
	buf_add(&table->raw, table->line.at, table->line.n);
	if (table->line.overflow)
		return err_set(err, EXIT_REFUSED, "a row of more than %d bytes", ROW_MOST);
	cut_at_tabs(table);
	return 1;
}

static int next_record(struct table *table, struct err *err)
{
	const struct csv_field *fields;
	size_t n, raw_n;
	int got = csv_next(table->csv, &fields, &n, err);
	table->number = csv_line(table->csv);
	buf_clear(&table->raw);
	if (got == 0)
		return 0;
	const char *raw = csv_raw(table->csv, &raw_n);
	if (raw)
		buf_add(&table->raw, raw, raw_n);
	if (got < 0)
		return -1;
	table->n = n < FIELDS_MOST ? n : FIELDS_MOST;
	memcpy(table->cells, fields, table->n * sizeof *fields);
	return 1;
}

static void decode_row(struct table *table)
{
	if (utf8_valid(buf_text(&table->raw), table->raw.n))
		return;
	if (table->odd_rows++ == 0)
		table->first_odd = table->number;
	arena_reset(&table->decoded);
	for (size_t i = 0; i < table->n; i++) {
		struct csv_field *cell = &table->cells[i];
		struct decoded decoded;
		if (utf8_valid(cell->at, cell->n))
			continue;
		charset_decode(&table->decoded, cell->at, cell->n, "windows-1252", false, &decoded);
		*cell = (struct csv_field){decoded.text, strlen(decoded.text)};
	}
}

long table_odd_rows(const struct table *table, long *first_line)
{
	*first_line = table->first_odd;
	return table->odd_rows;
}

int table_next(struct table *table, struct err *err)
{
	int got = table->csv ? next_record(table, err) : next_line(table, err);
	if (got <= 0)
		return got;
	if (table->n != table->fields)
		return err_set(
		    err, EXIT_REFUSED, "%zu fields, the header names %zu", table->n, table->fields);
	if (!table_cell(table, 0))
		return err_set(err, EXIT_REFUSED, "no id");
	decode_row(table);
	return 1;
}

long table_line(const struct table *table)
{
	return table->number;
}

const char *table_raw(const struct table *table, size_t *n)
{
	*n = table->raw.n;
	return buf_text(&table->raw);
}

const char *table_cell(const struct table *table, int column)
{
	const char *text = table->cells[table->at[column]].at;
	return *text && strcmp(text, "\\N") != 0 ? text : NULL;
}

/* IMDb's files are sorted as bytes, MovieLens' as numbers. */
int table_compare(const struct table *table, const struct table *other)
{
	const char *a = table_cell(table, 0), *b = table_cell(other, 0);
	size_t n = strlen(a), m = strlen(b);
	if (!forms[table->kind].tabs && n != m)
		return n < m ? -1 : 1;
	return strcmp(a, b);
}

/* ---- opening ---- */

static int find_name(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->n; i++)
		if (ascii_equal_n(table->cells[i].at, table->cells[i].n, name))
			return (int)i;
	return -1;
}

static bool is_kind(struct table *table, enum table_kind kind)
{
	for (int i = 0; i < COLUMNS_MAX && forms[kind].names[i]; i++) {
		table->at[i] = find_name(table, forms[kind].names[i]);
		if (table->at[i] < 0)
			return false;
	}
	table->kind = kind;
	return true;
}

/* MovieLens' older sets part columns by two colons and have no header: `1::Film (1999)::Drama`. */
static bool has_double_colons(const struct table *table)
{
	const char *row = buf_text(&table->raw), *at = strstr(row, "::");
	return ascii_is_digit(*row) && at && strstr(at + 2, "::");
}

static int refuse_header(const struct table *table, struct err *err)
{
	if (has_double_colons(table))
		return err_set(err, EXIT_REFUSED,
		    "columns parted by two colons: try { echo movieId,title,genres; "
		    "sed 's/\"/\"\"/g;s/::/\",\"/g;s/^/\"/;s/$/\"/' FILE; } | film-catalog");
	return err_set(err, EXIT_REFUSED,
	    "the header is not that of title.basics, title.akas, title.ratings, movies.csv or "
	    "links.csv");
}

static int read_header(struct table *table, struct err *err)
{
	size_t got;
	const char *ahead = input_ahead(table->input, 4096, &got);
	const char *lf = memchr(ahead, '\n', got), *tab = memchr(ahead, '\t', got);
	if (got >= 3 && memcmp(ahead, "\xef\xbb\xbf", 3) == 0)
		input_skip(table->input, 3, 0);
	if (!tab || (lf && tab > lf))
		table->csv = csv_open(table->input, ',', ROW_MOST);
	int status = table->csv ? next_record(table, err) : next_line(table, err);
	if (status < 0)
		return -1;
	table->fields = table->n;
	for (int kind = 0; status && kind < KINDS; kind++)
		if (forms[kind].tabs == !table->csv && is_kind(table, (enum table_kind)kind))
			return 0;
	return status ? refuse_header(table, err)
		      : err_set(err, EXIT_REFUSED, "empty: not even a header");
}

struct table *table_open(struct input *input, struct err *err)
{
	struct table *table = must_calloc(1, sizeof *table);
	table->input = input;
	buf_init(&table->line, ROW_MOST);
	buf_init(&table->raw, ROW_MOST);
	arena_init(&table->decoded, DECODED_MOST);
	if (read_header(table, err) < 0) {
		table->input = NULL;
		table_close(table);
		return NULL;
	}
	return table;
}

void table_close(struct table *table)
{
	if (!table)
		return;
	csv_close(table->csv);
	input_close(table->input);
	buf_release(&table->line);
	buf_release(&table->raw);
	arena_release(&table->decoded);
	free(table);
}

enum table_kind table_kind(const struct table *table)
{
	return table->kind;
}

const char *table_name(const struct table *table)
{
	return input_name(table->input);
}
