/*
 * forget: erases voters, comments or pages on request, and keeps them out.
 *
 * Evidence, names, history and counts go in one transaction, which leaves a suppression for each;
 * then the file is written anew, so that none of it stands in the raw bytes. What is not here is
 * kept out all the same.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FORGET_FORGET_H
#define FILMTALLY_SCHEMA_STORE_FORGET_FORGET_H

#include "schema/store/store.h"
#include "schema/store/names/voter_key.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum forget_kind { FORGET_VOTER, FORGET_COMMENT, FORGET_PAGE };

/* Is it a voter's key, 32 hexadecimal digits, and not the voter's own name? */
bool forget_is_key(const char *id);

/*
 * Erases n of a kind: voters by the name that records and tables use (`blogger:1234`) or by key,
 * comments by the site's id, pages by any of their names. `key` is needed for voters by name only,
 * and may be NULL else. here[i] is set to whether the i-th was here. -1 with err, and nothing is
 * erased; EXIT_LOCKED after the erasure means that the old bytes are there yet, and asks to do it
 * again.
 */
int forget(struct store *store, enum forget_kind kind, char *const *ids, size_t n,
    const struct voter_key *key, bool *here, struct err *err) __attribute__((warn_unused_result));

#endif
