/*
 * title_key: the rows of mention_key: a mention's titles, folded, and romanised where another
 * script has them, as numbers by which mentions meet. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_TITLE_KEY_H
#define FILMTALLY_SCHEMA_STORE_NAMES_TITLE_KEY_H

#include "schema/base/arena.h"
#include "schema/record/record.h"
#include "schema/store/id_set.h"
#include "schema/store/store.h"

/* A row of mention_key that is to be. */
struct title_key {
	int64_t key; /* digest_number of the title */
	int32_t mention;
	int16_t year;
	bool romanised;
};

struct key_list {
	struct title_key *at;
	size_t n, cap;
};

/* Notes the rows of a mention with these titles, folded; the arena is for what is needed
 * meanwhile. */
void title_keys_note(
    struct key_list *keys, struct arena *arena, int64_t mention, const text_list *folds, int year);

/* Writes them, in the order of the table's key, in which they stand afterwards. */
int title_keys_put(struct store *store, struct key_list *keys, struct err *err)
    __attribute__((warn_unused_result));

/* The mentions among those of `keys`, which stand in the table, that meet another by a title within
 * a year; and one of those that each meets. Settled. */
int title_keys_meet(struct store *store, const struct key_list *keys, struct id_set *meeting,
    struct err *err) __attribute__((warn_unused_result));

/* Makes a mention's rows again, from what it is called now. */
int title_keys_again(struct store *store, struct arena *arena, int64_t mention, struct err *err)
    __attribute__((warn_unused_result));

#endif
