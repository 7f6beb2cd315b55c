/*
 * mend: makes well-formed XML of what feeds really send, before libxml2 sees it, in one pass and constant memory: bare `&`
 * and `<`, HTML's entity names, attributes without quotes, end tags that match nothing, conflict markers, a second root.
 * Each repair is counted; of a well-formed feed nothing changes.
 *
 * Comments, processing instructions and the DOCTYPE are left out. With the DOCTYPE go all entity declarations, so nothing
 * is expanded and nothing outside is read.
 */
#ifndef FILMTALLY_FEED_MEND_H
#define FILMTALLY_FEED_MEND_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct mend {
	struct buf in, out,
	    names; /* waiting bytes; what to parse; the names of open elements, NUL-ended */
	struct arena arena;
	int state;
	size_t depth;
	long line, first_line; /* where we are; of the first repair since mend_forget */
	size_t repairs;        /* since mend_forget */
	const char *first;     /* what the first was */
	bool cut;              /* after mend_end: an element was left open */
	bool rooted;           /* an element was seen */
	bool started;
};

void mend_open(struct mend *mend);

/* Takes n bytes of valid UTF-8 and returns what can be parsed by now (borrowed until the next call). mend_end gives the
 * rest, with every element closed. */
const struct buf *mend_feed(struct mend *mend, const char *text, size_t n);
const struct buf *mend_end(struct mend *mend);

/* Starts counting repairs anew: they belonged to an entry that is done. */
void mend_forget(struct mend *mend);

void mend_release(struct mend *mend);

#endif
