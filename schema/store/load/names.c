/* names.c: see names.h. Open addressing; a slot holds the hash, so that a look-up touches the one
 * name it wants. */
#include "schema/store/load/names.h"
#include "schema/base/message.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 4096 };

void names_open(struct names *names, size_t longest)
{
	names->offsets = must_malloc(NAMES_MAX * sizeof *names->offsets);
	names->slots_n = SLOTS_FIRST;
	names->slots = must_calloc(names->slots_n, sizeof *names->slots);
	names->block = must_malloc(NAMES_BYTES_MAX +
	    NAMES_MAX * (sizeof(struct name) + sizeof(uint32_t)) + NAMES_TOGETHER * longest);
}

void names_close(struct names *names)
{
	free(names->offsets);
	free(names->slots);
	free(names->block);
}

void names_clear(struct names *names)
{
	names->n = names->block_n = 0;
	memset(names->slots, 0, names->slots_n * sizeof *names->slots);
}

bool names_full(const struct names *names)
{
	return names->n > NAMES_MAX - NAMES_TOGETHER || names->block_n >= NAMES_BYTES_MAX;
}

static uint32_t hash_of(const char *text, size_t n)
{
	return (uint32_t)(text_hash(text, n) >> 32) | 1; /* 0 is a hash that is not known */
}

static size_t slot_of(const struct names *names, uint32_t hash)
{
	return (hash >> 1) & (names->slots_n - 1);
}

bool name_is(const struct name *name, const struct text_key *key)
{
	return name->n == key->n && memcmp(name->text, key->text, key->n) == 0;
}

static void slots_grow(struct names *names)
{
	size_t n = names->slots_n;
	struct name_slot *old = names->slots;
	names->slots_n *= 2;
	names->slots = must_calloc(names->slots_n, sizeof *names->slots);
	for (size_t i = 0; i < n; i++) {
		size_t at = slot_of(names, old[i].hash);
		if (!old[i].offset)
			continue;
		while (names->slots[at].offset)
			at = (at + 1) & (names->slots_n - 1);
		names->slots[at] = old[i];
	}
	free(old);
}

static struct name *add(
    struct names *names, struct name_slot *slot, uint32_t hash, const struct text_key *key)
{
	uint32_t number = (uint32_t)names->n++;
	names->offsets[number] = (uint32_t)names->block_n;
	struct name *name = names_at(names, number);
	*name = (struct name){.number = number, .n = (uint32_t)key->n};
	memcpy(name->text, key->text, key->n);
	*slot = (struct name_slot){hash, names->offsets[number] + 1};
	names->block_n += (sizeof *name + key->n + 3) & ~(size_t)3;
	if (names->n * 2 > names->slots_n)
		slots_grow(names);
	return name;
}

void names_near(const struct names *names, struct text_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		keys[i].hash = hash_of(keys[i].text, keys[i].n);
		__builtin_prefetch(&names->slots[slot_of(names, keys[i].hash)]);
	}
	for (size_t i = 0; i < n; i++) {
		const struct name_slot *slot = &names->slots[slot_of(names, keys[i].hash)];
		const char *name = names->block + slot->offset - 1;
		if (!slot->offset)
			continue;
		__builtin_prefetch(name);
		__builtin_prefetch(name + sizeof(struct name) + keys[i].n - 1);
	}
}

struct name *names_find(struct names *names, const struct text_key *key)
{
	uint32_t hash = key->hash ? key->hash : hash_of(key->text, key->n);
	size_t at = slot_of(names, hash);
	for (; names->slots[at].offset; at = (at + 1) & (names->slots_n - 1)) {
		const struct name_slot *slot = &names->slots[at];
		struct name *name = (void *)(names->block + slot->offset - 1);
		if (slot->hash == hash && name_is(name, key))
			return name;
	}
	return add(names, &names->slots[at], hash, key);
}
