/*
 * advice: the command line that would read a table that was refused. Texts are in the arena.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_ADVICE_H
#define FILMTALLY_IMPORTERS_RATINGS_ADVICE_H

#include "importers/ratings/plan.h"

/* A command line that would read the file, with what the header tells and COL where it does not. */
const char *advice_for_header(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, const char *file);

/* What is wrong with a file that begins with a row of data, with a command that gives it a header
 * in its own delimiter. */
const char *advice_without_header(struct arena *arena, const struct csv_field *fields, size_t n,
    char delimiter, const char *file);

/* The same of a file of MovieLens' older sets: see has_double_colons in reading.c. */
const char *advice_for_double_colons(
    struct arena *arena, const struct csv_field *fields, const char *file);

#endif
