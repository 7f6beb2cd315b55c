/* page_source: a page as it comes to the page importers: its bytes, and what is known besides. */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_PAGE_SOURCE_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_PAGE_SOURCE_H

#include "schema/record/record.h"

enum page_form { PAGE_SNIFF, PAGE_HTML, PAGE_PLAIN };

/* What is known of a page besides its bytes. All may be NULL. An entry of a feed says more than a
 * saved page. */
struct page_source {
	const char *name; /* for messages */
	const char
	    *bytes; /* bytes[n] is a NUL; the records may point into them, but for an entry */
	size_t n;
	enum page_form form;
	const char *charset; /* the transport's */
	const char *media_type;
	const char *url, *retrieved_at;
	const char *importer; /* "film-page 1.0.0" */
	/* The bytes are a file as somebody saved it: an HTTP header, MHTML and the like are taken
	 * off, and what is no page is refused. Otherwise their type is known. */
	bool is_file;
	/* feeds: the entry's own facts, which need no guessing */
	bool is_entry; /* the bytes are a post's content, not a whole page */
	const char *title, *author, *published_at, *site, *publisher, *language;
	const char *const *labels;
	size_t labels_n;
	const struct film *film; /* what the feed's own elements say of its film; NULL for none */
};

enum { PAGE_MAX = 64 << 20 }; /* bytes of one page; larger ones are refused */

#endif
