/* table_key.c: see table_key.h. */
#include "schema/store/evidence/table_key.h"
#include "schema/base/number.h"
#include "schema/record/film_id.h"
#include "schema/store/db.h"
#include "schema/store/evidence/mention.h"
#include "schema/store/page_name.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_MEMORY = 1 << 20 };

void table_key_add(struct buf *key, struct slice field)
{
	const char *at = field.at, *end = at + field.n;
	for (const char *c = at; c < end; c++)
		if (*c == '|' || *c == '\\') {
			buf_add(key, at, (size_t)(c - at));
			buf_add_char(key, '\\');
			at = c;
		}
	if (end > at)
		buf_add(key, at, (size_t)(end - at));
	buf_add_char(key, '|');
}

/* Appends the key of a row by its first four fields, as they stand on a plain line. */
static void key_of_line(struct buf *key, const char *text, size_t n)
{
	const char *end = text + n;
	for (int i = 0; i < 3; i++) {
		const char *comma = memchr(text, ',', (size_t)(end - text));
		table_key_add(key, (struct slice){text, (size_t)(comma - text)});
		text = comma + 1;
	}
	int64_t year;
	if (number_integer(text, (size_t)(end - text), &year))
		buf_add_format(key, "%d", (int)year);
}

int table_key_of_name(struct buf *key, const char *name, size_t n)
{
	buf_clear(key);
	if (*name == '\0')
		buf_add(key, name + 1, n - 1);
	else
		key_of_line(key, name, n);
	return key->overflow ? -1 : 0;
}

/* The next field of a key, unescaped into the arena; NULL when it is empty. */
static const char *key_part(struct arena *arena, const char **at, const char *end)
{
	char *out = arena_take(arena, (size_t)(end - *at) + 1), *to = out;
	for (; *at < end && **at != '|'; ++*at) {
		if (**at == '\\')
			++*at;
		*to++ = **at;
	}
	if (*at < end)
		++*at;
	return *out ? out : NULL;
}

/* False when `film` is of a known scheme and no id of it. */
static bool film_of_column(struct arena *arena, struct table_key *parts)
{
	const char *scheme, *id, *colon;
	if (!parts->film)
		return true;
	colon = strchr(parts->film, ':');
	if (strncmp(colon, "://", 3) != 0) {
		scheme = arena_copy(arena, parts->film, (size_t)(colon - parts->film));
		id = film_id_canonical(arena, scheme, colon + 1);
		return id && film_add_id(arena, &parts->facts, scheme, id);
	}
	parts->page_ref = page_name(arena, parts->film);
	if (film_id_from_url(arena, parts->film, &scheme, &id))
		film_add_id(arena, &parts->facts, scheme, id);
	return true;
}

bool table_key_read(struct arena *arena, const char *key, size_t n, struct table_key *parts)
{
	const char *end = key + n, *year;
	*parts = (struct table_key){.facts = film_init()};
	parts->source = key_part(arena, &key, end);
	parts->film = key_part(arena, &key, end);
	parts->facts.title = key_part(arena, &key, end);
	year = key_part(arena, &key, end);
	parts->facts.year = year ? atoi(year) : 0;
	return film_of_column(arena, parts);
}

int table_mention_write(struct store *store, int64_t mention, struct err *err)
{
	struct arena arena;
	struct table_key parts;
	sqlite3_stmt *get = db_statement(
	    store, "SELECT key FROM mention WHERE mention_id = ?1 AND page_id IS NULL", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	arena_init(&arena, KEY_MEMORY);
	int got = db_step(store, get, err);
	if (got > 0) {
		table_key_read(&arena, (const char *)sqlite3_column_text(get, 0),
		    (size_t)sqlite3_column_bytes(get, 0), &parts);
		got = mention_write(store, &arena, mention, &parts.facts, err);
	}
	db_done(get);
	arena_release(&arena);
	return got;
}
