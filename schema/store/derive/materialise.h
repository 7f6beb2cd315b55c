/*
 * materialise: what a page shows, made of all its observations. For schema/store only.
 *
 * Observations are folded by (retrieved_at, importer, hash), the latest first: a field is taken
 * from the latest that has it, ids are united; one that shows other films (another number, another
 * title) ends the fold, and so the latest stands alone. Of a catalogue's entry all are folded.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DERIVE_MATERIALISE_H
#define FILMTALLY_SCHEMA_STORE_DERIVE_MATERIALISE_H

#include "schema/record/record.h"
#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

struct write_buffer; /* write_buffer.h */

/* Makes the page's rows (page_shown, mention, mention_…) again from its observations and comments,
 * and the ballots of its comments and reviews; adds its mentions to dirty. A page without an
 * observation shows nothing. The arena is for what is needed meanwhile. */
int materialise_page(struct store *store, struct arena *arena, int64_t page, struct dirty *dirty,
    struct err *err) __attribute__((warn_unused_result));

/* A page that was made a moment before, whose only observation is this record: its comments and
 * reviews are in the database, or its comments are held in the write buffer, and it has no
 * reviews. */
struct first_view {
	int64_t page;
	const char *key; /* the page's */
	const struct record *record;
	bool comments_held;
};

/* The same for such a page. The buffer is that of the load, or NULL. */
int materialise_first(struct store *store, struct write_buffer *buffer, struct arena *arena,
    struct first_view view, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
