/*
 * source: a feed's bytes as chunks of valid UTF-8, whatever they came in, in constant memory.
 * libxml2 sees nothing else.
 *
 * Order: BOM; NULs (UTF-16, UTF-32); --charset; the XML declaration; UTF-8. A declared charset is
 * believed only when the first bytes beyond ASCII are not valid UTF-8. The XML declaration itself
 * is taken off, since it speaks of the old bytes.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_SOURCE_H
#define FILMTALLY_IMPORTERS_FEED_SOURCE_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/base/input.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
	struct input *input; /* borrowed */
	struct arena arena;  /* the chunk being given out */
	struct buf raw;      /* bytes not decoded yet */
	const char *charset; /* the WHATWG name, or "utf-32le", "utf-32be" */
	const char *why;     /* for -v: "byte order mark", "declared" … */
	const char *declared;
	bool started, ended, decided;
	bool mismatch;   /* the declared charset was not the real one */
	bool guessed;    /* nothing said it, and it is not UTF-8 */
	size_t replaced; /* sequences that became U+FFFD */
};

/* transport is a label (--charset) or NULL. */
void source_open(struct source *source, struct input *input, const char *transport);

/* Gives the next chunk (borrowed until the next call): 1, 0 at the end, -1 with err. */
int source_next(struct source *source, const char **text, size_t *n, struct err *err)
    __attribute__((warn_unused_result));

void source_release(struct source *source);

#endif
