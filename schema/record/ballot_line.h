/*
 * ballot_line: a row of ballots on a line that needs no CSV reader: without a quote, a carriage
 * return, or blanks around a field. It is cut into its parts, which are mostly those of rows before
 * it and need not be read again.
 */
#ifndef FILMTALLY_SCHEMA_RECORD_BALLOT_LINE_H
#define FILMTALLY_SCHEMA_RECORD_BALLOT_LINE_H

#include "schema/record/ballot.h"

struct ballot_line {
	struct csv_field fields[BALLOT_FIELDS]; /* borrowed from the line; no NUL behind them */
};

/* Cuts the line at `at` (without quotes and carriage returns), which ends before `end`. The place
 * of its LF; NULL when it is no such row. What its fields say is ballot_read's to judge. */
const char *ballot_line_cut(struct ballot_line *line, const char *at, const char *end);

/* The bytes of the fields from `first` to `last`, and the commas between them. */
static inline struct slice ballot_line_part(const struct ballot_line *line, int first, int last)
{
	const char *at = line->fields[first].at;
	return (struct slice){at, (size_t)(line->fields[last].at + line->fields[last].n - at)};
}

#endif
