/*
 * vote: what a row says of its film: a choice, a value on a scale, or a mark that says favorite.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_VOTE_H
#define FILMTALLY_IMPORTERS_RATINGS_VOTE_H

#include "importers/ratings/cell.h"

/* The choice that a cell's words say, or CHOICE_NONE. */
enum choice vote_choice(struct rows *rows, struct slice text);

/* Reads the ballot's choice, or its value and scale. Millions of rows say few things: where no
 * other column matters, what a cell of values says is read and written once, and `said` is its
 * text. -1 with err (EXIT_REFUSED). */
int vote_read(struct rows *rows, const struct csv_field *fields, struct ballot *ballot,
    struct err *err) __attribute__((warn_unused_result));

#endif
