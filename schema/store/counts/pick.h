/*
 * pick: which ballots count, told to a tally: of one voter, film and source the latest. For this
 * folder only.
 *
 * Within a mention the last row of a voter counts. Where a film has ballots of one source on
 * several mentions (mention_shared), the latest of them counts, and stands with its mention.
 */
#ifndef FILMTALLY_SCHEMA_STORE_COUNTS_PICK_H
#define FILMTALLY_SCHEMA_STORE_COUNTS_PICK_H

#include "schema/store/counts/scope.h"
#include "schema/store/ballots/tally.h"

/* From one pass over all ballots, which a table's mention needs. */
int pick_from_all(struct store *store, const struct scope *scope, struct tally_set *tallies,
    struct err *err) __attribute__((warn_unused_result));

/* From the ballots of pages, when all mentions are pages'. */
int pick_from_pages(struct store *store, const struct scope *scope, struct tally_set *tallies,
    struct err *err) __attribute__((warn_unused_result));

#endif
