/* suppressed: what film-forget keeps out, as a load asks. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_SUPPRESSED_H
#define FILMTALLY_SCHEMA_STORE_NAMES_SUPPRESSED_H

#include "schema/store/store.h"

#include <stdbool.h>
#include <stddef.h>

/* Is anything kept out? Once a transaction that keeps nothing out itself has asked, and nothing is,
 * `suppressed` need not look for the rest of it. */
int suppressed_any(struct store *store, bool *any, struct err *err)
    __attribute__((warn_unused_result));

/* Is it kept out, by its bytes (of a voter the key, of a comment the id, of a page a name, of a
 * record the hash)? 1, 0, -1. */
int suppressed(struct store *store, const char *kind, const void *bytes, size_t n, struct err *err);

#endif
