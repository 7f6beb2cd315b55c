/*
 * xml_repair: makes well-formed XML of what feeds really send, before libxml2 sees it, in one pass
 * and constant memory: bare `&` and `<`, HTML's entity names, attributes without quotes, end tags
 * that match nothing, conflict markers, a second root. Each repair is counted; of a well-formed
 * feed nothing changes.
 *
 * Comments, processing instructions and the DOCTYPE are left out. With the DOCTYPE go all entity
 * declarations, so nothing is expanded and nothing outside is read.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_XML_REPAIR_H
#define FILMTALLY_IMPORTERS_FEED_XML_REPAIR_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct xml_repair {
	struct buf in, out,
	    names; /* waiting bytes; what to parse; the names of open elements, NUL-ended */
	struct arena arena;
	int state;
	size_t depth;
	long line, first_line; /* where we are; of the first repair since xml_repair_forget */
	size_t repairs;        /* since xml_repair_forget */
	const char *first;     /* what the first was */
	bool cut;              /* after xml_repair_end: an element was left open */
	bool rooted;           /* an element was seen */
	bool started;
};

void xml_repair_open(struct xml_repair *repair);

/* Takes n bytes of valid UTF-8 and returns what can be parsed by now (borrowed until the next
 * call). xml_repair_end gives the rest, with every element closed. */
const struct buf *xml_repair_feed(struct xml_repair *repair, const char *text, size_t n);
const struct buf *xml_repair_end(struct xml_repair *repair);

/* Starts counting repairs anew: they belonged to an entry that is done. */
void xml_repair_forget(struct xml_repair *repair);

void xml_repair_release(struct xml_repair *repair);

#endif
