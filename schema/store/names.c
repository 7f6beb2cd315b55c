/* names.c: see names.h. Open addressing; a slot holds the hash, so that a look-up touches the one name it wants. */
#include "schema/store/names.h"
#include "schema/base/message.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 2 * NAMES_MAX };

void names_open(struct names *names, size_t longest)
{
	names->offsets = must_malloc(NAMES_MAX * sizeof *names->offsets);
	names->slots = must_calloc(SLOTS, sizeof *names->slots);
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
	names->n = names->resolved = names->block_n = 0;
	memset(names->slots, 0, SLOTS * sizeof *names->slots);
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

static bool is_name(const struct names *names, uint32_t number, const char *text, size_t n)
{
	const struct name *name = names_at(names, number);
	return name->n == n && memcmp(name->text, text, n) == 0;
}

static uint32_t add(struct names *names, const char *text, size_t n)
{
	names->offsets[names->n] = (uint32_t)names->block_n;
	struct name *name = names_at(names, (uint32_t)names->n);
	*name = (struct name){.n = (uint32_t)n};
	memcpy(name->text, text, n);
	names->block_n += (sizeof *name + n + 3) & ~(size_t)3;
	return (uint32_t)names->n++;
}

uint32_t names_number(struct names *names, const char *text, size_t n)
{
	if (names->last < names->n && is_name(names, names->last, text, n))
		return names->last;
	uint32_t hash = hash_of(text, n);
	size_t at = hash & (SLOTS - 1);
	for (; names->slots[at].number; at = (at + 1) & (SLOTS - 1)) {
		const struct name_slot *slot = &names->slots[at];
		if (slot->hash == hash && is_name(names, slot->number - 1, text, n))
			return names->last = slot->number - 1;
	}
	names->last = add(names, text, n);
	names->slots[at] = (struct name_slot){hash, names->last + 1};
	return names->last;
}
