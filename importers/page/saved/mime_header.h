/* mime_header: the header of a mail or of one of its parts; and texts in its fields. For mime.c. */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_MIME_HEADER_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_MIME_HEADER_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes that are walked over. */
struct mime_span {
	const char *at, *end;
};

/* The fields that concern the page; unfolded, in the arena; NULL when not there. */
struct mime_header {
	const char *content_type, *encoding, *id, *location, *snapshot, *date;
};

/* Takes the next line, without its LF or CR LF; false at the end. */
bool mime_line(struct mime_span *span, struct mime_span *line);

/* Reads fields up to the blank line and moves *span behind it. False when there is no blank line
 * within `most` bytes. */
bool mime_header_read(
    struct arena *arena, struct mime_span *span, size_t most, struct mime_header *header);

/* A field's value before its parameters, lower case: "text/html"; "" of NULL. */
const char *mime_value(struct arena *arena, const char *field);
/* A parameter of a field, unquoted; NULL when it is not there. */
const char *mime_parameter(struct arena *arena, const char *field, const char *name);

#endif
