/*
 * import: see import.h. Bytes → source (UTF-8) → repair (well-formed) → reader (entries) → here.
 * Comments wait in one record until another post's come, so an export in any order stays in
 * constant memory.
 */
#include "importers/feed/import.h"

#include "importers/feed/comment_batch.h"
#include "importers/feed/make.h"
#include "importers/feed/members.h"
#include "importers/feed/notices.h"
#include "importers/feed/xml_repair.h"
#include "importers/feed/reader.h"
#include "importers/feed/prescan.h"
#include "importers/feed/source.h"
#include "importers/feed/writer.h"
#include "importers/page/comments/comments.h"
#include "importers/sniff/sniff.h"
#include "schema/base/message.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <inttypes.h>
#include <string.h>

enum { PAGE_ARENA = 512 << 20, KNOWN_ARENA = 8 << 20, UNKNOWN_MAX = 100 };

struct import {
	const struct import_options *options;
	const struct import_sink *sink;
	const char *name;
	struct source source;
	struct xml_repair repair;
	struct reader *reader;
	struct arena page_arena;
	struct comment_batch comments;
	struct arena known; /* for the rest of the feed: */
	struct members members;
	unknown_kind_list unknown;
	struct writer writer;
};

/* ---- entries ---- */

static void count(struct import *import, enum kind kind, const char *unknown)
{
	import->sink->totals->kinds[kind]++;
	if (kind != KIND_UNKNOWN)
		return;
	list_each (struct unknown_kind, it, &import->unknown)
		if (!strcmp(it->word, unknown)) {
			it->n++;
			return;
		}
	if (import->unknown.n == UNKNOWN_MAX)
		return;
	struct unknown_kind *new = list_add(&import->known, &import->unknown);
	size_t n = strlen(unknown);
	new->word = arena_copy(&import->known, unknown, n > 200 ? 200 : n);
	new->n = 1;
}

/* The comments that stood inside the item go with it. */
static void take_item_comments(struct import *import, const char *post, struct record *record)
{
	if (!import->comments.record.post || !post || strcmp(import->comments.record.post, post))
		return;
	record->comments.known = true;
	list_each (struct comment, it, &import->comments.record.comments.items)
		*list_add(&import->page_arena, &record->comments.items) = *it;
	import->comments.record.comments.items.n = 0;
}

static const char *item_post(
    struct arena *arena, const struct feed *feed, const struct entry *item, const char *blog)
{
	const char *url = make_url(arena, feed, item, blog);
	return url ? url : arena_text(arena, item->text[ENTRY_ID]);
}

/* What the entry says of its record, which its text does not. */
static void complete_post(struct import *import, const struct feed *feed, const struct entry *entry,
    struct record *record)
{
	struct arena *arena = &import->page_arena;
	const char *id = entry->text[ENTRY_ID];
	record->page.id = id && *id ? text_nfc(arena, id) : NULL;
	record->page.charset = import->source.charset ? import->source.charset : "utf-8";
	record->comments.count = make_comment_count(entry);
	record->comments.known = record->comments.count >= 0;
	if (entry->wordpress)
		take_item_comments(
		    import, item_post(arena, feed, entry, import->options->url), record);
	comments_classify(arena, record);
	notices_of_entry(arena, entry, &import->repair, record);
}

static void import_post(struct import *import, const struct feed *feed, const struct entry *entry)
{
	struct arena *arena = &import->page_arena;
	struct err why = {0};
	record_list records = {0};

	arena_reset(arena);
	struct page_source source = make_source(arena, feed, entry, import->options->url);
	source.name = import->name;
	source.retrieved_at = import->options->retrieved_at;
	source.importer = "film-feed " FILMTALLY_VERSION;
	if (page_read(arena, &source, &import->options->page, &records, &why)) {
		ledger_refuse(import->sink->ledger, import->name, source.url, why.text, NULL, 0);
		return;
	}
	struct record *record = &records.at[0];
	complete_post(import, feed, entry, record);
	comment_batch_know_title(&import->comments, record);
	writer_put(&import->writer, record);
	ledger_keep(import->sink->ledger, 1);
	if (entry->wordpress)
		comment_batch_flush(&import->comments);
}

