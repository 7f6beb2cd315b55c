/* seen: see seen.h. A hash table by open addressing, doubled when half full. */
#include "schema/store/films/seen.h"
#include "schema/base/message.h"

#include <stdlib.h>

static int64_t *seen_slot(int64_t *table, size_t cap, int64_t id)
{
	size_t at = ((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) & (cap - 1);
	while (table[at] && table[at] != id)
		at = (at + 1) & (cap - 1);
	return &table[at];
}

static void seen_grow(struct seen *seen)
{
	size_t cap = seen->cap ? seen->cap * 2 : 256;
	int64_t *table = must_calloc(cap, sizeof *table);
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->at[i])
			*seen_slot(table, cap, seen->at[i]) = seen->at[i];
	free(seen->at);
	seen->at = table;
	seen->cap = cap;
}

bool seen_before(struct seen *seen, int64_t id)
{
	if (seen->n * 2 >= seen->cap)
		seen_grow(seen);
	int64_t *slot = seen_slot(seen->at, seen->cap, id);
	if (*slot)
		return true;
	*slot = id;
	seen->n++;
	return false;
}

void seen_release(struct seen *seen)
{
	free(seen->at);
	*seen = (struct seen){0};
}
