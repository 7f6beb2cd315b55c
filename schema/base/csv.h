/*
 * csv: RFC 4180 read by libcsv, and written with quotes only where needed.
 *
 * Reading is strict (libcsv's strict and strict-finish modes). Because libcsv swallows everything after an
 * unterminated quote, the reader feeds it one record at a time as far as it can tell and, when a quote is
 * unterminated or misplaced, reports that record and goes on with the next line after its start.
 */
#ifndef FILMTALLY_CSV_H
#define FILMTALLY_CSV_H

#include "schema/base/buf.h"
#include "schema/base/input.h"

struct csv_field {
	const char *at; /* NUL-terminated; may hold NULs: n counts */
	size_t n;
	bool quoted;
};

struct csv_reader;

/* Reads from input (borrowed) with the delimiter. A UTF-8 BOM before the first field is dropped. A record
 * longer than max_record bytes is an error of that record. */
struct csv_reader *csv_open(struct input *input, char delimiter, size_t max_record);

/*
 * Gives the next record: 1 and its fields (borrowed until the next call), 0 at the end, -1 with err. An err
 * with status EXIT_REFUSED concerns that record only: call again for the next. Blank lines are skipped.
 * csv_line is the 1-based line the record began on; csv_raw its bytes as they stood in the file.
 */
int csv_next(struct csv_reader *reader, const struct csv_field **fields, size_t *n, struct err *err)
    __attribute__((warn_unused_result));
long csv_line(const struct csv_reader *reader);
const char *csv_raw(const struct csv_reader *reader, size_t *n);
void csv_close(struct csv_reader *reader);

/* Appends one field, quoted if it holds a comma, quote, CR, LF, or begins or ends with a space; and the
 * comma before it unless `first`. */
void csv_add(struct buf *buf, bool first, const char *text, size_t n);

#endif
