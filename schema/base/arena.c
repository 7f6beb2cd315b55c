/* arena: see arena.h. A chain of blocks, each filled from its start; a reset rewinds the chain. */
#include "schema/base/arena.h"
#include "schema/base/message.h"
#include "schema/base/moving.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 * 1024, ALIGNMENT = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes of room */
	size_t used;
	_Alignas(ALIGNMENT) char bytes[];
};

static void full_by_default(size_t max)
{
	die(EXIT_SYSTEM, NULL, "needs more than %zu MB of memory", max >> 20);
}

void arena_init(struct arena *arena, size_t max)
{
	*arena = (struct arena){.max = max, .full = full_by_default};
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->first;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->first = arena->now = NULL;
	arena->taken = 0;
}

/* Blocks larger than usual were made for one large page: they are given back. */
void arena_reset(struct arena *arena)
{
	struct arena_block **link = &arena->first;
	while (*link) {
		struct arena_block *block = *link;
		forgotten(block->bytes, block->used);
		if (block->size > BLOCK_SIZE) {
			*link = block->next;
			free(block);
		} else {
			block->used = 0;
			link = &block->next;
		}
	}
	arena->now = arena->first;
	arena->taken = 0;
}

/* Appends after `now` a block with room for n bytes, or steps to the next one if it has the
 * room. */
static struct arena_block *next_block(struct arena *arena, size_t n)
{
	struct arena_block *next = arena->now ? arena->now->next : arena->first;
	if (next && next->used == 0 && next->size >= n)
		return arena->now = next;
	size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
	struct arena_block *block = malloc(sizeof *block + size);
	if (!block)
		die(EXIT_SYSTEM, NULL, "out of memory");
	block->size = size;
	block->used = 0;
	block->next = next;
	if (arena->now)
		arena->now->next = block;
	else
		arena->first = block;
	return arena->now = block;
}

void *arena_take_raw(struct arena *arena, size_t n)
{
	assert(arena->max > 0);
	if (n > arena->max || arena->taken > arena->max - n)
		arena->full(arena->max);
	n = (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	struct arena_block *block = arena->now;
	if (!block || block->size - block->used < n)
		block = next_block(arena, n);
	void *bytes = block->bytes + block->used;
	block->used += n;
	arena->taken += n;
	return bytes;
}

void *arena_take(struct arena *arena, size_t n)
{
	return memset(arena_take_raw(arena, n), 0, n);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t n)
{
	if (!bytes)
		return NULL;
	char *copy = arena_take_raw(arena, n + 1);
	memcpy(copy, bytes, n);
	copy[n] = '\0';
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	char *text = arena_take_raw(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)n + 1, format, args);
	va_end(args);
	return text;
}

void *arena_grow(struct arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	assert(*cap < SIZE_MAX / 2 / size);
	size_t more = *cap ? *cap * 2 : 4;
	if (MOVING && n < 16)
		more = n + 1;
	void *bigger = arena_take(arena, more * size);
	if (n)
		memcpy(bigger, array, n * size);
	forgotten(array, n * size);
	*cap = more;
	return bigger;
}
