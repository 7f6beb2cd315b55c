/* seen: row numbers that were met, so that each is walked over once. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_SEEN_H
#define FILMTALLY_SCHEMA_STORE_FILMS_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All-zero is empty. */
struct seen {
	int64_t *at; /* 0 is free */
	size_t n, cap;
};

/* True if the number, which is not 0, was met before; it is now. */
bool seen_before(struct seen *seen, int64_t id);
void seen_release(struct seen *seen);

#endif
