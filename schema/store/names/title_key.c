/* title_key.c: see title_key.h. */
#include "schema/store/names/title_key.h"
#include "schema/base/digest.h"
#include "schema/store/db.h"
#include "schema/store/names/romanise.h"

#include <stdlib.h>

static void key_add(struct key_list *keys, struct title_key key)
{
	if (keys->n == keys->cap) {
		keys->cap = keys->cap ? 2 * keys->cap : 64;
		keys->at = must_realloc(keys->at, keys->cap * sizeof *keys->at);
	}
	keys->at[keys->n++] = key;
}

void title_keys_note(
    struct key_list *keys, struct arena *arena, int64_t mention, const text_list *folds, int year)
{
	list_each (const char *, fold, folds) {
		if (!*fold || !**fold)
			continue;
		const char *latin = romanise(arena, *fold);
		key_add(keys,
		    (struct title_key){
			digest_number(*fold), (int32_t)mention, (int16_t)year, false});
		if (latin)
			key_add(keys,
			    (struct title_key){
				digest_number(latin), (int32_t)mention, (int16_t)year, true});
	}
}

static int compare_keys(const void *left, const void *right)
{
	const struct title_key *a = left, *b = right;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	return (a->mention > b->mention) - (a->mention < b->mention);
}

int title_keys_put(struct store *store, struct key_list *keys, struct err *err)
{
	if (keys->n)
		qsort(keys->at, keys->n, sizeof *keys->at, compare_keys);
	for (size_t i = 0; i < keys->n; i++) {
		const struct title_key *key = &keys->at[i];
		sqlite3_stmt *put = db_statement(
		    store, "INSERT OR IGNORE INTO mention_key VALUES (?1, ?2, ?3, ?4)", err);
		if (!put)
			return -1;
		sqlite3_bind_int64(put, 1, key->key);
		sqlite3_bind_int(put, 2, key->year);
		sqlite3_bind_int64(put, 3, key->mention);
		sqlite3_bind_int(put, 4, key->romanised);
		if (db_step(store, put, err) < 0)
			return -1;
	}
	return 0;
}

int title_keys_meet(
    struct store *store, const struct key_list *keys, struct id_set *meeting, struct err *err)
{
	static const char other_mention[] =
	    "SELECT mention_id FROM mention_key WHERE key = ?1 AND year BETWEEN ?2 - 1 AND ?2 + 1"
	    " AND mention_id <> ?3 AND NOT romanised LIMIT 1";
	for (size_t i = 0; i < keys->n; i++) {
		const struct title_key *key = &keys->at[i];
		if (key->romanised || key->year == 0)
			continue;
		sqlite3_stmt *get = db_statement(store, other_mention, err);
		if (!get)
			return -1;
		sqlite3_bind_int64(get, 1, key->key);
		sqlite3_bind_int(get, 2, key->year);
		sqlite3_bind_int64(get, 3, key->mention);
		int got = db_step(store, get, err);
		if (got < 0)
			return -1;
		if (got > 0) {
			id_add(meeting, key->mention);
			id_add(meeting, sqlite3_column_int64(get, 0));
		}
		db_done(get);
	}
	id_settle(meeting);
	return 0;
}

/* What the mention is called, folded, and its year. */
static const char titles_of_mention[] =
    "SELECT fold, coalesce(year, 0) FROM mention_fact WHERE mention_id = ?1 AND fold <> ''"
    " UNION SELECT t.fold, coalesce(f.year, 0) FROM mention_title t"
    " LEFT JOIN mention_fact f USING (mention_id) WHERE t.mention_id = ?1 AND t.fold <> ''";

static int note_again(struct store *store, struct arena *arena, int64_t mention,
    struct key_list *keys, struct err *err)
{
	text_list folds = {0};
	int year = 0, row;
	sqlite3_stmt *get = db_statement(store, titles_of_mention, err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	while ((row = db_step(store, get, err)) > 0) {
		*list_add(arena, &folds) =
		    arena_text(arena, (const char *)sqlite3_column_text(get, 0));
		year = sqlite3_column_int(get, 1);
	}
	title_keys_note(keys, arena, mention, &folds, year);
	return row;
}

int title_keys_again(struct store *store, struct arena *arena, int64_t mention, struct err *err)
{
	struct key_list keys = {0};
	sqlite3_stmt *drop =
	    db_statement(store, "DELETE FROM mention_key WHERE mention_id = ?1", err);
	if (!drop)
		return -1;
	sqlite3_bind_int64(drop, 1, mention);
	int result = db_step(store, drop, err);
	if (result == 0)
		result = note_again(store, arena, mention, &keys, err);
	if (result == 0)
		result = title_keys_put(store, &keys, err);
	free(keys.at);
	return result;
}
