/* rows: one writer of tables, so that CSV and JSON can't come to differ. */
#include "exporters/rows/rows.h"

#include "schema/base/csv/csv.h"
#include "schema/base/json.h"
#include "schema/base/number.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	ENOUGH = 1 << 16,   /* bytes gathered before they are written */
	BUF_MAX = 256 << 20 /* one row can't be longer */
};

bool rows_format(const char *name, enum row_format *format)
{
	static const char *const names[] = {"csv", "json", "ndjson"};

	for (int i = 0; i < 3; i++) {
		if (strcmp(name, names[i]) == 0) {
			*format = (enum row_format)i;
			return true;
		}
	}
	return false;
}

/* A spreadsheet takes these for the beginning of a formula (OWASP, "CSV injection"). */
static bool is_formula(const char *text, size_t n)
{
	return n > 0 && strchr("=+-@\t\r", text[0]) && text[0] != '\0';
}

/* A text that is there but empty is quoted, so that it is not "not known". */
static void csv_text(struct rows *rows, const char *text, size_t n)
{
	bool first = rows->at == 0;

	if (n == 0) {
		buf_add_text(&rows->buf, first ? "\"\"" : ",\"\"");
	} else if (rows->spreadsheet && is_formula(text, n)) {
		struct buf guarded = BUF_INIT(BUF_MAX);
		buf_add_char(&guarded, '\'');
		buf_add(&guarded, text, n);
		csv_add(&rows->buf, first, guarded.at, guarded.n);
		buf_release(&guarded);
	} else {
		csv_add(&rows->buf, first, text, n);
	}
}

/* What stands before a value: JSON's brace and name, CSV's comma where csv_add did not put it. */
static void lead_in(struct rows *rows)
{
	assert(rows->at < rows->width);
	if (rows->format == ROWS_CSV) {
		if (rows->at > 0)
			buf_add_char(&rows->buf, ',');
		return;
	}
	if (rows->at == 0 && rows->format == ROWS_JSON && !rows->sorting)
		buf_add_text(&rows->buf, rows->rows ? ",\n" : "\n");
	buf_add_char(&rows->buf, rows->at == 0 ? '{' : ',');
	json_add(&rows->buf, rows->columns[rows->at].name, strlen(rows->columns[rows->at].name));
	buf_add_char(&rows->buf, ':');
}

void rows_begin(struct rows *rows, struct output *output, enum row_format format, bool spreadsheet,
    const struct row_column *columns, size_t width)
{
	*rows = (struct rows){.output = output,
	    .format = format,
	    .spreadsheet = spreadsheet && format == ROWS_CSV,
	    .columns = columns,
	    .width = width,
	    .buf = BUF_INIT(BUF_MAX)};
	if (rows->spreadsheet)
		buf_add_text(&rows->buf, "\xEF\xBB\xBF");
	for (size_t i = 0; i < width && format == ROWS_CSV; i++)
		csv_add(&rows->buf, i == 0, columns[i].name, strlen(columns[i].name));
	if (format == ROWS_CSV)
		buf_add_char(&rows->buf, '\n');
	if (format == ROWS_JSON)
		buf_add_char(&rows->buf, '[');
}

void rows_missing(struct rows *rows)
{
	lead_in(rows);
	if (rows->format != ROWS_CSV)
		buf_add(&rows->buf, "null", 4);
	rows->at++;
}

void rows_text(struct rows *rows, const char *text)
{
	if (!text) {
		rows_missing(rows);
		return;
	}
	if (rows->format == ROWS_CSV) {
		assert(rows->at < rows->width);
		csv_text(rows, text, strlen(text));
	} else {
		lead_in(rows);
		json_add(&rows->buf, text, strlen(text));
	}
	rows->at++;
}

void rows_integer(struct rows *rows, int64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	lead_in(rows);
	buf_add(&rows->buf, digits + at, sizeof digits - at);
	rows->at++;
}

