/*
 * document: a page as a compact tree in the page's arena, made from libxml2's SAX events; what
 * goes in is valid UTF-8 (charset.h), lightened by the prefilter (prefilter.h). All pointers live
 * as long as the arena.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_DOCUMENT_DOCUMENT_H
#define FILMTALLY_IMPORTERS_PAGE_DOCUMENT_DOCUMENT_H

#include "schema/base/url.h"
#include "importers/page/prefilter/script.h"
#include "importers/page/tree/node.h"

struct document {
	struct node *root;    /* never NULL: an element with no name holds everything */
	const char *base_url; /* <base href> resolved against the page's URL, else the page's URL;
	                         may be NULL */
	script_list scripts;
	bool has_items, has_types; /* some element has itemscope; typeof */
	bool cut;                  /* the page ends in the middle of a tag, comment or script */
	bool capped; /* attributes, nesting or stray end tags over a limit were dropped */
	const char *cut_why, *capped_why; /* for the notices; NULL when false */
};

/*
 * Parses n bytes of valid UTF-8 HTML. `lighten` runs the prefilter first (false only in tests that
 * compare). url may be NULL. Never fails: the worst page is an empty tree. Not re-entrant within a
 * process (libxml2's allocator is served from the arena meanwhile).
 */
struct document *document_parse(
    struct arena *arena, const char *html, size_t n, const char *url, bool lighten);

/* Call once, before the sandbox and before the first parse. */
void document_start(void);

#endif