/* Puts a comment among those waiting; a member's is no vote. */
static bool add_comment(struct import *import, struct comment *comment, const char *post)
{
	if (!comment->id || !post) {
		ledger_refuse(import->sink->ledger, import->name, comment->id,
		    comment->id ? "a comment that names no post" : "a comment without an id", NULL,
		    0);
		return false;
	}
	if (comment->voter && members_has(&import->members, comment->voter))
		comment->voter = NULL;
	comment_batch_add(&import->comments, comment, post);
	ledger_keep(import->sink->ledger, 1);
	return true;
}

static void import_comment(struct import *import, const struct entry *entry)
{
	struct arena *arena = &import->page_arena; /* free between posts */
	const char *post;

	arena_reset(arena);
	(void)make_comment(arena, entry, &post);
	comment_batch_turn_to(&import->comments, post);
	struct comment comment = make_comment(&import->comments.arena, entry, &post);
	if (add_comment(import, &comment, post))
		notices_of_entry(
		    &import->comments.arena, entry, &import->repair, &import->comments.record);
}

/* A type that a theme or plugin brought along (`movie`, `review`) is public when it is
 * published. */
static bool is_public(const struct entry *item)
{
	const char *status = item->text[ENTRY_STATUS];
	return status && !strcmp(status, "publish");
}

static void take_entry(void *context, const struct feed *feed, struct entry *entry)
{
	struct import *import = context;
	const char *unknown = NULL;
	enum kind kind = kind_of_entry(entry, &unknown);

	members_of_feed(&import->members, feed);
	count(import, kind, unknown);
	if (kind == KIND_POST)
		members_add(&import->members, entry->text[ENTRY_URI]);
	if (kind == KIND_POST)
		import_post(import, feed, entry);
	else if (kind == KIND_COMMENT)
		import_comment(import, entry);
	else
		ledger_keep(import->sink->ledger, 1);
	if (entry->wordpress && (kind == KIND_PAGE || (kind == KIND_UNKNOWN && is_public(entry))))
		comment_batch_flush(&import->comments);
	else if (entry->wordpress)
		import->comments.record.comments.items.n = 0; /* to drafts and the like */
}

static void take_item_comment(
    void *context, const struct feed *feed, const struct entry *item, struct entry *entry)
{
	struct import *import = context;
	const char *unknown = NULL;
	enum kind kind = kind_of_wordpress_comment(entry, &unknown);

	members_of_feed(&import->members, feed);
	count(import, kind, unknown);
	if (kind != KIND_COMMENT) {
		ledger_keep(import->sink->ledger, 1);
		return;
	}
	arena_reset(&import->page_arena);
	const char *blog = import->options->url;
	const char *post = item_post(&import->page_arena, feed, item, blog);
	comment_batch_turn_to(&import->comments, post);
	struct comment comment = make_wordpress_comment(
	    &import->comments.arena, entry, make_url(&import->comments.arena, feed, item, blog));
	if (members_is_user(feed, entry->text[ENTRY_USER]))
		comment.voter = NULL;
	add_comment(import, &comment, post);
}

/* ---- what is known only at the end ---- */

/* What concerns the whole feed goes last, in a record of no comments under the feed's own name. */
static void write_feed_notices(struct import *import, const struct feed *feed)
{
	struct record *record = &import->comments.record;
	const char *self = entry_link(&feed->head, "self", NULL);
	const char *id = feed->head.text[ENTRY_ID];
	const char *link = feed->head.text[ENTRY_LINK];
	const char *const names[] = {id, self, link, "feed"};
	size_t name = 0;

	notices_of_feed(&import->comments.arena, import->name, feed, &import->source,
	    &import->repair, &import->unknown, record);
	if (!record->notices.n)
		return;
	while (!names[name] || !*names[name])
		name++;
	record->post = names[name];
	writer_put(&import->writer, record);
}

/* ---- the whole feed ---- */

/* The length of the text up to the end of its first entry, all of it when none ends there. By such
 * pieces a repair can be told to the entry that it was in. */
static size_t to_entry_end(const char *text, size_t n)
{
	static const char *const tags[] = {"</entry>", "</item>"};
	size_t nearest = n;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		const char *at = memmem(text, nearest, tags[i], strlen(tags[i]));
		if (at)
			nearest = (size_t)(at - text) + strlen(tags[i]);
	}
	return nearest;
}

static int read_chunk(struct import *import, const char *text, size_t n, struct err *err)
{
	while (n) {
		size_t part = to_entry_end(text, n);
		const struct buf *xml = xml_repair_feed(&import->repair, text, part);
		reader_feed(import->reader, buf_text(xml), xml->n, false);
		text += part;
		n -= part;
		if (import->writer.err.status) {
			*err = import->writer.err;
			return -1;
		}
	}
	return 0;
}

