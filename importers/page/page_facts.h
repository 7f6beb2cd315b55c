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
 * Names a page that states no address, so that every save of it has one name, also with more
 * comments: Blogger's number of its post, else `page:` and a hash of its site, publisher, title,
 * heading and date. `title` is its <title>, NULL for none. What is too little to tell it from other
 * pages names nothing.
 */
void page_facts_name(struct arena *arena, const struct document *document, const struct node *title,
    struct page *page);

/* The first of the texts that is not NULL. */
const char *page_facts_first(const char *a, const char *b, const char *c);

#endif
