/*
 * resolve: which mentions are one film, for the blocks that a batch touched. For schema/store only.
 *
 * Rows of film and film_mention are made again for the whole block of each touched mention.
 */
#ifndef FILMTALLY_RESOLVE_H
#define FILMTALLY_RESOLVE_H

#include "schema/store/store.h"
#include "schema/store/touched.h"

/* Resolves the blocks of touched->mentions and of the new ones of pages, and makes their films with their facts. Their
 * numbers (film_stats) are made too, unless a mention in touched->counted or touched->shared is to be counted first, or it is in
 * touched->alone. Adds to touched->mentions every mention whose film changed. */
int resolve(struct store *store, struct touched *touched, struct err *err)
    __attribute__((warn_unused_result));

#endif