static int read_bytes(struct import *import, struct input *input, struct err *err)
{
	const struct ledger *ledger = import->sink->ledger;
	const char *text;
	size_t n;
	int more;

	while ((more = source_next(&import->source, &text, &n, err)) > 0) {
		if (read_chunk(import, text, n, err))
			return -1;
		progress_tell(
		    import->sink->progress, ledger->kept + ledger->refused, input_offset(input));
	}
	return more;
}

static bool is_feed(const struct feed *feed)
{
	return feed->root &&
	    (!strcmp(feed->root, "feed") || !strcmp(feed->root, "rss") ||
		!strcmp(feed->root, "RDF") || feed->entries);
}

static int check_feed(struct import *import, const struct feed *feed, bool whole, struct err *err)
{
	const char *root = feed->root;
	if (!root)
		return err_set(err, EXIT_REFUSED, "not a feed: no element in it");
	if (!is_feed(feed))
		return err_set(err, EXIT_REFUSED, "not a feed: its root is <%s>%s", root,
		    ascii_equal(root, "html") ? ": give it to film-page" : "");
	if (!whole)
		return err_set(
		    err, EXIT_REFUSED, "the XML parser gave up after %zu entries", feed->entries);
	if (import->repair.cut)
		return err_set(err, EXIT_REFUSED, "the feed ends in the middle, after %zu entries",
		    feed->entries);
	return 0;
}

static int finish(struct import *import, int status, struct err *err)
{
	const struct buf *xml = xml_repair_end(&import->repair);
	bool whole = reader_feed(import->reader, buf_text(xml), xml->n, true);
	const struct feed *feed = reader_of(import->reader);

	comment_batch_flush(&import->comments);
	if (is_feed(feed))
		write_feed_notices(import, feed);
	if (writer_flush(&import->writer)) {
		*err = import->writer.err;
		return -1;
	}
	return status ? -1 : check_feed(import, feed, whole, err);
}

/* Markup of any kind may hold a feed, in any charset: its root is seen later. What is known to be
 * something else is refused at once, in the words of every importer. */
static int refuse_others(struct input *input, struct err *err)
{
	size_t n, blank = 0;
	const char *head = input_peek(input, SNIFF_BYTES, &n);
	struct sniffed sniffed = sniff(head, n, n < SNIFF_BYTES);
	while (blank < n && ascii_is_space(head[blank]))
		blank++;
	bool markup = blank < n && head[blank] == '<';
	bool known = sniffed.form == SNIFF_WEBARCHIVE || sniffed.form == SNIFF_WARC ||
	    sniffed.form == SNIFF_TABLE || sniffed.form == SNIFF_OTHER ||
	    sniffed.form == SNIFF_BINARY || sniffed.form == SNIFF_LOADED;
	return known && !markup ? sniff_refuse(&sniffed, "a feed", err) : 0;
}

static void open_import(struct import *import, struct input *input)
{
	static const struct reader_calls calls = {take_entry, take_item_comment};
	arena_init(&import->page_arena, PAGE_ARENA);
	arena_init(&import->known, KNOWN_ARENA);
	writer_open(&import->writer, import->sink->output, import->sink->ledger, import->name);
	comment_batch_open(&import->comments, &import->known, &import->writer);
	source_open(&import->source, input, import->options->charset);
	xml_repair_open(&import->repair);
	import->reader = reader_open(&calls, import);
}

static void close_import(struct import *import)
{
	reader_close(import->reader);
	xml_repair_release(&import->repair);
	source_release(&import->source);
	comment_batch_release(&import->comments);
	writer_release(&import->writer);
	arena_release(&import->known);
	arena_release(&import->page_arena);
}

int import_feed(const struct import_options *options, struct input *input,
    const struct import_sink *sink, struct err *err)
{
	struct import import = {.options = options, .sink = sink, .name = input_name(input)};

	if (refuse_others(input, err))
		return -1;
	members_open(&import.members);
	int status = prescan_members(input, options->charset, &import.members, err);
	if (!status) {
		open_import(&import, input);
		status = finish(&import, read_bytes(&import, input, err), err);
		close_import(&import);
	}
	members_release(&import.members);
	return status;
}
