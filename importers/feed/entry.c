/* entry: see entry.h. */
#include "importers/feed/entry.h"

#include "importers/feed/mojibake.h"
#include "schema/base/date.h"
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

const char *entry_time(struct arena *arena, const char *text)
{
	char out[DATE_TEXT];
	size_t n = text ? strlen(text) : 0;
	if (!text || (!date_iso(text, n, out) && !date_rfc822(text, n, out)))
		return NULL;
	return arena_text(arena, out);
}

const char *entry_keep(struct entry *entry, const char *text, size_t max)
{
	if (!text)
		return NULL;
	size_t n = strlen(text);
	if (n > max) {
		entry->too_long = true;
		return NULL;
	}
	return mojibake_line(&entry->arena, text, n);
}

void entry_add_label(struct entry *entry, const char *label)
{
	const char *kept = entry_keep(entry, label, LABEL_MAX);
	if (entry->labels.n == LABELS_MAX)
		entry->too_long = true;
	else if (kept && *kept)
		*list_add(&entry->arena, &entry->labels) = kept;
}
