/*
 * lonely: the films of pages' mentions that meet nobody: most of what a first load brings. Such a film is made at once, without
 * gathering a block, and with its facts. For schema/store only.
 */
#ifndef FILMTALLY_LONELY_H
#define FILMTALLY_LONELY_H

#include "schema/base/arena.h"
#include "schema/store/store.h"
#include "schema/store/touched.h"

/*
 * Writes the titles of touched->fresh (touched->keys), and makes the films of those that share no title, id or page with another,
 * their facts and numbers as well. The others go to touched->mentions, to be resolved, and with each one that it meets: that is
 * mostly an older one, and blocks are resolved in the order of their first. Nobody has decided anything.
 */
int lonely_films(struct store *store, struct touched *touched, struct err *err)
    __attribute__((warn_unused_result));

#endif
