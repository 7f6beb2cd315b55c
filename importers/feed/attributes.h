/*
 * attributes: elements of feeds that say all by their attributes, and nothing by their text: links,
 * categories, what is replied to, whether a comment was removed.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_ATTRIBUTES_H
#define FILMTALLY_IMPORTERS_FEED_ATTRIBUTES_H

#include "importers/feed/element.h"
#include "importers/feed/entry.h"
#include "importers/feed/xml.h"

/* True if the element is one of these; the entry then has what it says. */
bool attributes_take(struct entry *entry, const struct xml_tag *tag, enum space space);

#endif
