/*
 * reader: a feed's elements become entries, one at a time, in constant memory. What an element
 * means is one table over namespace and name; namespaces that real feeds forget to bind are known
 * by their usual prefixes.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_READER_H
#define FILMTALLY_IMPORTERS_FEED_READER_H

#include "importers/feed/entry.h"

struct feed {
	struct entry head; /* title, links, totals, authors of the feed itself */
	const char *root;  /* "feed", "rss", "RDF", "entry"; another name: no feed; NULL: no element
	                      at all */
	size_t entries;    /* so far */
};

struct reader_calls {
	/* An entry has ended. */
	void (*entry)(void *context, const struct feed *feed, struct entry *entry);
	/* A comment inside a WordPress item, whose own fields up to here are in `item`. */
	void (*comment)(void *context, const struct feed *feed, const struct entry *item,
	    struct entry *comment);
};

struct reader;
struct reader *reader_open(const struct reader_calls *calls, void *context);
/* Parses the next n bytes of repaired XML; at the `last` false when the parser gave up. */
bool reader_feed(struct reader *reader, const char *xml, size_t n, bool last);
struct feed *reader_of(struct reader *reader);
void reader_close(struct reader *reader);

#endif
