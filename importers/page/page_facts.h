/*
 * page_facts: what a record says of its page (title, author, site, date …), from the source, the
 * claims, the profile and the post's markup, and which of them goes before which. Only page.c uses
 * it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAGE_FACTS_H
#define FILMTALLY_IMPORTERS_PAGE_PAGE_FACTS_H

#include "importers/page/bytes/payload.h"
#include "importers/page/film/claim.h"
#include "importers/page/page.h"
#include "importers/page/post/markup.h"

/* What is known before the page is read, but for where and when it was (address.h). */
void page_facts_of_source(struct arena *arena, const struct page_source *source,
    const struct payload *payload, struct page *page);

/* Fills what the source did not say: from structured data, then from the profile (`site`, NULL for
 * none). `generator` is the software that made the page, which publishes nothing; NULL unknown. */
void page_facts_of_claims(
    struct claims *claims, const char *generator, const struct profile *site, struct page *page);

/* What the post's markup says goes before what the page says of itself. */
void page_facts_of_post(
    const struct page_source *source, const struct markup_post *post, struct page *page);

/*
 * A name for a page without an address: `page:` and a hash of what stays when comments come in, its
 * site, publisher, title, heading and date. `title` is what <title> holds, NULL for none. NULL when
 * that is too little to tell it from other pages: no site, no date, and one title alone.
 */
const char *page_facts_name(struct arena *arena, const char *title, const struct page *page);

/* The first of the texts that is not NULL. */
const char *page_facts_first(const char *a, const char *b, const char *c);

#endif
