/* header: the header of a WARC record, lines of `Name: value` up to a blank one, read into an
 * entry. */
#ifndef FILMTALLY_IMPORTERS_WARC_HEADER_H
#define FILMTALLY_IMPORTERS_WARC_HEADER_H

#include "importers/warc/archive.h"

/* The line at the bytes: its length without the line end, and where the next begins. False when it
 * has no end within n. */
bool header_line(const char *at, size_t n, size_t *length, size_t *next);

/* The end of a header, after its blank line; 0 when there is none within n. */
size_t header_end(const char *at, size_t n);

/* Reads a header, its version line included. False when it states no length; a type or address may
 * be missing too. */
bool header_read(struct arena *arena, const char *at, size_t n, struct entry *entry);

/* A value as valid UTF-8 without white space around it. */
char *header_text(struct arena *arena, const char *at, size_t n);
/* The same as an address: `<http://a b/>` → `http://a%20b/`. */
const char *header_uri(struct arena *arena, const char *at, size_t n);

#endif
