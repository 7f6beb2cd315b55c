/*
 * opinion_likely: a cheap look at a page's bytes, before its blocks are made: could a page that
 * marks no post say favorite or unfavorite? Most pages hold the word "favorites" somewhere; an
 * opinion also says whose, or the opposite.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_OPINION_LIKELY_H
#define FILMTALLY_IMPORTERS_PAGE_POST_OPINION_LIKELY_H

#include "importers/page/bytes/charset.h"
#include "importers/page/profile/profile.h"

/* `site` is the page's profile; NULL for none. One that names choices of its own always may. */
bool opinion_likely(const struct decoded *page, const struct profile *site);

#endif
