/*
 * write_buffer: rows that new pages bring, held in memory until there are so many that they go in
 * sorted. For schema/store only.
 *
 * Hashes of pages' names, voters and people are keys of tables that grow larger than sqlite's
 * cache, and new pages name them in no order: written one by one, each costs a read and a write of
 * its own. Held back, those that stand on one leaf of an index meet it together. This goes for
 * pages that were not known before, of which nobody else asks until they are written: whoever comes
 * to such a page by its name has all of them written first (evidence/page.c).
 *
 * Rows get their numbers at once, so that others may point at them: while a buffer is in use, page
 * and comment rows get them here and nowhere else. No buffer is used where something is suppressed
 * or decided: that is looked up as it comes.
 */
#ifndef FILMTALLY_SCHEMA_STORE_WRITE_BUFFER_WRITE_BUFFER_H
#define FILMTALLY_SCHEMA_STORE_WRITE_BUFFER_WRITE_BUFFER_H

#include "schema/record/record.h"
#include "schema/store/names/voter_key.h"
#include "schema/store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct write_buffer;

struct write_buffer *write_buffer_open(void);
/* NULL is allowed. */
void write_buffer_close(struct write_buffer *buffer);

/* Begins to hold rows, within a transaction of store; -1 with err. */
int write_buffer_begin(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

/* Writes all that it holds. A NULL buffer holds nothing. */
int write_buffer_flush(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

/* Writes some when it holds as much as it should. NULL is allowed. */
int write_buffer_make_room(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

/* Drops what was not written. */
void write_buffer_end(struct write_buffer *buffer);

/* ---- pages ---- */

/* Is a page of this key or other name held? May one stand in the database? A name that goes there
 * is to be noted. All are asked by the name's hash (digest_number). Of a NULL buffer: no, yes,
 * nothing. */
bool write_buffer_has_page(const struct write_buffer *buffer, int64_t hash);
bool write_buffer_may_be_known(struct write_buffer *buffer, struct store *store, int64_t hash);
void write_buffer_note_name(struct write_buffer *buffer, int64_t hash);

/* The number of a page that nobody knows yet, whose row goes in at once; held are its row of
 * page_key and its other name (NULL: it has none). */
int64_t write_buffer_page(struct write_buffer *buffer, int64_t hash, const char *other);

/* ---- what they bring ---- */

enum { VIEW_HASH = 17 }; /* of a comment's view: one byte of richness, 16 of SHA-256 */

/* The number that the next comment will have, here or in the database, and that it has it. */
int64_t write_buffer_next_comment(const struct write_buffer *buffer);
void write_buffer_take_comment(struct write_buffer *buffer);

/* Holds a comment of a held page, of the number write_buffer_next_comment; its words are the
 * caller's to write. `voter` is NULL for those who do not vote. */
void write_buffer_comment(struct write_buffer *buffer, int64_t page, const struct comment *comment,
    const char *seen_at, const uint8_t voter[VOTER_KEY_SIZE], bool anonymous,
    const uint8_t hash[VIEW_HASH]);

/* The comments of the page that came last vote on this mention; true when one does. */
bool write_buffer_votes(struct write_buffer *buffer, int64_t page, int64_t mention);

/* Holds a person (person.h). */
void write_buffer_person(struct write_buffer *buffer, int64_t person, const char *name);

#endif
