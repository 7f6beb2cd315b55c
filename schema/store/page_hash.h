/*
 * page_hash: how page_key, the index of pages by their keys, knows a key: by its digest_number. SQL
 * says page_hash(key) in every database that was opened, and page_name(text), a name that somebody
 * gave in the form in which keys are (page_name.h).
 */
#ifndef FILMTALLY_SCHEMA_STORE_PAGE_HASH_H
#define FILMTALLY_SCHEMA_STORE_PAGE_HASH_H

#include "schema/store/store.h"

/* SQL: the page of a key, which is an expression; none or one row. */
#define PAGE_OF_KEY(of)                                                                            \
	"SELECT k.page_id FROM main.page_key k CROSS JOIN main.page USING (page_id) "              \
	"WHERE k.hash = page_hash(" of ") AND page.key = " of

/* Gives the store both functions; store_open does. */
int page_hash_start(struct store *store, struct err *err) __attribute__((warn_unused_result));

#endif
