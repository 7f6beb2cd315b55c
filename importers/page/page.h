/*
 * page: one saved page (or a feed's entry) becomes a record. The order of the steps is page.c's
 * whole content: charset → document (or lines of plain text) → items, OpenGraph, blocks and labels,
 * comments → layers → record.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAGE_H
#define FILMTALLY_IMPORTERS_PAGE_PAGE_H

#include "importers/page/bytes/page_source.h"
#include "importers/page/profile/profile.h"
#include "schema/record/record.h"

struct page_options {
	const struct profiles *profiles; /* loaded ones; NULL: general rules only */
	/* --profile NAME: this one whatever the page says; or NULL */
	const struct profile *profile;
	bool no_prefilter;   /* tests: without the prefilter */
	struct buf *explain; /* --explain: lines of text go here; NULL for none */
};

/* The records of one page, never none: exactly one for a page about one thing (and always for a
 * feed's entry); on an index or archive page one for each post, in the page's order, each under the
 * post's own permalink. */
typedef LIST_OF(struct record) record_list;

/* Call once before the sandbox: charset_start, document_start. */
void page_start(void);

/* Adds the page's records to *records, all of it in arena. -1 with err (EXIT_REFUSED) when it is
 * not a page: empty, binary, not text, what a site shows in a page's place (placeholder.h); then
 * nothing was added. A page without a film is a record
 * with empty films. */
int page_read(struct arena *arena, const struct page_source *source,
    const struct page_options *options, record_list *records, struct err *err)
    __attribute__((warn_unused_result));

#endif
