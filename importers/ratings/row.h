/*
 * row: a table's row becomes a ballot, or the totals of a poll. Ten million rows go through here in
 * one run: what is plain (digits, ASCII) takes a short way, the rest goes through the arena, which
 * is reset for each row that needs it.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_ROW_H
#define FILMTALLY_IMPORTERS_RATINGS_ROW_H

#include "importers/ratings/layout.h"
#include "importers/ratings/times.h"
#include "schema/record/ballot.h"

/* What --source, --voter, --film, --title, --year and --choice set for the whole file; NULL or 0
 * when not given. */
struct constants {
	const char *source, *voter, *film, *title;
	int year;
	enum choice choice;
};

/* Something that rows lost without being refused: how many, and where first. */
struct loss {
	long rows, first_line;
};

/* What a cell of values says, with what every row of its file has beside it. */
enum { SAID_KEPT = 64, SAID_CELL = 8 };
struct said {
	char cell[SAID_CELL];
	size_t cell_n; /* 0: free */
	char text[BALLOT_SAID];
	size_t text_n;
};

/* One file being turned into rows. */
struct rows {
	const struct plan *plan;
	const struct constants *constants;
	const char *source;
	struct times times;
	struct arena arena;
	char *voter; /* "source:" and room for what follows */
	size_t voter_n, voter_cap;
	char film[64]; /* "scheme:" and the digits of a plain id */
	size_t film_n;
	bool values_alone; /* of a row's vote no column says anything but that of values */
	struct said said[SAID_KEPT];
	long line; /* of the row at hand */
	struct loss dates, years, bytes,
	    values; /* values: that stood beside a choice, which was taken */
};

void rows_init(struct rows *rows, const struct plan *plan, const struct constants *constants);
void rows_release(struct rows *rows);

/* Appends what the row says to out, in the form of ballot.h. -1 with err (EXIT_REFUSED) when it
 * says nothing that counts. */
int rows_write(struct rows *rows, const struct csv_field *fields, size_t n, long line,
    struct buf *out, struct err *err) __attribute__((warn_unused_result));

#endif
