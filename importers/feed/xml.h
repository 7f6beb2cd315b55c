/*
 * xml: libxml2's push parser as three calls: an element starts, text comes, an element ends. The
 * only file of film-feed that sees libxml2. SAX rather than xmlTextReader, because chunks must be
 * repaired on their way in and the reader would keep a node for each; what comes in is already
 * valid UTF-8 without DOCTYPE (xml_repair.h), so that no entity is left to expand, load or refuse.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_XML_H
#define FILMTALLY_IMPORTERS_FEED_XML_H

#include <stdbool.h>
#include <stddef.h>

/* A name: its namespace's address, or the prefix alone where the feed does not bind it. NULL:
 * none. */
struct xml_name {
	const char *address, *prefix, *local;
};

struct xml_attribute {
	struct xml_name name;
	const char *value;
};

struct xml_tag {
	struct xml_name name;
	const struct xml_attribute *attributes;
	size_t n;
};

/* Everything is borrowed for the call. Text comes in pieces. */
struct xml_calls {
	void (*start)(void *context, const struct xml_tag *tag);
	void (*text)(void *context, const char *text, size_t n);
	void (*end)(void *context, const char *local);
};

/* The value of an attribute without a namespace; NULL for none. */
const char *xml_attribute_value(const struct xml_tag *tag, const char *name);

struct xml;
struct xml *xml_open(const struct xml_calls *calls, void *context);
/* Parses the next n bytes; false when at the `last` of them the root had not ended: libxml2 gave up
 * before. */
bool xml_feed(struct xml *xml, const char *text, size_t n, bool last);
void xml_close(struct xml *xml);

#endif
