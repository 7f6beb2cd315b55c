/*
 * singleton: the films of pages' mentions that meet nobody: most of what a first load brings. Such
 * a film is made at once, without gathering a block, and with its facts. For this folder only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_SINGLETON_H
#define FILMTALLY_SCHEMA_STORE_FILMS_SINGLETON_H

#include "schema/base/arena.h"
#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/*
 * Writes the titles of dirty->fresh (dirty->keys), and makes the films of those that share no
 * title, id or page with another, their facts and numbers as well. The others go to
 * dirty->mentions, to be resolved, and with each one that it meets: that is mostly an older one,
 * and blocks are resolved in the order of their first. Nobody has decided anything.
 */
int singleton_films(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
