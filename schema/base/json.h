/*
 * json: texts as JSON writes them. Only what RFC 8259 requires is escaped: quote, backslash, and
 * the control characters below U+0020; so the same text is always the same bytes.
 */
#ifndef FILMTALLY_SCHEMA_BASE_JSON_H
#define FILMTALLY_SCHEMA_BASE_JSON_H

#include "schema/base/buf.h"

/* Appends the text in quotes. Valid UTF-8 is required, and stays as it is. */
void json_add(struct buf *buf, const char *text, size_t n);

#endif
