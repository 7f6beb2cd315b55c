/*
 * facts: which of the claims of a film's mentions are shown. For schema/store only.
 *
 * Mentions are asked in the order that facts.c states; the first that has a field gives it. Ids
 * are united.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_FACTS_H
#define FILMTALLY_SCHEMA_STORE_FILMS_FACTS_H

#include "schema/store/store.h"

#include <stdint.h>

/* The lists that a mention has. */
enum {
	FACTS_IDS = 1,
	FACTS_TITLES = 2,
	FACTS_GENRES = 4,
	FACTS_COUNTRIES = 8,
	FACTS_LANGUAGES = 16,
	FACTS_TRAILERS = 32,
	FACTS_CREDITS = 64
};

/* Makes the film's row and its film_… rows again. Its key and mentions are there. */
int facts_refresh(struct store *store, int64_t film, struct err *err)
    __attribute__((warn_unused_result));

/* Makes the row, with this key, of a new film that one mention of a page shows, and its film_…
 * rows; url is NULL or the page's address. Where nobody decided anything. Its number, 0 when
 * another film has the key, or -1. */
int64_t facts_first(struct store *store, const char *key, const char *url, int64_t mention,
    unsigned lists, struct err *err);

#endif
