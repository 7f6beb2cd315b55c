/* page_key: the rows of page_key, by which a page is found from the hash of its key (page_hash.h).
 * For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_PAGE_KEY_H
#define FILMTALLY_SCHEMA_STORE_NAMES_PAGE_KEY_H

#include "schema/store/store.h"

#include <stdint.h>

/* Notes where the page of a key of that hash is. */
int page_key_put(struct store *store, int64_t hash, int64_t page, struct err *err)
    __attribute__((warn_unused_result));

/* Takes the row away of the key that the page has now. */
int page_key_drop(struct store *store, int64_t page, struct err *err)
    __attribute__((warn_unused_result));

#endif
