/* storage.c: the memory of what waits: arrays that grow, and texts that are packed into pieces. */
#include "schema/store/write_buffer/part.h"

#include <string.h>

enum { PIECE = 1 << 16 };

void *write_buffer_grow(void *array, size_t n, size_t *cap, size_t size)
{
	if (n == *cap) {
		*cap = *cap ? *cap * 2 : 64;
		array = must_realloc(array, *cap * size);
	}
	memset((char *)array + n * size, 0, size);
	return array;
}

const char *write_buffer_text(struct write_buffer *buffer, const char *text)
{
	size_t n = text ? strlen(text) + 1 : 0;
	if (!text)
		return NULL;
	buffer->bytes += n;
	if (n > PIECE / 4)
		return arena_text(&buffer->arena, text);
	if (n > buffer->piece_n) {
		buffer->piece = arena_take_raw(&buffer->arena, PIECE);
		buffer->piece_n = PIECE;
	}
	const char *kept = memcpy(buffer->piece, text, n);
	buffer->piece += n;
	buffer->piece_n -= n;
	return kept;
}
