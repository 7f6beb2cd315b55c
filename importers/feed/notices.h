/*
 * notices: what somebody should know of an entry or a whole feed: repairs, cuts, a guessed charset,
 * kinds of entries nobody knows, pages of the feed that are missing.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_NOTICES_H
#define FILMTALLY_IMPORTERS_FEED_NOTICES_H

#include "importers/feed/reader.h"
#include "importers/feed/source.h"
#include "importers/feed/xml_repair.h"
#include "schema/record/record.h"

/* A kind of entry that kind.h does not know, and how many there were. */
struct unknown_kind {
	const char *word;
	int64_t n;
};
typedef LIST_OF(struct unknown_kind) unknown_kind_list;

/* Adds the entry's notices to its record. Repairs so far were in it, and are counted anew. */
void notices_of_entry(struct arena *arena, const struct entry *entry, struct xml_repair *repair,
    struct record *record);

/* Adds what is known only at the end of the feed. `name` is the input's, for messages. */
void notices_of_feed(struct arena *arena, const char *name, const struct feed *feed,
    const struct source *source, const struct xml_repair *repair, const unknown_kind_list *unknown,
    struct record *record);

#endif
