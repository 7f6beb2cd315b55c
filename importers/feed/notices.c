/* notices: see notices.h. */
#include "importers/feed/notices.h"

#include "schema/base/message.h"
#include "schema/base/number.h"

#include <inttypes.h>
#include <string.h>

static int64_t number_of(const char *text)
{
	int64_t value;
	return text && number_integer(text, strlen(text), &value) ? value : -1;
}

static void note_repairs(
    struct arena *arena, const struct xml_repair *repair, struct record *record)
{
	record_add_notice(arena, record, NOTICE_XML_SALVAGED,
	    "repairs: %zu, the first at line %ld: %s", repair->repairs, repair->first_line,
	    repair->first);
}

void notices_of_entry(struct arena *arena, const struct entry *entry, struct xml_repair *repair,
    struct record *record)
{
	if (entry->too_long)
		record_add_notice(arena, record, NOTICE_FIELD_CUT,
		    "a part of the entry is longer than its limit");
	if (!repair->repairs)
		return;
	record->page.status = STATUS_PARTIAL;
	note_repairs(arena, repair, record);
	xml_repair_forget(repair);
}

static void note_incomplete(
    struct arena *arena, const char *name, const struct feed *feed, struct record *record)
{
	const char *next = entry_link(&feed->head, "next", NULL);
	int64_t total = number_of(feed->head.text[ENTRY_TOTAL_RESULTS]);

	if (!next && total <= (int64_t)feed->entries)
		return;
	const char *of = total >= 0 ? arena_format(arena, " of %" PRId64, total) : "";
	record_add_notice(arena, record, NOTICE_FEED_INCOMPLETE, "%zu entries%s%s%s", feed->entries,
	    of, next ? "; next: " : "", next ? next : "");
	message_note(name, "%zu entries%s%s%s", feed->entries, of,
	    next ? "; the next page is " : "", next ? next : "");
}

static void note_charset(
    struct arena *arena, const char *name, const struct source *source, struct record *record)
{
	if (source->mismatch)
		record_add_notice(arena, record, NOTICE_CHARSET_MISMATCH,
		    "declared otherwise, read as %s", source->charset);
	if (source->guessed && !source->mismatch)
		record_add_notice(
		    arena, record, NOTICE_CHARSET_GUESSED, "read as %s", source->charset);
	if (source->replaced)
		record_add_notice(arena, record, NOTICE_BYTES_REPLACED,
		    "%zu sequences became U+FFFD", source->replaced);
	message_detail(name, "charset %s, %s", source->charset ? source->charset : "utf-8",
	    source->why ? source->why : "nothing said otherwise");
}

void notices_of_feed(struct arena *arena, const char *name, const struct feed *feed,
    const struct source *source, const struct xml_repair *repair, const unknown_kind_list *unknown,
    struct record *record)
{
	note_charset(arena, name, source, record);
	note_incomplete(arena, name, feed, record);
	list_each (const struct unknown_kind, it, unknown)
		record_add_notice(
		    arena, record, NOTICE_UNKNOWN_KIND, "%" PRId64 " × %s", it->n, it->word);
	if (repair->repairs)
		note_repairs(arena, repair, record);
	if (repair->cut)
		record_add_notice(arena, record, NOTICE_PAGE_CUT, "the feed ends in the middle");
}
