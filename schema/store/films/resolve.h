/*
 * resolve: which mentions are one film, for the blocks that a batch touched. For schema/store only.
 *
 * Rows of film and film_mention are made again for the whole block of each touched mention.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_RESOLVE_H
#define FILMTALLY_SCHEMA_STORE_FILMS_RESOLVE_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* Resolves the blocks of dirty->mentions and of the new ones of pages, and makes their films with
 * their facts. Their numbers (film_stats) are made too, unless a mention in dirty->counted or
 * dirty->shared is to be counted first, or it is in dirty->singletons. Adds to dirty->mentions
 * every mention whose film changed. */
int resolve(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
