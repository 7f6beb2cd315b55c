/*
 * film: which film a row is of: an id or address, a title, a year.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_FILM_H
#define FILMTALLY_IMPORTERS_RATINGS_FILM_H

#include "importers/ratings/cell.h"

struct which {
	struct slice film, title;
	int year;
};

/* A column called `film` may hold ids or titles: what is no id is a title when there is no column
 * for titles. -1 with err (EXIT_REFUSED) when no film can be told. */
int film_read(struct rows *rows, const struct csv_field *fields, struct which *which,
    struct err *err) __attribute__((warn_unused_result));

#endif
