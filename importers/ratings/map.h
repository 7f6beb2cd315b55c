/*
 * map: what --map says of a table's columns.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_MAP_H
#define FILMTALLY_IMPORTERS_RATINGS_MAP_H

#include "importers/ratings/layout.h"
#include "schema/base/arena.h"
#include "schema/base/message.h"

/* Reads `film=COL,title=COL` into names[COLUMNS]; a comma belongs to COL unless another KEY=
 * follows it. -1 with err for an unknown key. The names are in the arena. */
int map_read(struct arena *arena, const char *text, const char *names[COLUMNS], struct err *err)
    __attribute__((warn_unused_result));

#endif
