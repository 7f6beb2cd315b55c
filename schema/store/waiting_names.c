/*
 * waiting_names.c: the names of pages: those that wait, in a hash table, and those that may stand in the database, in a Bloom filter
 * (three bits of a line of memory each). The filter says of most new names that they are not there, which saves a read from an
 * index that is large and met in no order. Of millions of names it knows ever less, and costs no more.
 */
#include "schema/store/waiting_part.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINE = 8,        /* words of the filter that lie together */
	LINES = 1 << 15, /* 2 MB */
	WORTH = 8,       /* it is made when one in so many of the pages was asked for */
	SLOTS_FIRST = 1 << 12
};

static uint64_t hash_of(const char *name)
{
	return text_hash(name, strlen(name));
}

/* ---- the filter ------------------------------------------------------------------------------ */

/* The line of a name, and its bits in it: three of 512, of nine bits of the hash each. */
static uint64_t *line_of(const struct waiting *waiting, uint64_t hash)
{
	return waiting->filter + (hash >> 40) % LINES * LINE;
}

static bool filter_has(const struct waiting *waiting, uint64_t hash)
{
	const uint64_t *line = line_of(waiting, hash);
	for (int i = 0; i < 3; i++, hash >>= 9)
		if (!(line[hash >> 6 & (LINE - 1)] >> (hash & 63) & 1))
			return false;
	return true;
}

static void filter_add(struct waiting *waiting, uint64_t hash)
{
	uint64_t *line = line_of(waiting, hash);
	for (int i = 0; i < 3; i++, hash >>= 9)
		line[hash >> 6 & (LINE - 1)] |= UINT64_C(1) << (hash & 63);
}

static void filter_drop(struct waiting *waiting)
{
	free(waiting->filter);
	waiting->filter = NULL;
	waiting->asked = 0;
}

/* Without it all is as well, only slower: when it can't be made, the next look-up of a name tells why. */
static void filter_make(struct waiting *waiting, struct store *store)
{
	struct err unused = {0};
	int got = -1;
	sqlite3_stmt *get = db_statement(
	    store, "SELECT key FROM page UNION ALL SELECT key FROM page_alias", &unused);
	waiting->filter = must_calloc((size_t)LINES * LINE, sizeof *waiting->filter);
	while (get && (got = db_step(store, get, &unused)) > 0)
		filter_add(waiting, hash_of((const char *)sqlite3_column_text(get, 0)));
	for (size_t i = 0; i < waiting->pages.n; i++) {
		const struct waiting_page *page = &waiting->pages.at[i];
		filter_add(waiting, hash_of(page->key));
		if (page->other)
			filter_add(waiting, hash_of(page->other));
	}
	if (got < 0)
		filter_drop(waiting);
}

/* Another program may have written since: then the filter knows too little. */
int waiting_names_begin(struct waiting *waiting, struct store *store, struct err *err)
{
	int64_t version;
	if (db_integer(store, "PRAGMA data_version", 0, &version, err) != 0)
		return -1;
	if (version != waiting->version)
		filter_drop(waiting);
	waiting->version = version;
	return 0;
}

bool waiting_may_be_known(struct store *store, const char *name)
{
	struct waiting *waiting = store->waiting;
	if (!waiting)
		return true;
	if (!waiting->filter && waiting->asked++ * WORTH >= waiting->next_page - 1)
		filter_make(waiting, store);
	return !waiting->filter || filter_has(waiting, hash_of(name));
}

void waiting_note_name(struct store *store, const char *name)
{
	if (store->waiting && store->waiting->filter)
		filter_add(store->waiting, hash_of(name));
}

/* ---- those that wait ------------------------------------------------------------------------------ */

static struct waiting_slot *slot_free(struct waiting_slot *slots, size_t n, uint32_t hash)
{
	size_t at = hash & (n - 1);
	while (slots[at].page)
		at = (at + 1) & (n - 1);
	return &slots[at];
}

static void slots_grow(struct waiting *waiting)
{
	size_t n = waiting->slots_n ? 2 * waiting->slots_n : SLOTS_FIRST;
	struct waiting_slot *slots = must_calloc(n, sizeof *slots);
	for (size_t i = 0; i < waiting->slots_n; i++)
		if (waiting->slots[i].page)
			*slot_free(slots, n, waiting->slots[i].hash) = waiting->slots[i];
	free(waiting->slots);
	waiting->slots = slots;
	waiting->slots_n = n;
}

static void name_add(struct waiting *waiting, size_t page, const char *name)
{
	uint64_t hash = hash_of(name);
	if (2 * waiting->slots_used >= waiting->slots_n)
		slots_grow(waiting);
	*slot_free(waiting->slots, waiting->slots_n, (uint32_t)hash) =
	    (struct waiting_slot){(uint32_t)hash, (uint32_t)page + 1};
	waiting->slots_used++;
	if (waiting->filter)
		filter_add(waiting, hash);
}

void waiting_names_add(struct waiting *waiting, size_t page)
{
	const struct waiting_page *named = &waiting->pages.at[page];
	name_add(waiting, page, named->key);
	if (named->other)
		name_add(waiting, page, named->other);
}

void waiting_names_clear(struct waiting *waiting)
{
	if (waiting->slots_used)
		memset(waiting->slots, 0, waiting->slots_n * sizeof *waiting->slots);
	waiting->slots_used = 0;
}

bool waiting_has_page(const struct store *store, const char *name)
{
	const struct waiting *waiting = store->waiting;
	if (!waiting || !waiting->slots_used)
		return false;
	uint32_t hash = (uint32_t)hash_of(name);
	for (size_t at = hash & (waiting->slots_n - 1); waiting->slots[at].page;
	     at = (at + 1) & (waiting->slots_n - 1)) {
		const struct waiting_page *page = &waiting->pages.at[waiting->slots[at].page - 1];
		if (waiting->slots[at].hash == hash &&
		    (strcmp(page->key, name) == 0 ||
			(page->other && strcmp(page->other, name) == 0)))
			return true;
	}
	return false;
}
