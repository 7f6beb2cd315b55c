/* waiting.c: see waiting.h. */
#include "schema/store/waiting_part.h"

#include <stdlib.h>
#include <string.h>

enum {
	WAITING_BYTES = 4 << 20, /* about 17,000 pages of one comment */
	ROOM = 1 << 16,          /* texts are packed into pieces of this size */
	ARENA_MAX = 1 << 30      /* one record may go beyond WAITING_BYTES */
};

/* ---- life cycle ------------------------------------------------------------------------------ */

struct waiting *waiting_open(void)
{
	struct waiting *waiting = must_calloc(1, sizeof *waiting);
	arena_init(&waiting->arena, ARENA_MAX);
	buf_init(&waiting->names, ARENA_MAX);
	return waiting;
}

void waiting_close(struct waiting *waiting)
{
	if (!waiting)
		return;
	arena_release(&waiting->arena);
	free(waiting->pages.at);
	free(waiting->comments.at);
	free(waiting->people.at);
	buf_release(&waiting->names);
	free(waiting->slots);
	free(waiting->filter);
	free(waiting);
}

static void drop(struct waiting *waiting)
{
	waiting->pages.n = waiting->comments.n = waiting->bytes = 0;
	waiting->room_n = 0;
	arena_reset(&waiting->arena);
	waiting_names_clear(waiting);
}

int waiting_begin(struct waiting *waiting, struct store *store, struct err *err)
{
	drop(waiting);
	waiting_people_drop(waiting);
	if (db_integer(store, "SELECT 1 + coalesce(max(page_id), 0) FROM page", 1,
		&waiting->next_page, err) != 0 ||
	    db_integer(store, "SELECT 1 + coalesce(max(comment_id), 0) FROM comment", 1,
		&waiting->next_comment, err) != 0 ||
	    waiting_names_begin(waiting, store, err) != 0)
		return -1;
	store->waiting = waiting;
	return 0;
}

void waiting_end(struct waiting *waiting, struct store *store)
{
	drop(waiting);
	waiting_people_drop(waiting);
	store->waiting = NULL;
}

/* ---- keeping --------------------------------------------------------------------------------- */

void *waiting_grow(void *array, size_t n, size_t *cap, size_t size)
{
	if (n == *cap) {
		*cap = *cap ? *cap * 2 : 64;
		array = must_realloc(array, *cap * size);
	}
	memset((char *)array + n * size, 0, size);
	return array;
}

const char *waiting_text(struct waiting *waiting, const char *text)
{
	size_t n = text ? strlen(text) + 1 : 0;
	if (!text)
		return NULL;
	waiting->bytes += n;
	if (n > ROOM / 4)
		return arena_text(&waiting->arena, text);
	if (n > waiting->room_n) {
		waiting->room = arena_take_raw(&waiting->arena, ROOM);
		waiting->room_n = ROOM;
	}
	const char *kept = memcpy(waiting->room, text, n);
	waiting->room += n;
	waiting->room_n -= n;
	return kept;
}

static bool is_full(const struct waiting *waiting)
{
	return waiting->bytes + waiting->pages.n * sizeof *waiting->pages.at +
	    waiting->comments.n * sizeof *waiting->comments.at >=
	    WAITING_BYTES;
}

/* ---- pages ----------------------------------------------------------------------------------- */

int64_t waiting_page(struct waiting *waiting, const char *key, const char *other)
{
	struct waiting_page *page = waiting_add(&waiting->pages);
	*page = (struct waiting_page){
	    waiting->next_page++, waiting_text(waiting, key), waiting_text(waiting, other)};
	waiting_names_add(waiting, waiting->pages.n - 1);
	return page->page;
}

static int key_order(const void *a, const void *b)
{
	return strcmp(((const struct waiting_page *)a)->key, ((const struct waiting_page *)b)->key);
}

/* Those without another name come last. */
static int other_order(const void *a, const void *b)
{
	const char *x = ((const struct waiting_page *)a)->other,
		   *y = ((const struct waiting_page *)b)->other;
	return x && y ? strcmp(x, y) : (x == NULL) - (y == NULL);
}

static int put(
    struct store *store, const char *sql, int64_t page, const char *name, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, page);
	db_bind_text(statement, 2, name);
	return db_step(store, statement, err);
}

static int pages_put(struct waiting *waiting, struct store *store, struct err *err)
{
	struct waiting_page *pages = waiting->pages.at;
	size_t n = waiting->pages.n;
	if (n)
		qsort(pages, n, sizeof *pages, key_order);
	for (size_t i = 0; i < n; i++)
		if (put(store, "INSERT INTO page (page_id, key) VALUES (?1, ?2)", pages[i].page,
			pages[i].key, err) < 0)
			return -1;
	if (n)
		qsort(pages, n, sizeof *pages, other_order);
	for (size_t i = 0; i < n && pages[i].other; i++)
		if (put(store, "INSERT INTO page_alias (page_id, key) VALUES (?1, ?2)",
			pages[i].page, pages[i].other, err) < 0)
			return -1;
	return 0;
}

static int pages_flush(struct waiting *waiting, struct store *store, struct err *err)
{
	if (pages_put(waiting, store, err) != 0 || waiting_comments_put(waiting, store, err) != 0)
		return -1;
	drop(waiting);
	return 0;
}

int waiting_flush(struct store *store, struct err *err)
{
	struct waiting *waiting = store->waiting;
	if (!waiting)
		return 0;
	return pages_flush(waiting, store, err) != 0 ? -1 : waiting_people_put(waiting, store, err);
}

int waiting_make_room(struct store *store, struct err *err)
{
	struct waiting *waiting = store->waiting;
	if (waiting && waiting_people_are_many(waiting) &&
	    waiting_people_put(waiting, store, err) != 0)
		return -1;
	return waiting && is_full(waiting) ? pages_flush(waiting, store, err) : 0;
}
