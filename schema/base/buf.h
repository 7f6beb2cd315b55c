/*
 * buf: a growing byte buffer with a mandatory maximum. Its bytes are always NUL-terminated.
 *
 * BUF_INIT(max) or buf_init gives an empty one that has allocated nothing. A write beyond the
 * maximum changes nothing more and sets `overflow`, which stays until buf_clear: check it once at
 * the end.
 */
#ifndef FILMTALLY_SCHEMA_BASE_BUF_H
#define FILMTALLY_SCHEMA_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *at; /* never NULL after the first write; buf_text gives "" before */
	size_t n; /* bytes held, without the NUL */
	size_t cap;
	size_t max; /* most bytes to hold */
	bool overflow;
};

#define BUF_INIT(most)                                                                             \
	{                                                                                          \
		.max = (most)                                                                      \
	}

void buf_init(struct buf *buf, size_t max);
/* Frees the bytes; the buffer is empty and usable again. */
void buf_release(struct buf *buf);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, const char *bytes, size_t n);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for n more bytes and returns where they go, or NULL with overflow set; buf_grown says
 * how many of them were filled. For read(2) and inflate. */
char *buf_room(struct buf *buf, size_t n);
void buf_grown(struct buf *buf, size_t n);

/* The bytes as text; "" when nothing was written. Borrowed until the next write. */
const char *buf_text(const struct buf *buf);

#endif
