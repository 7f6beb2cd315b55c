/* write_buffer.c: see write_buffer.h. */
#include "schema/store/write_buffer/part.h"

#include <stdlib.h>

enum {
	PAGES = 1 << 16,    /* that wait at most */
	TEXTS = 3 << 20,    /* bytes of comments and other names: about 20,000 comments */
	ARENA_MAX = 1 << 30 /* one record may go beyond TEXTS */
};

/* ---- life cycle ---- */

struct write_buffer *write_buffer_open(void)
{
	struct write_buffer *buffer = must_calloc(1, sizeof *buffer);
	arena_init(&buffer->arena, ARENA_MAX);
	buf_init(&buffer->names, ARENA_MAX);
	return buffer;
}

void write_buffer_close(struct write_buffer *buffer)
{
	if (!buffer)
		return;
	arena_release(&buffer->arena);
	free(buffer->pages.at);
	free(buffer->aliases.at);
	free(buffer->comments.at);
	free(buffer->people.at);
	buf_release(&buffer->names);
	free(buffer->slots);
	free(buffer->filter);
	free(buffer);
}

static void texts_drop(struct write_buffer *buffer)
{
	buffer->aliases.n = buffer->comments.n = buffer->bytes = 0;
	buffer->piece_n = 0;
	arena_reset(&buffer->arena);
}

void write_buffer_end(struct write_buffer *buffer)
{
	texts_drop(buffer);
	buffer->pages.n = 0;
	write_buffer_names_clear(buffer);
	write_buffer_people_drop(buffer);
}

int write_buffer_begin(struct write_buffer *buffer, struct store *store, struct err *err)
{
	write_buffer_end(buffer);
	if (db_integer(store, "SELECT 1 + coalesce(max(page_id), 0) FROM page", 1,
		&buffer->next_page, err) != 0 ||
	    db_integer(store, "SELECT 1 + coalesce(max(comment_id), 0) FROM comment", 1,
		&buffer->next_comment, err) != 0 ||
	    write_buffer_names_begin(buffer, store, err) != 0)
		return -1;
	return 0;
}

/* ---- writing ---- */

static bool texts_are_many(const struct write_buffer *buffer)
{
	return buffer->bytes + buffer->aliases.n * sizeof *buffer->aliases.at +
	    buffer->comments.n * sizeof *buffer->comments.at >=
	    TEXTS;
}

static int texts_flush(struct write_buffer *buffer, struct store *store, struct err *err)
{
	if (write_buffer_aliases_put(buffer, store, err) != 0 ||
	    write_buffer_comments_put(buffer, store, err) != 0)
		return -1;
	texts_drop(buffer);
	return 0;
}

int write_buffer_flush(struct write_buffer *buffer, struct store *store, struct err *err)
{
	if (!buffer)
		return 0;
	return texts_flush(buffer, store, err) != 0 ||
		write_buffer_pages_put(buffer, store, err) != 0 ||
		write_buffer_people_put(buffer, store, err) != 0
	    ? -1
	    : 0;
}

int write_buffer_make_room(struct write_buffer *buffer, struct store *store, struct err *err)
{
	if (!buffer)
		return 0;
	if (buffer->pages.n >= PAGES)
		return write_buffer_flush(buffer, store, err);
	if (texts_are_many(buffer) && texts_flush(buffer, store, err) != 0)
		return -1;
	return write_buffer_people_are_many(buffer) ? write_buffer_people_put(buffer, store, err)
						    : 0;
}
