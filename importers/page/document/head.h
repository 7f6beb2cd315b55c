/*
 * head: what stands in a page's head, found in one walk over its tree: <meta>, <title>, <link
 * rel=canonical>, <html>. Texts are borrowed from the document.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_DOCUMENT_HEAD_H
#define FILMTALLY_IMPORTERS_PAGE_DOCUMENT_HEAD_H

#include "importers/page/document/document.h"
#include "schema/record/record.h"

struct head {
	const struct document *document;
	LIST_OF(const struct node *) metas;
	const struct node *title, *html; /* NULL for none */
	const char *canonical;           /* rel=canonical, as written; NULL for none */
};
void head_read(struct arena *arena, const struct document *document, struct head *head);

/* The first content of a <meta> with that property or name that is not empty; NULL for none. */
const char *head_content(const struct head *head, const char *name);
/* The contents of all of them, in order. */
void head_contents(
    struct arena *arena, const struct head *head, const char *name, text_list *contents);

/* What the page says its address is: rel=canonical, else og:url; NULL when it does not say. */
const char *head_stated_address(struct arena *arena, const struct head *head);
/* <base href> or the address that was given, else what the page says; NULL when nothing does. */
const char *head_address(struct arena *arena, const struct head *head);

#endif
