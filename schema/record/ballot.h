/*
 * ballot: the two tables that flow, as rows of CSV, their one writer and reader.
 *
 *	source,film,title,year,voter,choice,value,best,worst,cast_at	one reader's vote
 *	source,film,title,year,choice,votes,observed_at			totals of a poll
 *
 * Rows are read and written by the million, so a struct's texts are borrowed from the caller or
 * from the reader's current row, and are (pointer, length) slices.
 */
#ifndef FILMTALLY_SCHEMA_RECORD_BALLOT_H
#define FILMTALLY_SCHEMA_RECORD_BALLOT_H

#include "schema/base/buf.h"
#include "schema/base/csv/csv.h"
#include "schema/base/message.h"
#include "schema/record/vocab.h"

#include <stdint.h>

struct slice {
	const char *at; /* NULL or empty: absent */
	size_t n;
};

enum { BALLOT_FIELDS = 10, TOTAL_FIELDS = 7 };
#define BALLOT_HEADER "source,film,title,year,voter,choice,value,best,worst,cast_at"
#define TOTAL_HEADER "source,film,title,year,choice,votes,observed_at"

struct ballot {
	struct slice source;
	struct slice film; /* `scheme:id`, a page's URL, or empty when title and year must do */
	struct slice title;
	int year; /* 0 unknown */
	struct slice voter;
	enum choice choice;        /* favorite, unfavorite, or CHOICE_NONE when there is a value */
	double value, best, worst; /* NAN when absent; exactly one of choice and value is there */
	struct slice said; /* for writing: these four as ballot_said gave them; empty when they are
	                      to be written */
	char cast_at[24];  /* canonical (date.h), or "" */
};

struct total {
	struct slice source, film, title;
	int year;
	enum choice choice;
	int64_t votes;
	char observed_at[24];
};

void ballot_write(struct buf *buf, const struct ballot *ballot);
/* What its row has for choice, value, best and worst, commas between, into room for BALLOT_SAID
 * bytes: how many. */
enum { BALLOT_SAID = 160 };
size_t ballot_said(const struct ballot *ballot, char *to);
void total_write(struct buf *buf, const struct total *total);

/* Which of the two tables a record of CSV is the header of. */
enum table { TABLE_NONE, TABLE_BALLOTS, TABLE_TOTALS };
enum table table_of_header(const struct csv_field *fields, size_t n);

/* Do the first four columns, which both tables have, keep the contract? */
bool film_columns_right(const struct csv_field *fields);

/* Reads one row: -1 with err (EXIT_REFUSED) when it breaks the contract: a field too many or too
 * few, no source, neither film nor title, no voter, both or neither of choice and value, a value
 * that is no number, a date that is none, votes that are no count. */
int ballot_read(const struct csv_field *fields, size_t n, struct ballot *ballot, struct err *err)
    __attribute__((warn_unused_result));
int total_read(const struct csv_field *fields, size_t n, struct total *total, struct err *err)
    __attribute__((warn_unused_result));

#endif
