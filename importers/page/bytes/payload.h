/*
 * payload: the bytes of a page as text: what it was saved in (an
 * HTTP response, MHTML, compressed data …) taken off, what is no
 * page refused, the rest decoded. The first steps of page.c.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_PAYLOAD_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_PAYLOAD_H

#include "importers/page/bytes/charset.h"
#include "importers/page/bytes/page_source.h"

struct payload {
	struct decoded decoded;
	const char *sha256;     /* of the bytes after header and codings, 64 hex digits */
	const char *media_type; /* as said, else as found: "text/html" or "text/plain" */
	/* When and where it was, by the HTTP header or what the page was saved in; NULL unknown */
	const char *retrieved_at, *url;
	const char *rule; /* which of them said so */
	bool html;
};

/* Notices (codings, cut, charset) and the status go to the record. -1 with err (EXIT_REFUSED) when
 * it is empty, binary, or of a media type that is no page. */
int payload_read(struct arena *arena, const struct page_source *source, struct payload *payload,
    struct record *record, struct err *err) __attribute__((warn_unused_result));

#endif
