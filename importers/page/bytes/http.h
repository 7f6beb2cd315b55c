/*
 * http: a saved HTTP response taken apart: status, what its header says of the payload, and the
 * payload without its transfer and content codings (RFC 9110, RFC 9112). film-page meets it in
 * files saved with their header, film-warc in archives.
 *
 * Saved responses often keep a header whose codings a tool has already undone ("chunked", "gzip",
 * "br"): a coding is undone only when the bytes really carry it, and `remarks` say so when they
 * don't.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_HTTP_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_HTTP_H

#include "schema/base/arena.h"
#include "schema/base/message.h"
#include "schema/record/record.h"

#include <stdbool.h>
#include <stddef.h>

enum { HTTP_HEADER_MAX = 1 << 20, HTTP_CODINGS_MAX = 3 };

/* All of it in the arena, or part of the bytes that were split. */
struct http {
	int status; /* 200; of the last response when several stand in a row (100, redirects,
	               proxies) */
	/* media type, lower case, without parameters; NULL when not said */
	const char *content_type;
	const char *charset; /* its charset parameter, as written */
	const char *date;    /* the Date header, canonical */
	const char *body;    /* the payload */
	size_t body_n;
	bool cut;          /* the payload is shorter than its header or chunks say */
	bool whole;        /* its header states its length, and that is there */
	text_list remarks; /* codings that were declared and are not there */
};

/* True if the bytes begin with a status line. */
bool http_begins(const char *bytes, size_t n);

/*
 * Splits a response. -1 with err (EXIT_REFUSED) when there is no status line or no end of the
 * header, when the payload is in a coding that is not known here (and is no markup as it stands) or
 * is corrupt, when it inflates beyond packed.h's limits,
 * or has more than HTTP_CODINGS_MAX transfer or content codings; what the header says is there even
 * then, if it has an end. A payload that only ends too early is kept, with `cut`, if there is any
 * of it.
 */
int http_split(struct arena *arena, const char *bytes, size_t n, struct http *http, struct err *err)
    __attribute__((warn_unused_result));

/* Reads "text/html; charset=utf-8": the media type, lower case (NULL when there is none), and
 * *charset or NULL. */
const char *http_media_type(struct arena *arena, const char *value, const char **charset);

#endif
