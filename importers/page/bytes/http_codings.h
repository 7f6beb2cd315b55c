/* http_codings: the payload of an HTTP response without its transfer and content codings. For
 * http.c alone. */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_HTTP_CODINGS_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_HTTP_CODINGS_H

#include "importers/page/bytes/http.h"

/* Bytes that are walked over. */
struct span {
	const char *at, *end;
};

/* Takes one line, without its LF or CR LF; false at the end of the bytes. */
bool http_take_line(struct span *span, struct span *line);

/* Undoes the codings of a header's list (NULL for none), the last applied first (RFC 9110, 8.4).
 * Sets http->cut, and its remarks. -1 with err as http_split says. */
int http_undo_codings(struct arena *arena, const char *list, struct span *body, struct http *http,
    struct err *err) __attribute__((warn_unused_result));

/* Returns -1 with err: there are more than HTTP_CODINGS_MAX. */
int http_refuse_codings(struct err *err);

#endif
