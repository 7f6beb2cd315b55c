/*
 * jsonld: the tests' door to the JSON-LD module. Its reader is jsonld_read in item.h.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_H

#include <stdbool.h>
#include <stddef.h>

/* True if the n bytes are one JSON text (RFC 8259), as the reader judges before it repairs. */
bool jsonld_strict(const char *bytes, size_t n);

#endif
