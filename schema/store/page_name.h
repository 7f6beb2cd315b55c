/*
 * page_name: the one form of a name of a page. An address is its url_key (base/url.h), so that a
 * page has one row however it was reached; all other names are what they are. The address that the
 * page stated stays in its observations. Whoever looks for a page by a name that somebody gave, a
 * record or a person, has it in this form first. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_PAGE_NAME_H
#define FILMTALLY_SCHEMA_STORE_PAGE_NAME_H

#include "schema/base/arena.h"

/* The text itself, or in the arena. */
const char *page_name(struct arena *arena, const char *text);

/* The same of a word that may be PAGE#n, the page's n-th film. */
const char *page_name_numbered(struct arena *arena, const char *text);

#endif
