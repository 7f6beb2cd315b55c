/*
 * parser_memory: see parser_memory.h. Freed pieces go to a list of their size class: libxml2
 * allocates and frees a few small texts for each attribute and each error, and a page with a
 * million errors must not fill the arena.
 */
#include "importers/page/document/parser_memory.h"
#include "schema/base/message.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 32, SMALL = 1024, SMALL_CLASSES = SMALL / STEP + 1, LARGE_CLASSES = 48 };

struct piece {
	size_t size; /* bytes of room after this header */
	bool of_arena;
	_Alignas(16) char bytes[];
};

struct free_piece {
	struct free_piece *next;
};

static struct {
	struct arena *arena; /* NULL when no page is being parsed */
	struct free_piece *small[SMALL_CLASSES];
	struct free_piece *large[LARGE_CLASSES]; /* by the power of two */
} memory;

void parser_memory_begin(struct arena *arena)
{
	assert(!memory.arena);
	memset(&memory, 0, sizeof memory);
	memory.arena = arena;
}

void parser_memory_end(void)
{
	memory.arena = NULL;
}

/* The list for pieces of *size bytes; *size is rounded up to what all pieces of that list have. */
static struct free_piece **list_for(size_t *size)
{
	if (*size <= SMALL) {
		size_t class = (*size + STEP - 1) / STEP;
		*size = (class ? class : 1) * STEP;
		return &memory.small[*size / STEP];
	}
	unsigned power = 64 - (unsigned)__builtin_clzll(*size - 1);
	assert(power < LARGE_CLASSES);
	*size = (size_t)1 << power;
	return &memory.large[power];
}

static struct piece *piece_of(void *bytes)
{
	return (struct piece *)((char *)bytes - offsetof(struct piece, bytes));
}

void *parser_malloc(size_t n)
{
	struct piece *piece;
	if (!memory.arena) {
		piece = must_malloc(sizeof *piece + n);
		piece->size = n;
		piece->of_arena = false;
		return piece->bytes;
	}
	struct free_piece **list = list_for(&n);
	if (*list) {
		struct free_piece *freed = *list;
		*list = freed->next;
		return freed;
	}
	piece = arena_take_raw(memory.arena, sizeof *piece + n);
	piece->size = n;
	piece->of_arena = true;
	return piece->bytes;
}

void parser_free(void *bytes)
{
	if (!bytes)
		return;
	struct piece *piece = piece_of(bytes);
	if (!piece->of_arena) {
		free(piece);
		return;
	}
	assert(memory.arena);
	size_t size = piece->size;
	struct free_piece **list = list_for(&size);
	struct free_piece *freed = bytes;
	freed->next = *list;
	*list = freed;
}

void *parser_realloc(void *bytes, size_t n)
{
	if (!bytes)
		return parser_malloc(n);
	struct piece *piece = piece_of(bytes);
	if (!piece->of_arena) {
		piece = must_realloc(piece, sizeof *piece + n);
		piece->size = n;
		return piece->bytes;
	}
	if (n <= piece->size)
		return bytes;
	void *larger = parser_malloc(n);
	memcpy(larger, bytes, piece->size);
	parser_free(bytes);
	return larger;
}

char *parser_strdup(const char *text)
{
	size_t n = strlen(text) + 1;
	return memcpy(parser_malloc(n), text, n);
}
