/*
 * xml_repair_tag: what xml_repair.c writes: text, references and tags, repaired on the way. Only
 * xml_repair.c uses it.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_XML_REPAIR_TAG_H
#define FILMTALLY_IMPORTERS_FEED_XML_REPAIR_TAG_H

#include "importers/feed/xml_repair.h"

enum { XML_REPAIR_REFERENCE = 34 }; /* no reference is longer */

/* Counts a repair. */
void xml_repair_count(struct xml_repair *repair, const char *what);

/* Copies text as it is but for control characters, which XML has no way to hold. */
void xml_repair_put(struct xml_repair *repair, const char *text, size_t n);

/* Writes the reference at text (an `&`) and returns its length. */
size_t xml_repair_put_reference(struct xml_repair *repair, const char *text, const char *end);

/* Writes the tag whose name is at `name` and which ends at `end` (its `>`). */
void xml_repair_put_start_tag(struct xml_repair *repair, const char *name, const char *end);
/* Closes the element of that name and what is open in it; drops the tag when there is none. */
void xml_repair_put_end_tag(struct xml_repair *repair, const char *name, size_t n);
/* Closes the innermost element. */
void xml_repair_close_top(struct xml_repair *repair);

const char *xml_repair_skip_space(const char *at, const char *end);
bool xml_repair_starts_name(char c);
bool xml_repair_is_name_byte(char c);

#endif
