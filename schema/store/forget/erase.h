/*
 * erase: takes a voter, a comment or a page out of the evidence, with all that hangs on it, and
 * keeps it out (suppress.h). For schema/store only.
 *
 * What was shown of it goes when `dirty` is derived. The bytes go when the file is written anew:
 * store_scrub.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FORGET_ERASE_H
#define FILMTALLY_SCHEMA_STORE_FORGET_ERASE_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

#include <stdint.h>

/* What is deleted from now on is overwritten, where sqlite3 was not built to do so anyway. */
int erase_start(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* A voter, and with it its votes, comments and reviews. The comments are kept out by their ids too:
 * another view of one may not say whose it is. The decisions about what is erased stay until
 * suppress_decisions. */
int erase_voter(struct store *store, int64_t voter, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* A comment. */
int erase_comment(struct store *store, int64_t comment, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* A page: its observations with their history, comments, reviews, names, and the decisions on its
 * comments by their ids alone. It is kept out by every name that it has and every payload it was
 * seen with. */
int erase_page(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* An observation whose record is kept out (redact.h). */
int erase_observation(struct store *store, int64_t observation, struct dirty *dirty,
    struct err *err) __attribute__((warn_unused_result));

/* After deriving: names and other words that nothing uses any longer, and voters without a vote,
 * comment or review. */
int erase_leftovers(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* Writes the whole file anew, outside of a transaction, so that nothing erased stands in it. */
int store_scrub(struct store *store, struct err *err) __attribute__((warn_unused_result));

#endif
