/*
 * layout: which column of a table means what, told by the names in its header, never by position.
 * Known shapes are rows of one table in layout.c; any other is described by --map. A plan is a
 * layout applied to one file's header.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_LAYOUT_H
#define FILMTALLY_IMPORTERS_RATINGS_LAYOUT_H

#include "schema/base/arena.h"
#include "schema/base/csv.h"
#include "schema/base/message.h"

enum column {
	COLUMN_FILM, /* an id or an address */
	COLUMN_TITLE,
	COLUMN_YEAR,
	COLUMN_KIND, /* what kind of work: only films count */
	COLUMN_VOTER,
	COLUMN_CHOICE,
	COLUMN_LIKE, /* a mark that says favorite, and nothing when it is not there */
	COLUMN_VALUE,
	COLUMN_BEST,
	COLUMN_WORST,
	COLUMN_AT,
	COLUMN_VOTES,    /* totals: how many made the choice */
	COLUMN_FAVORITE, /* totals in two columns */
	COLUMN_UNFAVORITE,
	COLUMNS
};

struct layout {
	const char *name; /* also the source, unless --source says another */
	const char *const (
	    *names)[COLUMNS]; /* per column its header names, `|` between, best first */
	unsigned needed;      /* columns without which it is not this layout, by bit */
	const char *scheme; /* of film ids without a scheme; NULL when the header's name tells it */
	double worst, best; /* NAN when the file must say */
};

/* What the command line says of every file. Texts are NULL when not given. */
struct described {
	const char *const
	    *map; /* COLUMNS names, NULL for those not given; NULL when there is no --map */
	bool has_film, has_voter, has_choice;
	double worst, best; /* --scale, or NAN */
};

struct plan {
	const char *name;
	int at[COLUMNS]; /* index of the field, or -1 */
	const char *scheme;
	double worst, best;
	size_t fields; /* that the header names */
	bool totals;   /* the rows are totals of polls */
};

/*
 * Makes a plan of a header. False, with `why` (in the arena), when the film, the voter, the choice
 * or value, or the scale can't be told.
 */
bool plan_make(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, struct plan *plan, const char **why);

/*
 * MovieTweetings and MovieLens have one header, and different ids: IMDb's are of seven digits and
 * more, MovieLens' are not. Looks at the first rows, header and all n bytes of which are the
 * sample; true when they are IMDb's, and then the plan says so.
 */
bool plan_look(struct plan *plan, const struct described *described, const char *sample, size_t n,
    char delimiter);

/* A command line that would read the file, with what the header tells and COL where it does not. */
const char *plan_advice(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, const char *file);

/* Reads `film=COL,title=COL` into names[COLUMNS]; a comma belongs to COL unless another KEY=
 * follows it. -1 with err for an unknown key. The names are in the arena. */
int map_read(struct arena *arena, const char *text, const char *names[COLUMNS], struct err *err)
    __attribute__((warn_unused_result));

#endif
