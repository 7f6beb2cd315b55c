/*
 * packed: a page that is compressed as a whole, inflated within limits. For files, and for the
 * codings of HTTP (bytes/http.h).
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_PACKED_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_PACKED_H

#include "schema/base/arena.h"
#include "schema/base/message.h"
#include "schema/base/unpack.h"

enum { PACKED_MAX = 64 << 20, PACKED_RATIO = 1100 };

/* Inflates all members; the bytes are then in the arena. *cut is set, and else left as it is, when
 * they end too early. -1 with err (EXIT_REFUSED) when they are corrupt, inflate to more than
 * PACKED_MAX bytes or PACKED_RATIO times their size, or end before anything can be read. */
int packed_undo(struct arena *arena, enum packing packing, const char **bytes, size_t *n, bool *cut,
    struct err *err) __attribute__((warn_unused_result));

/* The first bytes of what is compressed, at most n of them; returns how many. For a look at what it
 * is before all of it is inflated. */
size_t packed_glance(enum packing packing, const char *bytes, size_t bytes_n, char *out, size_t n);

#endif
