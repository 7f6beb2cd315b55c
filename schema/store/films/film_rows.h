/*
 * film_rows: a resolved block as rows: film, film_mention, film_alias, edge. For this folder only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_FILM_ROWS_H
#define FILMTALLY_SCHEMA_STORE_FILMS_FILM_ROWS_H

#include "schema/store/evidence/dirty.h"
#include "schema/store/films/block.h"

/* Puts the block's films and edges in the place of those that its mentions had. Adds the films to
 * `films`, and to dirty->mentions every mention whose film changed. The arena is for what is needed
 * meanwhile. */
int film_rows_write(struct store *store, struct arena *arena, const struct block *block,
    const struct identity_result *result, struct dirty *dirty, struct id_set *films,
    struct err *err) __attribute__((warn_unused_result));

#endif
