/*
 * page: pages by their names. For schema/store only.
 *
 * A page has one key and any number of other names (its post's id, a URL it was seen under with the
 * same id). Pages that turn out to share a name are joined: the best key stays (an address before
 * an id, one without a query before one with, then the first bytewise), so the order in which the
 * names came never shows. Names are in their one form (page_name.h) when they come here.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_PAGE_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_PAGE_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

#include <stdbool.h>
#include <stdint.h>

struct write_buffer; /* write_buffer.h; NULL: everything is written at once */

/* The page of a key or another name; made with this key when it is not there: then *made is true.
 * -1. */
int64_t page_put(struct store *store, struct write_buffer *buffer, const char *name, bool *made,
    struct err *err);

/* The page that has both names, made or joined as need be. */
int64_t page_put_alias(struct store *store, struct write_buffer *buffer, const char *name,
    const char *other, bool *made, struct dirty *dirty, struct err *err);

/* Two pages become one: the page that stays, or -1. All of them is written already. */
int64_t page_unite(struct store *store, int64_t a, int64_t b, struct dirty *dirty, struct err *err);

/* Who collects a page's votes: the host of an address, in lower case and without "www."; NULL when
 * the key is none. Writes to out. */
const char *page_host(const char *key, char *out, size_t max);

#endif