void rows_decimal(struct rows *rows, double value)
{
	char text[NUMBER_TEXT];
	bool share = rows->columns[rows->at].type == ROW_SHARE;

	if (!isfinite(value)) {
		rows_missing(rows);
		return;
	}
	size_t n = share ? number_fixed(value, ROWS_DECIMALS, text) : number_shortest(value, text);
	lead_in(rows);
	buf_add(&rows->buf, text, n);
	rows->at++;
}

void rows_boolean(struct rows *rows, bool value)
{
	lead_in(rows);
	buf_add_text(&rows->buf, value ? "true" : "false");
	rows->at++;
}

static int flush(struct rows *rows, struct err *err)
{
	if (rows->buf.overflow)
		return err_set(err, EXIT_SYSTEM, "a row is longer than %d bytes", BUF_MAX);
	if (!rows->output)
		return 0;
	if (output_write(rows->output, buf_text(&rows->buf), rows->buf.n, err) < 0)
		return -1;
	buf_clear(&rows->buf);
	return 0;
}

void rows_sort(struct rows *rows)
{
	rows->sorting = true;
	rows->keys = (struct buf)BUF_INIT(BUF_MAX);
}

/* The line that rows_end will end begins where the last one ended. */
void rows_key(struct rows *rows, const char *key)
{
	size_t n = (size_t)rows->rows;

	if (n == rows->lines_room) {
		rows->lines_room = n ? 2 * n : 1024;
		rows->lines = must_realloc(rows->lines, rows->lines_room * sizeof *rows->lines);
	}
	rows->lines[n] = (struct rows_line){rows->keys.n, rows->buf.n, 0};
	buf_add(&rows->keys, key, strlen(key) + 1);
}

static void end_line(struct rows *rows)
{
	struct rows_line *line = &rows->lines[rows->rows];

	line->n = rows->buf.n - line->from;
}

static int compare_lines(const void *a, const void *b, void *keys)
{
	const struct rows_line *one = a, *other = b;

	return strcmp((const char *)keys + one->key, (const char *)keys + other->key);
}

/* What stood in the buffer before the first row, the rows in order, and what ends the table. */
static int write_sorted(struct rows *rows, struct err *err)
{
	size_t n = (size_t)rows->rows, head = n ? rows->lines[0].from : rows->buf.n;
	const char *end = rows->format != ROWS_JSON ? "" : n ? "\n]\n" : "]\n";

	if (rows->buf.overflow || rows->keys.overflow)
		return err_set(err, EXIT_SYSTEM, "the rows are longer than %d bytes", BUF_MAX);
	if (n > 1)
		qsort_r(rows->lines, n, sizeof *rows->lines, compare_lines, rows->keys.at);
	if (output_write(rows->output, buf_text(&rows->buf), head, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct rows_line *line = &rows->lines[i];
		if (rows->format == ROWS_JSON &&
		    output_write(rows->output, i ? ",\n" : "\n", i ? 2 : 1, err) < 0)
			return -1;
		if (output_write(rows->output, rows->buf.at + line->from, line->n, err) < 0)
			return -1;
	}
	return output_write(rows->output, end, strlen(end), err);
}

int rows_end(struct rows *rows, struct err *err)
{
	assert(rows->at == rows->width);
	if (rows->format != ROWS_CSV)
		buf_add_char(&rows->buf, '}');
	if (rows->format != ROWS_JSON)
		buf_add_char(&rows->buf, '\n');
	rows->at = 0;
	if (rows->sorting)
		end_line(rows);
	rows->rows++;
	if (rows->sorting)
		return 0;
	return rows->buf.n < ENOUGH ? 0 : flush(rows, err);
}

int rows_finish(struct rows *rows, struct err *err)
{
	if (rows->sorting) {
		int sorted = write_sorted(rows, err);
		rows_release(rows);
		return sorted;
	}
	if (rows->format == ROWS_JSON)
		buf_add_text(&rows->buf, rows->rows ? "\n]\n" : "]\n");
	int result = flush(rows, err);
	if (rows->output)
		rows_release(rows);
	return result;
}

void rows_release(struct rows *rows)
{
	buf_release(&rows->buf);
	buf_release(&rows->keys);
	free(rows->lines);
	*rows = (struct rows){0};
}
