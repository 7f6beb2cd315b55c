/*
 * arena: memory that lives as long as one page or one record, and goes at once.
 *
 * Anyone may use it. All-zero is not a valid arena: call arena_init. Nothing taken from an arena
 * is freed by itself; arena_reset makes all of it invalid and keeps the blocks for reuse.
 * An arena has a maximum. Reaching it calls `full`, which must not return (the default ends the
 * program with EXIT_SYSTEM and a message); so no allocation ever returns NULL.
 */
#ifndef FILMTALLY_SCHEMA_BASE_ARENA_H
#define FILMTALLY_SCHEMA_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *first; /* the chain of blocks, kept over resets */
	struct arena_block *now;   /* the block being filled */
	size_t taken;              /* bytes handed out since the last reset */
	size_t max;                /* most bytes to hand out between resets */
	void (*full)(size_t max);  /* called when max is reached; does not return */
};

/* Makes an empty arena of at most max bytes; allocates nothing yet. */
void arena_init(struct arena *arena, size_t max);

/* Frees everything; the arena may be reset or used again. */
void arena_release(struct arena *arena);

/* Makes all that was taken invalid and keeps the memory for the next page. */
void arena_reset(struct arena *arena);

/* Returns n zeroed bytes, aligned for any type. */
void *arena_take(struct arena *arena, size_t n);

/* Returns n bytes that are not zeroed. */
void *arena_take_raw(struct arena *arena, size_t n);

/* Returns a NUL-terminated copy of n bytes; of a NUL-terminated text; NULL of NULL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t n);
char *arena_text(struct arena *arena, const char *text);

/* Returns formatted text. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Lists: `LIST_OF(struct film) films;` is a growing array in an arena. All-zero is empty; `at` is
 * the array, `n` its length. list_add returns a pointer to a new zeroed last element; the pointer
 * is good until the next list_add. list_each declares the pointer `it` and walks the list.
 */
#define LIST_OF(type)                                                                              \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t n, cap;                                                                     \
	}
#define list_add(arena, list)                                                                      \
	((list)->at =                                                                              \
		arena_grow((arena), (list)->at, (list)->n, &(list)->cap, sizeof *(list)->at),      \
	    &(list)->at[(list)->n++])
#define list_each(type, it, list)                                                                  \
	for (type *it = (list)->at; it && it < (list)->at + (list)->n; it++)

/* list_add's room for one more element: returns the array, moved and zero-filled if it was full. */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t *cap, size_t size);

#endif
