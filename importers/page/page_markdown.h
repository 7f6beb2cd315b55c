/*
 * page_markdown: a post written as Markdown becomes the source of a page, as a feed's entry is one:
 * HTML, with what its front matter says beside it. Only page.c uses it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAGE_MARKDOWN_H
#define FILMTALLY_IMPORTERS_PAGE_PAGE_MARKDOWN_H

#include "importers/page/bytes/payload.h"

/* Puts HTML in the payload's place, and *post is `source` with what the front matter says. False,
 * and nothing was changed, when the payload is no Markdown (markdown.h). */
bool page_markdown_take(struct arena *arena, struct payload *payload,
    const struct page_source *source, struct page_source *post);

#endif
