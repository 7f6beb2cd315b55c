/* names.c: see names.h. Open addressing; a slot holds the hash, so that a look-up touches the one name it wants. */
#include "schema/store/names.h"
#include "schema/base/message.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 4096 };

void names_open(struct names *names, size_t longest)
{
	names->offsets = must_malloc(NAMES_MAX * sizeof *names->offsets);
	names->slots_n = SLOTS_FIRST;
	names->slots = must_calloc(names->slots_n, sizeof *names->slots);
	names->block = must_malloc(
	    NAMES_BYTES_MAX + NAMES_MAX * (sizeof(struct name) + sizeof(uint32_t)) + longest);
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
	names->last = NULL;
	memset(names->slots, 0, names->slots_n * sizeof *names->slots);
}

bool names_full(const struct names *names)
{
	return names->n == NAMES_MAX || names->block_n >= NAMES_BYTES_MAX;
}

static uint32_t hash_of(const char *text, size_t n)
{
	uint64_t hash = n * 0x9e3779b97f4a7c15u, word;
	for (; n >= 8; n -= 8, text += 8) {
		memcpy(&word, text, 8);
		hash = (hash ^ word) * 0xff51afd7ed558ccdu;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, text, n);
	hash = (hash ^ word) * 0xc4ceb9fe1a85ec53u;
	return (uint32_t)(hash >> 32);
}

static bool is_name(const struct name *name, const char *text, size_t n)
{
	return name->n == n && memcmp(name->text, text, n) == 0;
}

static void slots_grow(struct names *names)
{
	size_t n = names->slots_n;
	struct name_slot *old = names->slots;
	names->slots_n *= 2;
	names->slots = must_calloc(names->slots_n, sizeof *names->slots);
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i].hash & (names->slots_n - 1);
		if (!old[i].offset)
			continue;
		while (names->slots[at].offset)
			at = (at + 1) & (names->slots_n - 1);
		names->slots[at] = old[i];
	}
	free(old);
}

static struct name *add(
    struct names *names, struct name_slot *slot, uint32_t hash, const char *text, size_t n)
{
	uint32_t number = (uint32_t)names->n++;
	names->offsets[number] = (uint32_t)names->block_n;
	struct name *name = names_at(names, number);
	*name = (struct name){.number = number, .n = (uint32_t)n};
	memcpy(name->text, text, n);
	*slot = (struct name_slot){hash, names->offsets[number] + 1};
	names->block_n += (sizeof *name + n + 3) & ~(size_t)3;
	if (names->n * 2 > names->slots_n)
		slots_grow(names);
	return name;
}

struct name *names_find(struct names *names, const char *text, size_t n)
{
	if (names->last && is_name(names->last, text, n))
		return names->last;
	uint32_t hash = hash_of(text, n);
	size_t at = hash & (names->slots_n - 1);
	for (; names->slots[at].offset; at = (at + 1) & (names->slots_n - 1)) {
		const struct name_slot *slot = &names->slots[at];
		struct name *name = (void *)(names->block + slot->offset - 1);
		if (slot->hash == hash && is_name(name, text, n))
			return names->last = name;
	}
	return names->last = add(names, &names->slots[at], hash, text, n);
}
