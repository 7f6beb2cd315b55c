/* seen: see seen.h. Open addressing, at most half full; keys are FNV-1a, 64 bits. */
#include "importers/warc/seen.h"

#include "schema/base/message.h"

#include <stdlib.h>

static uint64_t key_of(char kind, const char *text)
{
	uint64_t hash = 14695981039346656037u;
	hash = (hash ^ (unsigned char)kind) * 1099511628211u;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash ? hash : 1;
}

static struct seen_slot *slot_of(const struct seen *seen, uint64_t key)
{
	size_t at = (size_t)key & (seen->cap - 1);
	while (seen->slots[at].key && seen->slots[at].key != key)
		at = (at + 1) & (seen->cap - 1);
	return &seen->slots[at];
}

static void grow(struct seen *seen)
{
	struct seen bigger = {.cap = seen->cap ? 2 * seen->cap : 1024, .n = seen->n};
	bigger.slots = must_calloc(bigger.cap, sizeof *bigger.slots);
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->slots[i].key)
			*slot_of(&bigger, seen->slots[i].key) = seen->slots[i];
	free(seen->slots);
	*seen = bigger;
}

void seen_release(struct seen *seen)
{
	free(seen->slots);
	*seen = (struct seen){0};
}

void seen_add(struct seen *seen, char kind, const char *text, int64_t offset)
{
	if (!text)
		return;
	seen->full = seen->full || seen->n >= SEEN_MAX;
	if (seen->full)
		return;
	if (2 * (seen->n + 1) > seen->cap)
		grow(seen);
	struct seen_slot *slot = slot_of(seen, key_of(kind, text));
	seen->n += slot->key == 0;
	*slot = (struct seen_slot){key_of(kind, text), offset};
}

int64_t seen_find(const struct seen *seen, char kind, const char *text)
{
	if (!text || seen->cap == 0)
		return -1;
	const struct seen_slot *slot = slot_of(seen, key_of(kind, text));
	return slot->key ? slot->offset : -1;
}
