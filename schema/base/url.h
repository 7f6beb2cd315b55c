/*
 * url: addresses as pages write them: resolved, in one form for one page, their host. By RFC 3986,
 * and as browsers do where it is silent.
 */
#ifndef FILMTALLY_SCHEMA_BASE_URL_H
#define FILMTALLY_SCHEMA_BASE_URL_H

#include "schema/base/arena.h"

/* Resolves a reference against a base by RFC 3986 section 5.2 (base may be NULL: then only an
 * absolute one is kept). NULL when it can't be. */
char *url_resolve(struct arena *arena, const char *base, const char *reference);

/* A page's canonical address: host lower case, default port, fragment, `m=1`, `showComment`, and
 * tracking parameters (utm_*, fbclid …) dropped; of a web archive's copy it is that of the page
 * that was copied (url_copy.h). What is encoded has one form, by RFC 3986 section 6.2.2, and what
 * is beyond ASCII is encoded, by RFC 3987 section 3.1. NULL unless http or https. */
char *url_canonical(struct arena *arena, const char *url);

/*
 * What two addresses have in common when they are certain to be one page's: the canonical address
 * with https for http, and with blogspot.com for Blogger's domains of countries, from which every
 * blog was served until 2018. `www.` stays: only the page can tell. NULL unless http or https.
 */
char *url_key(struct arena *arena, const char *url);

/* The host, lower case, without "www."; NULL when there is none. */
char *url_host(struct arena *arena, const char *url);

#endif
