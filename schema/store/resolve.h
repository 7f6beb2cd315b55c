/*
 * resolve: which mentions are one film, for the blocks that a batch touched. For schema/store only.
 *
 * Rows of film and film_mention are made again for the whole block of each touched mention.
 */
#ifndef FILMTALLY_RESOLVE_H
#define FILMTALLY_RESOLVE_H

#include "schema/store/store.h"
#include "schema/store/touched.h"

/* Resolves the blocks of touched->mentions and of the new ones of pages. Adds to `films` every film
 * whose mentions or their facts changed (its rows other than film.key are for facts.h), to `whole`
 * those that were made, with their facts, of one mention alone, and to touched->mentions every mention whose film changed. */
int resolve(struct store *store, struct touched *touched, struct id_set *films,
    struct id_set *whole, struct err *err) __attribute__((warn_unused_result));

#endif
