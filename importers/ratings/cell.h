/*
 * cell: one table on its way to ballots, and what the cells of its row at hand hold. What is plain
 * (digits, ASCII) is borrowed from the row; the rest goes through the arena, which is reset for
 * each row that needs it.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_CELL_H
#define FILMTALLY_IMPORTERS_RATINGS_CELL_H

#include "importers/ratings/plan.h"
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

/* Counts what the row at hand loses. */
void cell_lost(const struct rows *rows, struct loss *loss);

/* A column's cell, without the blanks around it; empty when the table has no such column. */
struct slice cell_of(const struct rows *rows, const struct csv_field *fields, enum column column);

/* A NUL-terminated text as if it stood in a cell; NULL is empty. */
struct slice cell_from_text(const char *text);

/* A cell as a text in the arena. Bytes that are not UTF-8 are most often a spreadsheet's
 * windows-1252. */
const char *cell_text(struct rows *rows, struct slice text);

/* A cell as text that may leave: NFC, white space squeezed. */
struct slice cell_clean(struct rows *rows, struct slice text);

/* True if it is not empty, and all of it digits. */
bool cell_is_digits(struct slice text);

/* Says that the column's cell is not understood; -1. */
int cell_refuse(struct err *err, const char *column, struct slice text);

#endif
