/* waiting.c: see waiting.h. */
#include "schema/base/digest.h"
#include "schema/store/evidence/waiting_part.h"
#include "schema/store/names/page_key.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAGES = 1 << 16,
	TEXTS = 3 << 20,    /* bytes of comments and other names: about 20,000 comments */
	ROOM = 1 << 16,     /* texts are packed into pieces of this size */
	ARENA_MAX = 1 << 30 /* one record may go beyond TEXTS */
};

/* ---- life cycle ---- */

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
	free(waiting->aliases.at);
	free(waiting->comments.at);
	free(waiting->people.at);
	buf_release(&waiting->names);
	free(waiting->slots);
	free(waiting->filter);
	free(waiting);
}

static void texts_drop(struct waiting *waiting)
{
	waiting->aliases.n = waiting->comments.n = waiting->bytes = 0;
	waiting->room_n = 0;
	arena_reset(&waiting->arena);
}

static void drop(struct waiting *waiting)
{
	texts_drop(waiting);
	waiting->pages.n = 0;
	waiting_names_clear(waiting);
	waiting_people_drop(waiting);
}

int waiting_begin(struct waiting *waiting, struct store *store, struct err *err)
{
	drop(waiting);
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
	store->waiting = NULL;
}

/* ---- keeping ---- */

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

static bool texts_are_many(const struct waiting *waiting)
{
	return waiting->bytes + waiting->aliases.n * sizeof *waiting->aliases.at +
	    waiting->comments.n * sizeof *waiting->comments.at >=
	    TEXTS;
}

/* ---- pages ---- */

int64_t waiting_page(struct waiting *waiting, int64_t hash, const char *other)
{
	int64_t page = waiting->next_page++;
	*waiting_add(&waiting->pages) = (struct waiting_page){hash, (int32_t)page};
	waiting_names_add(waiting, hash);
	if (other) {
		*waiting_add(&waiting->aliases) =
		    (struct waiting_alias){waiting_text(waiting, other), page};
		waiting_names_add(waiting, digest_number(other));
	}
	return page;
}

static int hash_order(const void *a, const void *b)
{
	int64_t one = ((const struct waiting_page *)a)->hash,
		other = ((const struct waiting_page *)b)->hash;
	return (one > other) - (one < other);
}

/* After the other names: as long as one waits, so does its page. */
static int pages_put(struct waiting *waiting, struct store *store, struct err *err)
{
	struct waiting_page *pages = waiting->pages.at;
	size_t n = waiting->pages.n;
	if (n)
		qsort(pages, n, sizeof *pages, hash_order);
	for (size_t i = 0; i < n; i++)
		if (page_key_put(store, pages[i].hash, pages[i].page, err) < 0)
			return -1;
	waiting->pages.n = 0;
	waiting_names_clear(waiting);
	return 0;
}

static int key_order(const void *a, const void *b)
{
	return strcmp(
	    ((const struct waiting_alias *)a)->key, ((const struct waiting_alias *)b)->key);
}

static int aliases_put(struct waiting *waiting, struct store *store, struct err *err)
{
	struct waiting_alias *aliases = waiting->aliases.at;
	size_t n = waiting->aliases.n;
	if (n)
		qsort(aliases, n, sizeof *aliases, key_order);
	for (size_t i = 0; i < n; i++)
		if (db_run_text(store, "INSERT INTO page_alias (key, page_id) VALUES (?1, ?2)",
			aliases[i].key, aliases[i].page, err) < 0)
			return -1;
	return 0;
}

/* ---- writing ---- */

static int texts_flush(struct waiting *waiting, struct store *store, struct err *err)
{
	if (aliases_put(waiting, store, err) != 0 || waiting_comments_put(waiting, store, err) != 0)
		return -1;
	texts_drop(waiting);
	return 0;
}

int waiting_flush(struct store *store, struct err *err)
{
	struct waiting *waiting = store->waiting;
	if (!waiting)
		return 0;
	return texts_flush(waiting, store, err) != 0 || pages_put(waiting, store, err) != 0 ||
		waiting_people_put(waiting, store, err) != 0
	    ? -1
	    : 0;
}

int waiting_make_room(struct store *store, struct err *err)
{
	struct waiting *waiting = store->waiting;
	if (!waiting)
		return 0;
	if (waiting->pages.n >= PAGES)
		return waiting_flush(store, err);
	if (texts_are_many(waiting) && texts_flush(waiting, store, err) != 0)
		return -1;
	return waiting_people_are_many(waiting) ? waiting_people_put(waiting, store, err) : 0;
}
