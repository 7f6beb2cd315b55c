/*
 * waiting_names.c: the names of pages, as their hashes (digest_number): those that wait, in a hash
 * table, and those that may stand in the database, in a Bloom filter (three bits of a line of
 * memory each). The filter says of most new names that they are not there, which saves a read from
 * an index that is large and met in no order. Of millions of names it knows ever less, and costs no
 * more.
 */
#include "schema/store/evidence/waiting_part.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINE = 8,        /* words of the filter that lie together */
	LINES = 1 << 14, /* 1 MB */
	WORTH = 8,       /* it is made when one in so many of the pages was asked for */
	SLOTS_FIRST = 1 << 12
};

/* ---- the filter ---- */

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

/* Without it all is as well, only slower: when it can't be made, the next look-up of a name tells
 * why. */
static void filter_make(struct waiting *waiting, struct store *store)
{
	struct err unused = {0};
	int got = -1;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT hash FROM page_key UNION ALL SELECT page_hash(key) FROM page_alias", &unused);
	waiting->filter = must_calloc((size_t)LINES * LINE, sizeof *waiting->filter);
	while (get && (got = db_step(store, get, &unused)) > 0)
		filter_add(waiting, (uint64_t)sqlite3_column_int64(get, 0));
	for (size_t i = 0; i < waiting->slots_n; i++)
		if (waiting->slots[i])
			filter_add(waiting, waiting->slots[i]);
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

bool waiting_may_be_known(struct store *store, int64_t hash)
{
	struct waiting *waiting = store->waiting;
	if (!waiting)
		return true;
	if (!waiting->filter && waiting->asked++ * WORTH >= waiting->next_page - 1)
		filter_make(waiting, store);
	return !waiting->filter || filter_has(waiting, (uint64_t)hash);
}

void waiting_note_name(struct store *store, int64_t hash)
{
	if (store->waiting && store->waiting->filter)
		filter_add(store->waiting, (uint64_t)hash);
}

/* ---- those that wait ---- */

static uint64_t *slot_of(uint64_t *slots, size_t n, uint64_t hash)
{
	size_t at = hash & (n - 1);
	while (slots[at] && slots[at] != hash)
		at = (at + 1) & (n - 1);
	return &slots[at];
}

static void slots_grow(struct waiting *waiting)
{
	size_t n = waiting->slots_n ? 2 * waiting->slots_n : SLOTS_FIRST;
	uint64_t *slots = must_calloc(n, sizeof *slots);
	for (size_t i = 0; i < waiting->slots_n; i++)
		if (waiting->slots[i])
			*slot_of(slots, n, waiting->slots[i]) = waiting->slots[i];
	free(waiting->slots);
	waiting->slots = slots;
	waiting->slots_n = n;
}

void waiting_names_add(struct waiting *waiting, int64_t hash)
{
	if (4 * waiting->slots_used >= 3 * waiting->slots_n)
		slots_grow(waiting);
	*slot_of(waiting->slots, waiting->slots_n, (uint64_t)hash) = (uint64_t)hash;
	waiting->slots_used++;
	if (waiting->filter)
		filter_add(waiting, (uint64_t)hash);
}

void waiting_names_clear(struct waiting *waiting)
{
	if (waiting->slots_used)
		memset(waiting->slots, 0, waiting->slots_n * sizeof *waiting->slots);
	waiting->slots_used = 0;
}

bool waiting_has_page(const struct store *store, int64_t hash)
{
	const struct waiting *waiting = store->waiting;
	return waiting && waiting->slots_used &&
	    *slot_of(waiting->slots, waiting->slots_n, (uint64_t)hash) != 0;
}
