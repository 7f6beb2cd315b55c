/*
 * derive: makes everything shown again for what a batch changed (dirty.h), within its transaction.
 *For schema/store only.
 *
 *	pages    -> what they show (materialise.h), the ballots of their comments and reviews
 *	mentions -> films (resolve.h), their facts (facts.h)
 *	ballots  -> counts (counts.h), the films' numbers
 *
 * What is shown is a pure function of the evidence, so the order of batches never shows.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DERIVE_DERIVE_H
#define FILMTALLY_SCHEMA_STORE_DERIVE_DERIVE_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* Brings all up to date and clears dirty. */
int derive(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* Drops all that is derived and makes it again from the evidence, within a transaction. */
int derive_all(struct store *store, struct err *err) __attribute__((warn_unused_result));

#endif
