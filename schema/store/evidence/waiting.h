/*
 * waiting: what new pages bring, held back until there is so much of it that it goes in sorted. For
 *schema/store only.
 *
 * Hashes of pages' names, voters and people are keys of tables that grow larger than sqlite's
 *cache, and new pages name them in no order: written one by one, each costs a read and a write of
 *its own. Held back, those that stand on one leaf of an index meet it together. This goes for pages
 *that were not known before, of which nobody else asks until they are written: whoever comes to
 *such a page by its name has all of them written first (page_find).
 *
 *	waiting.c           life cycle, pages       waiting_names.c    their names, and whether a
 *name can be known waiting_comments.c  comments and votes      waiting_people.c   people
 *
 * Rows get their numbers at once, so that others may point at them. While store->waiting is set,
 *page and comment rows get them here and nowhere else. Nothing waits where something is suppressed
 *or decided: that is looked up as it comes.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_WAITING_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_WAITING_H

#include "schema/record/record.h"
#include "schema/store/db.h"
#include "schema/store/names/voter_key.h"

struct waiting;

/* NULL is allowed in waiting_close. */
struct waiting *waiting_open(void);
void waiting_close(struct waiting *waiting);

/* Begins to hold, within a transaction of store; -1 with err. */
int waiting_begin(struct waiting *waiting, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

/* Writes all that waits, if anything does. */
int waiting_flush(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* Writes some of what waits when there is as much as should. */
int waiting_make_room(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* Holds no longer; what was not written is dropped. */
void waiting_end(struct waiting *waiting, struct store *store);

/* ---- pages ---- */

/* Does a page of this key or other name wait? May one stand in the database? A name that goes there
 * is to be noted. All are asked by the name's hash (digest_number). Where nothing waits these may
 * be called all the same. */
bool waiting_has_page(const struct store *store, int64_t hash);
bool waiting_may_be_known(struct store *store, int64_t hash);
void waiting_note_name(struct store *store, int64_t hash);

/* The number of a page that nobody knows yet, whose row goes in at once: its row of page_key waits,
 * and NULL or its other name. */
int64_t waiting_page(struct waiting *waiting, int64_t hash, const char *other);

/* ---- what they bring ---- */

enum { VIEW_HASH = 17 }; /* of a comment's view: one byte of richness, 16 of SHA-256 */

/* The number that the next comment will have, here or in the database, and that it has it. */
int64_t waiting_next_comment(const struct waiting *waiting);
void waiting_take_comment(struct waiting *waiting);

/* A comment of a page that waits, of the number waiting_next_comment; its words are the caller's to
 * write. `voter` is NULL for those who do not vote. */
void waiting_comment(struct waiting *waiting, int64_t page, const struct comment *comment,
    const char *seen_at, const uint8_t voter[VOTER_KEY_SIZE], bool anonymous,
    const uint8_t hash[VIEW_HASH]);

/* The comments of the page that came last vote on this mention; true when one does. */
bool waiting_votes(struct waiting *waiting, int64_t page, int64_t mention);

/* A person (person.h). */
void waiting_person(struct waiting *waiting, int64_t person, const char *name);

#endif
