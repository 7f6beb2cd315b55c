/*
 * moving: a build that finds pointers kept for too long. Compiled with -DFILMTALLY_MOVING_BUFFERS=N
 * (N at least 16; SANITIZE=address then names the reader of freed bytes), input, stream and buf
 * give their bytes another place at each read, look and write, not only when they grow, and begin
 * with N bytes of room; a list in an arena moves with each element that it gets, and what an arena
 * forgets is overwritten. So what is used after the call until which it was borrowed is used
 * wrongly each time, whatever the input's size.
 */
#ifndef FILMTALLY_SCHEMA_BASE_MOVING_H
#define FILMTALLY_SCHEMA_BASE_MOVING_H

#include "schema/base/message.h"

#include <stdlib.h>
#include <string.h>

#ifdef FILMTALLY_MOVING_BUFFERS
enum { MOVING = 1, MOVING_ROOM = FILMTALLY_MOVING_BUFFERS };
#else
enum { MOVING = 0, MOVING_ROOM = 0 };
#endif

/* The place of `size` bytes of which the first n are in use: the same one, but in such a build
 * another, if n is at most `most` (a move for each step of a large thing would take too long). */
static inline void *moved(void *old, size_t n, size_t size, size_t most)
{
	if (!MOVING || !old || n > most)
		return old;
	char *place = must_malloc(size);
	memcpy(place, old, n);
	explicit_bzero(old, n); /* which stays, even before free */
	free(old);
	return place;
}

/* Overwrites what is no longer to be read. */
static inline void forgotten(void *bytes, size_t n)
{
	if (MOVING && n)
		memset(bytes, 0xDF, n);
}

#endif
