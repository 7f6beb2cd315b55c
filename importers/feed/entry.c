/* entry: see entry.h. */
#include "importers/feed/entry.h"

#include "schema/base/text.h"

#include <string.h>

void entry_init(struct entry *entry)
{
	*entry = (struct entry){0};
	arena_init(&entry->arena, BYTES_MAX);
	buf_init(&entry->content, CONTENT_MAX);
}

void entry_clear(struct entry *entry)
{
	struct arena arena = entry->arena;
	struct buf content = entry->content;

	arena_reset(&arena);
	buf_clear(&content);
	*entry = (struct entry){.arena = arena, .content = content};
}

void entry_release(struct entry *entry)
{
	arena_release(&entry->arena);
	buf_release(&entry->content);
}

const char *entry_link(const struct entry *entry, const char *rel, const char *type)
{
	for (size_t i = 0; i < entry->links.n; i++) {
		const struct entry_link *link = &entry->links.at[i];
		const char *is = link->rel ? link->rel : "alternate";
		bool typed = !type || !link->type || text_starts(link->type, type);
		if (link->href && typed && !strcmp(is, rel))
			return link->href;
	}
	return NULL;
}
