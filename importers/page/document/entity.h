/*
 * entity: HTML character references in texts that an HTML parser has not seen: those inside
 * JSON-LD.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_DOCUMENT_ENTITY_H
#define FILMTALLY_IMPORTERS_PAGE_DOCUMENT_ENTITY_H

#include "schema/base/arena.h"

/* A copy of the n bytes with each `&name;`, `&#233;`, `&#xE9;` decoded, in the arena; unknown names
 * and those without a semicolon stay. Sets *length, which is below n when something was decoded. */
char *entity_decode(struct arena *arena, const char *text, size_t n, size_t *length);

#endif
