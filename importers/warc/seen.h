/*
 * seen: where in an archive the pages stand that a revisit may refer to, by payload digest, record
 * id or address. Texts are kept as hashes, so a page costs some dozens of bytes; after SEEN_MAX of
 * them none is added, and seen_full says so.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_SEEN_H
#define FILMTALLY_IMPORTERS_WARC_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEEN_MAX = 1 << 20 };

struct seen {
	struct seen_slot {
		uint64_t key; /* 0: empty */
		int64_t offset;
	} * slots;
	size_t n, cap;
	bool full;
};

void seen_release(struct seen *seen);
/* Adds where a text was seen; of equal texts the last. NULL texts are left out. `kind` keeps
 * digests, ids and addresses apart. */
void seen_add(struct seen *seen, char kind, const char *text, int64_t offset);
/* The offset, or -1. */
int64_t seen_find(const struct seen *seen, char kind, const char *text);

#endif
