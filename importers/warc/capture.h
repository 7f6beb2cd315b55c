/* capture: what an archived record holds: a page's payload, or something that is passed over and
 * why. */
#ifndef FILMTALLY_IMPORTERS_WARC_CAPTURE_H
#define FILMTALLY_IMPORTERS_WARC_CAPTURE_H

#include "importers/page/bytes/http.h"
#include "importers/page/page.h"
#include "importers/warc/archive.h"

struct capture {
	const char *passed; /* what it is, when it is no page: "request", "image/png", "status 404";
	                       NULL for a page */
	const char *url, *date, *media_type, *charset;
	const char *body;
	size_t n;
	enum page_form form;
	bool whole;        /* its HTTP header states its length, and that is there */
	bool cut;          /* the payload is not whole */
	bool damaged;      /* a digest says that the bytes are others */
	text_list remarks; /* http.h's */
};

/* Reads what the entry holds; texts are in the arena or borrowed from the entry. -1 with err when
 * its payload can't be had. A revisit is passed over: its payload is the original's. */
int capture_read(struct arena *arena, const struct entry *entry, struct capture *capture,
    struct err *err) __attribute__((warn_unused_result));

/* archive.h's question: whether a large block may hold a page. */
bool capture_wants(const struct entry *entry, const char *start, size_t n);

/* Texts for a worker's job, and back. */
void capture_pack(const struct capture *capture, struct buf *meta);
void capture_unpack(struct arena *arena, const char *meta, size_t n, struct capture *capture);

#endif
