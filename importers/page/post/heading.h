/*
 * heading: the page's own heading, for a post whose title stands outside of what its markup calls
 * the post.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_HEADING_H
#define FILMTALLY_IMPORTERS_PAGE_POST_HEADING_H

#include "importers/page/tree/mask.h"

/* The <h1> that the page's title repeats, the longest of several; NULL for none. The site's name is
 * no heading of a page: nor is what leads to its front page, or stands after something else in the
 * title and has no number. `site` may be NULL. */
const char *heading_of_page(
    struct arena *arena, const struct mask_index *index, const char *title, const char *site);

#endif
