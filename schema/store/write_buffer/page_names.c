/*
 * page_names.c: the names of pages, as their hashes (digest_number): those that wait, in a hash
 * table, and those that may stand in the database, in a Bloom filter (three bits of a line of
 * memory each). The filter says of most new names that they are not there, which saves a read from
 * an index that is large and met in no order. Of millions of names it knows ever less, and costs no
 * more.
 */
#include "schema/store/write_buffer/part.h"

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
static uint64_t *line_of(const struct write_buffer *buffer, uint64_t hash)
{
	return buffer->filter + (hash >> 40) % LINES * LINE;
}

static bool filter_has(const struct write_buffer *buffer, uint64_t hash)
{
	const uint64_t *line = line_of(buffer, hash);
	for (int i = 0; i < 3; i++, hash >>= 9)
		if (!(line[hash >> 6 & (LINE - 1)] >> (hash & 63) & 1))
			return false;
	return true;
}

static void filter_add(struct write_buffer *buffer, uint64_t hash)
{
	uint64_t *line = line_of(buffer, hash);
	for (int i = 0; i < 3; i++, hash >>= 9)
		line[hash >> 6 & (LINE - 1)] |= UINT64_C(1) << (hash & 63);
}

static void filter_drop(struct write_buffer *buffer)
{
	free(buffer->filter);
	buffer->filter = NULL;
	buffer->asked = 0;
}

/* Without it all is as well, only slower: when it can't be made, the next look-up of a name tells
 * why. */
static void filter_make(struct write_buffer *buffer, struct store *store)
{
	struct err unused = {0};
	int got = -1;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT hash FROM page_key UNION ALL SELECT page_hash(key) FROM page_alias", &unused);
	buffer->filter = must_calloc((size_t)LINES * LINE, sizeof *buffer->filter);
	while (get && (got = db_step(store, get, &unused)) > 0)
		filter_add(buffer, (uint64_t)sqlite3_column_int64(get, 0));
	for (size_t i = 0; i < buffer->slots_n; i++)
		if (buffer->slots[i])
			filter_add(buffer, buffer->slots[i]);
	if (got < 0)
		filter_drop(buffer);
}

/* Another program may have written since: then the filter knows too little. */
int write_buffer_names_begin(struct write_buffer *buffer, struct store *store, struct err *err)
{
	int64_t version;
	if (db_integer(store, "PRAGMA data_version", 0, &version, err) != 0)
		return -1;
	if (version != buffer->version)
		filter_drop(buffer);
	buffer->version = version;
	return 0;
}

bool write_buffer_may_be_known(struct write_buffer *buffer, struct store *store, int64_t hash)
{
	if (!buffer)
		return true;
	if (!buffer->filter && buffer->asked++ * WORTH >= buffer->next_page - 1)
		filter_make(buffer, store);
	return !buffer->filter || filter_has(buffer, (uint64_t)hash);
}

void write_buffer_note_name(struct write_buffer *buffer, int64_t hash)
{
	if (buffer && buffer->filter)
		filter_add(buffer, (uint64_t)hash);
}

/* ---- those that wait ---- */

static uint64_t *slot_of(uint64_t *slots, size_t n, uint64_t hash)
{
	size_t at = hash & (n - 1);
	while (slots[at] && slots[at] != hash)
		at = (at + 1) & (n - 1);
	return &slots[at];
}

static void slots_grow(struct write_buffer *buffer)
{
	size_t n = buffer->slots_n ? 2 * buffer->slots_n : SLOTS_FIRST;
	uint64_t *slots = must_calloc(n, sizeof *slots);
	for (size_t i = 0; i < buffer->slots_n; i++)
		if (buffer->slots[i])
			*slot_of(slots, n, buffer->slots[i]) = buffer->slots[i];
	free(buffer->slots);
	buffer->slots = slots;
	buffer->slots_n = n;
}

void write_buffer_names_add(struct write_buffer *buffer, int64_t hash)
{
	if (4 * buffer->slots_used >= 3 * buffer->slots_n)
		slots_grow(buffer);
	*slot_of(buffer->slots, buffer->slots_n, (uint64_t)hash) = (uint64_t)hash;
	buffer->slots_used++;
	if (buffer->filter)
		filter_add(buffer, (uint64_t)hash);
}

void write_buffer_names_clear(struct write_buffer *buffer)
{
	if (buffer->slots_used)
		memset(buffer->slots, 0, buffer->slots_n * sizeof *buffer->slots);
	buffer->slots_used = 0;
}

bool write_buffer_has_page(const struct write_buffer *buffer, int64_t hash)
{
	return buffer && buffer->slots_used &&
	    *slot_of(buffer->slots, buffer->slots_n, (uint64_t)hash) != 0;
}
