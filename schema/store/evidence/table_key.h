/*
 * table_key: the key of a table's mention, SOURCE|FILM|TITLE|YEAR, which is all that is known of
 * it. For schema/store only.
 *
 * "|" and "\" within a field are written behind a "\", so that no two keys run together.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_TABLE_KEY_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_TABLE_KEY_H

#include "schema/base/buf.h"
#include "schema/record/ballot.h"
#include "schema/record/record.h"
#include "schema/store/store.h"

struct table_key {
	const char *source, *film; /* NULL when empty */
	struct film facts;         /* title, year and id */
	const char *page_ref;      /* FILM when it is an address, as a page's name; NULL else */
};

/* Appends a field and the "|" behind it; the year is appended as it is. */
void table_key_add(struct buf *key, struct slice field);

/*
 * A table's mention has a name, by which rows are told apart before any of them is read: the first
 * four fields as they stand on a plain line; of other rows, whose fields may hold commas, a NUL and
 * the mention's key. Each name has one key: it replaces what stands in `key`. -1 when it is too
 * long for that.
 */
int table_key_of_name(struct buf *key, const char *name, size_t n)
    __attribute__((warn_unused_result));

/* Takes a key apart, into arena. False when FILM is of a known scheme and no id of it. */
bool table_key_read(struct arena *arena, const char *key, size_t n, struct table_key *parts);

/* Makes the facts of a table's mention again from its key. */
int table_mention_write(struct store *store, int64_t mention, struct err *err)
    __attribute__((warn_unused_result));

#endif
