/* page_ballots: the votes of a page's comments and reviews, as rows of page_ballot. For
 * schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_DERIVE_PAGE_BALLOTS_H
#define FILMTALLY_SCHEMA_STORE_DERIVE_PAGE_BALLOTS_H

#include "schema/store/evidence/dirty.h"
#include "schema/store/store.h"

/* The ballots of a page's comments and reviews, brought up to date: of comments when the page shows
 * one film and they say a side, unless a person decided otherwise. page_ballots_first is for a page
 * that has none yet. */
int page_ballots(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));
int page_ballots_first(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
