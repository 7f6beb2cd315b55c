/*
 * saved: a page taken out of the form that a program saved it in: MHTML, a mail, Safari's web
 * archive, gzip, zstd or brotli. One wrapping at a time; what is inside may be wrapped again
 * (payload.c).
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_SAVED_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_SAVED_H

#include "importers/sniff/sniff.h"
#include "schema/base/arena.h"
#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>

/* A page's bytes as far as they are unwrapped, and what the wrappings said of it. All texts in the
 * arena or NULL. */
struct saved {
	const char *bytes; /* bytes[n] may be read, and is a NUL */
	size_t n;
	const char *charset, *media_type;
	const char *url, *retrieved_at; /* where it was, and when it was saved, canonical */
	const char *rule;               /* what said so: "MHTML" */
	size_t passed;                  /* other parts: images, frames */
	bool cut;                       /* the file ends before the page does */
};

/* True of the forms that are taken off here. `name` is the file's, NULL when it has none: brotli
 * has no mark of its own, and is told by a name in `.br`. */
bool saved_is_wrapped(const struct sniffed *sniffed, const char *name);

/* Takes one wrapping off. -1 with err (EXIT_REFUSED) when it is damaged, holds no page, or goes
 * beyond a limit. */
int saved_unwrap(struct arena *arena, const struct sniffed *sniffed, struct saved *saved,
    struct err *err) __attribute__((warn_unused_result));

#endif
