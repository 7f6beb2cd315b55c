/*
 * csv: RFC 4180 read by libcsv, and written with quotes only where needed.
 *
 * Reading is strict (libcsv's strict and strict-finish modes). Because libcsv swallows everything
 * after an unterminated quote, the reader feeds it the lines of one record and, when a quote is
 * unterminated or misplaced, reports that record and goes on with the next line after its start. A
 * record without any quote needs no parser: it is split at its delimiters, with the same outcome.
 * As libcsv does, spaces and tabs around a field without quotes are dropped.
 *
 * The reader takes whole records from the input and holds nothing back: between two calls the input
 * stands before the next record, so that what is no table may be read in other ways.
 */
#ifndef FILMTALLY_SCHEMA_BASE_CSV_CSV_H
#define FILMTALLY_SCHEMA_BASE_CSV_CSV_H

#include "schema/base/buf.h"
#include "schema/base/input.h"

struct csv_field {
	const char *at; /* NUL-terminated; may hold NULs: n counts */
	size_t n;
};

struct csv_reader;

/* Reads from input (borrowed) with the delimiter. A UTF-8 BOM before the first field is dropped. A
 * record longer than max_record bytes is an error of that record. Lines end with LF or CR LF; a CR
 * alone, without quotes around it, is an error of its record. */
struct csv_reader *csv_open(struct input *input, char delimiter, size_t max_record);

/*
 * Gives the next record: 1 and its fields (borrowed until the next call), 0 at the end, -1 with err
 * (EXIT_REFUSED, the place named) when the record is wrong: call again for the next. When the input
 * itself fails (see input_failed), that is the error of the record it cut off, and the last. Blank
 * lines are skipped. csv_line is the 1-based line of the input the record began on; csv_raw its
 * bytes as they stood there, without the line end (of a wrong record its first line, cut at
 * max_record; NULL of one that was cut off); borrowed as the fields are.
 */
int csv_next(struct csv_reader *reader, const struct csv_field **fields, size_t *n, struct err *err)
    __attribute__((warn_unused_result));
long csv_line(const struct csv_reader *reader);
const char *csv_raw(const struct csv_reader *reader, size_t *n);
void csv_close(struct csv_reader *reader);

/* Appends one field, quoted if it holds a comma, quote, CR, LF, or begins or ends with a space or
 * tab; and the comma before it unless `first`. (A record of a single empty field is a blank line,
 * which readers skip.) */
void csv_add(struct buf *buf, bool first, const char *text, size_t n);

#endif
