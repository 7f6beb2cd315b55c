/*
 * url_copy: addresses of copies that web archives keep:
 * `https://web.archive.org/web/20200101000000/` and the address of the page itself behind it. Such
 * a page is the one that it is a copy of, as it was then.
 */
#ifndef FILMTALLY_SCHEMA_BASE_URL_COPY_H
#define FILMTALLY_SCHEMA_BASE_URL_COPY_H

#include "schema/base/arena.h"
#include "schema/base/date.h"

/* The address of the page that `url` is a copy of, in the arena; NULL when it is no copy. `time`
 * (may be NULL) becomes when the copy was made, canonical; "" when the address does not say it
 * whole. */
char *url_of_copy(struct arena *arena, const char *url, char time[DATE_TEXT]);

#endif
