/* pages.c: the names of new pages go in sorted: their other names, and later the hashes of their
 * keys. */
#include "schema/base/digest.h"
#include "schema/store/names/page_key.h"
#include "schema/store/write_buffer/part.h"

#include <stdlib.h>
#include <string.h>

int64_t write_buffer_page(struct write_buffer *buffer, int64_t hash, const char *other)
{
	int64_t page = buffer->next_page++;
	*write_buffer_add(&buffer->pages) = (struct buffered_page){hash, (int32_t)page};
	write_buffer_names_add(buffer, hash);
	if (other) {
		*write_buffer_add(&buffer->aliases) =
		    (struct buffered_alias){write_buffer_text(buffer, other), page};
		write_buffer_names_add(buffer, digest_number(other));
	}
	return page;
}

static int hash_order(const void *a, const void *b)
{
	int64_t one = ((const struct buffered_page *)a)->hash,
		other = ((const struct buffered_page *)b)->hash;
	return (one > other) - (one < other);
}

int write_buffer_pages_put(struct write_buffer *buffer, struct store *store, struct err *err)
{
	struct buffered_page *pages = buffer->pages.at;
	size_t n = buffer->pages.n;
	if (n)
		qsort(pages, n, sizeof *pages, hash_order);
	for (size_t i = 0; i < n; i++)
		if (page_key_put(store, pages[i].hash, pages[i].page, err) < 0)
			return -1;
	buffer->pages.n = 0;
	write_buffer_names_clear(buffer);
	return 0;
}

static int key_order(const void *a, const void *b)
{
	return strcmp(
	    ((const struct buffered_alias *)a)->key, ((const struct buffered_alias *)b)->key);
}

int write_buffer_aliases_put(struct write_buffer *buffer, struct store *store, struct err *err)
{
	struct buffered_alias *aliases = buffer->aliases.at;
	size_t n = buffer->aliases.n;
	if (n)
		qsort(aliases, n, sizeof *aliases, key_order);
	for (size_t i = 0; i < n; i++)
		if (db_run_text(store, "INSERT INTO page_alias (key, page_id) VALUES (?1, ?2)",
			aliases[i].key, aliases[i].page, err) < 0)
			return -1;
	return 0;
}
