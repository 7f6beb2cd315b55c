/*
 * plan: a layout applied to one file's header: which of its columns means what.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_PLAN_H
#define FILMTALLY_IMPORTERS_RATINGS_PLAN_H

#include "importers/ratings/layout.h"
#include "schema/base/arena.h"
#include "schema/base/csv/csv.h"

#include <stdbool.h>

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

/* The columns that were found, as a set. */
unsigned plan_columns(const struct plan *plan);

/* Tries the layouts on a header's names (header_names): false when none has all it needs; the plan
 * is then that of the last. */
bool plan_find_layout(char **names, size_t n, struct plan *plan);

#endif
