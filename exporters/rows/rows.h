/*
 * rows: typed rows on their way out as CSV, a JSON array or NDJSON, with the same digits in each.
 *
 * A table is its columns, given once; then each row is its values in the columns' order and
 * rows_end. What is not known is empty in CSV and null in JSON, so that every row has every column.
 * Shares and scores have ROWS_DECIMALS decimals everywhere.
 */
#ifndef FILMTALLY_EXPORTERS_ROWS_ROWS_H
#define FILMTALLY_EXPORTERS_ROWS_ROWS_H

#include "schema/base/buf.h"
#include "schema/base/message.h"
#include "schema/base/output.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROWS_DECIMALS = 6 };

enum row_type {
	ROW_TEXT,
	ROW_INTEGER,
	ROW_SHARE,  /* a share or score, ROWS_DECIMALS decimals */
	ROW_NUMBER, /* any number, in its shortest form */
	ROW_BOOLEAN /* true or false */
};

struct row_column {
	const char *name;
	enum row_type type;
	const char *label; /* one phrase with the unit, for metadata */
};

enum row_format { ROWS_CSV, ROWS_JSON, ROWS_NDJSON };

/* A row that waits to be put in order. */
struct rows_line {
	size_t key;     /* where its key begins, in `keys` */
	size_t from, n; /* its text, in `buf` */
};

struct rows {
	/* borrowed; when NULL the text gathers in `buf`, also after rows_finish */
	struct output *output;
	enum row_format format;
	bool spreadsheet;
	const struct row_column *columns;
	size_t width;
	size_t at;    /* the column that the next value is for */
	int64_t rows; /* ended so far */
	struct buf buf;
	bool sorting; /* rows_sort was called: rows wait until rows_finish */
	struct buf keys;
	struct rows_line *lines;
	size_t lines_room;
};

/* The format named "csv", "json" or "ndjson"; false when it is another word. */
bool rows_format(const char *name, enum row_format *format);

/*
 * Begins a table: writes CSV's header or JSON's bracket. `spreadsheet` (CSV only) writes a byte
 * order mark and puts an apostrophe before texts that a spreadsheet would take for a formula.
 */
void rows_begin(struct rows *rows, struct output *output, enum row_format format, bool spreadsheet,
    const struct row_column *columns, size_t width);

/*
 * From now on rows are gathered, and rows_finish writes them by the keys that rows_key gives,
 * bytewise. For as many rows as may be held in memory.
 */
void rows_sort(struct rows *rows);
void rows_key(struct rows *rows, const char *key);

/* The next value of the row. NULL, NAN and rows_missing are "not known". */
void rows_text(struct rows *rows, const char *text);
void rows_integer(struct rows *rows, int64_t value);
/* A decimal in the way of its column's type. */
void rows_decimal(struct rows *rows, double value);
void rows_boolean(struct rows *rows, bool value);
void rows_missing(struct rows *rows);

/* Ends the row; writes when enough has gathered. -1 with err when writing fails. */
int rows_end(struct rows *rows, struct err *err) __attribute__((warn_unused_result));

/* Ends the table and writes the rest. The output is not committed. */
int rows_finish(struct rows *rows, struct err *err) __attribute__((warn_unused_result));
/* Frees it, whatever was written. */
void rows_release(struct rows *rows);

#endif
