/*
 * merge: brings the evidence of another database into this one.
 *
 * Evidence has natural keys (an observation its record's hash, a comment its page and id, a ballot
 * all that it says), so a union of it is the same whatever the order and grouping, and doing it
 * twice changes nothing. What is shown is then made again for what was touched, as after a load.
 * One part is one transaction.
 */
#ifndef FILMTALLY_SCHEMA_STORE_MERGE_MERGE_H
#define FILMTALLY_SCHEMA_STORE_MERGE_MERGE_H

#include "schema/store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct merge_result {
	int64_t added;  /* pieces of evidence that were new here */
	int64_t erased; /* voters, comments and pages that the part keeps out */
};

/*
 * Merges the database at `path`. 0 when its evidence is here; 1 with err when the part is refused
 * (missing, foreign, newer, older, damaged, in use, of another voter key) and nothing was changed;
 * -1 with err when the store itself failed (EXIT_SYSTEM) or is in use (EXIT_LOCKED).
 */
int merge_part(struct store *store, const char *path, struct merge_result *result, struct err *err)
    __attribute__((warn_unused_result));

#endif
