/* mention: the rows of a film as one page or one table shows it. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_MENTION_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_MENTION_H

#include "schema/record/record.h"
#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

struct write_buffer; /* write_buffer.h */

/* The mention of a page's n-th film, made when it is not there; its key and source brought up to
 * date. -1. */
int64_t mention_of_page(struct store *store, int64_t page, int n, const char *page_key,
    const char *source, struct err *err);

/* The same of a page that has no mentions yet. */
int64_t mention_first(struct store *store, int64_t page, int n, const char *page_key,
    const char *source, struct err *err);

/* Takes the facts and votes of the page's mentions beyond its first n films. Their rows stay: an
 * older view showed them. */
int mentions_end(struct store *store, int64_t page, int n, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* Takes a page's row away when no evidence of it is left. Its mentions have no film any more. */
int page_end(struct store *store, int64_t page, struct err *err)
    __attribute__((warn_unused_result));

/* Makes the mention's facts (mention_fact, mention_title, …) again. The arena is for what is needed
 * meanwhile. */
int mention_write(struct store *store, struct arena *arena, int64_t mention,
    const struct film *film, struct err *err) __attribute__((warn_unused_result));

/* The same for a mention that has none yet: mention_folds gives the comparison keys of its titles,
 * the display title's (NULL when it has none) first. The people of its credits go into the buffer,
 * unless that is NULL. */
void mention_folds(struct arena *arena, const struct film *film, text_list *folds);
int mention_fill(struct store *store, struct write_buffer *buffer, struct arena *arena,
    const text_list *folds, int64_t mention, const struct film *film, struct err *err)
    __attribute__((warn_unused_result));

/* The mention of a table's row by its key, made (*made, and without facts) when it is not there;
 * -1. page_ref is NULL, or the address of the page that the row names. */
int64_t mention_of_table(struct store *store, const char *key, int64_t source_id,
    const char *page_ref, bool *made, struct err *err);

#endif
