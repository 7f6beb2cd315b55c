/*
 * header: the names in a table's header, and which of them are looked for. Compared without case,
 * with white space squeezed; `rated_at` is `rated at`.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_HEADER_H
#define FILMTALLY_IMPORTERS_RATINGS_HEADER_H

#include "schema/base/arena.h"
#include "schema/base/csv/csv.h"

#include <stddef.h>

/* The n names as they are compared, in the arena. */
char **header_names(struct arena *arena, const struct csv_field *header, size_t n);

/* The first column that has the first possible of the wanted names (`|` between; `~` before one:
 * anywhere in the header's), or -1. */
int header_find(char **names, size_t n, const char *wanted);

/* A column named by the user: as it stands in the header, give or take case and white space; or
 * -1. */
int header_find_named(struct arena *arena, char **names, size_t n, const char *wanted);

/* A form asks `Favorite or unfavorite film?` and means the film or the choice: never both. `wanted`
 * are the names of a choice. */
void header_part_title_and_choice(
    char **names, size_t n, const char *wanted, int *title, int *choice);

/* The scheme that the name of a film's column says of ids without one; NULL for none. */
const char *header_scheme(const char *name);

#endif
