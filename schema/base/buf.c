/* buf: see buf.h. */
#include "schema/base/buf.h"
#include "schema/base/message.h"
#include "schema/base/moving.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOVED_MOST = 4096 };

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf)BUF_INIT(max);
}

void buf_release(struct buf *buf)
{
	free(buf->at);
	buf_init(buf, buf->max);
}

void buf_clear(struct buf *buf)
{
	buf->n = 0;
	buf->overflow = false;
	if (buf->at)
		buf->at[0] = '\0';
}

/* moving.h's; one that can't grow may be lent, and stays. */
static void move(struct buf *buf, size_t need)
{
	if (buf->cap > buf->max || buf->n >= MOVED_MOST)
		return;
	buf->at = moved(buf->at, buf->n + 1, need, MOVED_MOST);
	buf->cap = need;
}

char *buf_room(struct buf *buf, size_t n)
{
	assert(buf->max > 0);
	if (buf->overflow || n > buf->max - buf->n) {
		buf->overflow = true;
		return NULL;
	}
	size_t need = buf->n + n + 1;
	if (need > buf->cap) {
		size_t cap = buf->cap ? buf->cap : 64;
		while (cap < need)
			cap *= 2;
		buf->at = must_realloc(buf->at, cap);
		buf->cap = cap;
		buf->at[buf->n] = '\0'; /* the caller may find nothing to put there */
	}
	if (MOVING)
		move(buf, need);
	return buf->at + buf->n;
}

void buf_grown(struct buf *buf, size_t n)
{
	assert(buf->n + n < buf->cap);
	buf->n += n;
	buf->at[buf->n] = '\0';
}

void buf_add(struct buf *buf, const char *bytes, size_t n)
{
	char *room = buf_room(buf, n);
	if (!room)
		return;
	if (n)
		memcpy(room, bytes, n);
	buf_grown(buf, n);
}

void buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	char *room = buf_room(buf, (size_t)n);
	if (!room)
		return;
	va_start(args, format);
	vsnprintf(room, (size_t)n + 1, format, args);
	va_end(args);
	buf_grown(buf, (size_t)n);
}

const char *buf_text(const struct buf *buf)
{
	return buf->at ? buf->at : "";
}
