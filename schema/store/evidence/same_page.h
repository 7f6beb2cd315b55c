/*
 * same_page: pages that are one although no name says so: their comments do. For schema/store only.
 *
 * - Blogger numbers the comments of all its blogs together, so a number is on one page: that page
 *   may be reached by a domain of the blog's own and by blogspot.com.
 * - Elsewhere a comment's id is its site's. An address with `www.` and the same without are one
 *   page when they share such an id.
 *
 * What shares an id is one page for good, so the order in which views came does not show.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_SAME_PAGE_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_SAME_PAGE_H

#include "schema/store/evidence/dirty.h"
#include "schema/store/store.h"

/* Unites the pages in dirty (pages, met) with those that share a comment with them. */
int same_pages_unite(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
