/*
 * import: see import.h. Bytes → source (UTF-8) → repair (well-formed) → reader (entries) → here.
 * Comments wait in one record until another post's come, so an export in any order stays in
 * constant memory.
 */
#include "importers/feed/import.h"

#include "importers/feed/make.h"
#include "importers/feed/members.h"
#include "importers/feed/xml_repair.h"
#include "importers/feed/reader.h"
#include "importers/feed/prescan.h"
#include "importers/feed/source.h"
#include "importers/feed/writer.h"
#include "importers/page/comments/comments.h"
#include "importers/page/words/lexicon.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <inttypes.h>
#include <string.h>

enum {
	PAGE_ARENA = 512 << 20,
	COMMENTS_ARENA = 64 << 20,
	KNOWN_ARENA = 8 << 20,
	COMMENTS_MAX = 1000,      /* of one record */
	COMMENTS_BYTES = 4 << 20, /* of one record */
	UNKNOWN_MAX = 100
};

struct unknown {
	const char *word;
	int64_t n;
};

struct import {
	const struct import_options *options;
	const struct import_sink *sink;
	const char *name;
	struct source source;
	struct xml_repair repair;
	struct reader *reader;
	struct arena page_arena, comments_arena;
	struct record comments; /* waiting to be written */
	struct arena known;     /* for the rest of the feed: */
	struct members members;
	LIST_OF(struct unknown) unknown;
	struct titled *titled; /* posts whose film's title reads like a vote */
	struct writer writer;
};

/* A film whose title would be read as a vote, so that comments without their post can have it
 * masked. */
struct titled {
	const char *url, *id;
	struct film film;
	struct titled *next;
};

/* ---- writing ---- */

static struct titled *titled_post(const struct import *import, const char *post)
{
	for (struct titled *it = import->titled; it; it = it->next)
		if ((it->url && !strcmp(it->url, post)) || (it->id && !strcmp(it->id, post)))
			return it;
	return NULL;
}

static void flush_comments(struct import *import)
{
	struct record *record = &import->comments;
	if (record->comments.items.n) {
		struct titled *titled = titled_post(import, record->post);
		if (titled)
			*list_add(&import->comments_arena, &record->films) = titled->film;
		comments_classify(&import->comments_arena, record);
		writer_put(&import->writer, record);
	}
	arena_reset(&import->comments_arena);
	*record = record_init(RECORD_COMMENTS);
}

/* ---- entries ---- */

static void count(struct import *import, enum kind kind, const char *unknown)
{
	import->sink->totals->kinds[kind]++;
	if (kind != KIND_UNKNOWN)
		return;
	list_each (struct unknown, it, &import->unknown)
		if (!strcmp(it->word, unknown)) {
			it->n++;
			return;
		}
	if (import->unknown.n == UNKNOWN_MAX)
		return;
	struct unknown *new = list_add(&import->known, &import->unknown);
	size_t n = strlen(unknown);
	new->word = arena_copy(&import->known, unknown, n > 200 ? 200 : n);
	new->n = 1;
}

static void note_entry(
    struct import *import, struct arena *arena, const struct entry *entry, struct record *record)
{
	if (entry->too_long)
		record_add_notice(arena, record, NOTICE_FIELD_CUT,
		    "a part of the entry is longer than its limit");
	if (!import->repair.repairs)
		return;
	record->page.status = STATUS_PARTIAL;
	record_add_notice(arena, record, NOTICE_XML_SALVAGED,
	    "repairs: %zu, the first at line %ld: %s", import->repair.repairs,
	    import->repair.first_line, import->repair.first);
	xml_repair_forget(&import->repair);
}

/* Remembers a post whose film's title holds a side word. */
static void know_title(struct import *import, const struct record *record)
{
	if (record->films.n != 1 || !record->films.at->title ||
	    !lexicon_may_speak(record->films.at->title) || import->known.taken > KNOWN_ARENA / 2)
		return;
	struct titled *titled = arena_take(&import->known, sizeof *titled);
	titled->url = arena_text(&import->known, record->page.url);
	titled->id = arena_text(&import->known, record->page.id);
	titled->film = film_init();
	titled->film.title = arena_text(&import->known, record->films.at->title);
	titled->next = import->titled;
	import->titled = titled;
}

/* The comments that stood inside the item go with it. */
static void take_item_comments(struct import *import, const char *post, struct record *record)
{
	if (!import->comments.post || !post || strcmp(import->comments.post, post))
		return;
	record->comments.known = true;
	list_each (struct comment, it, &import->comments.comments.items)
		*list_add(&import->page_arena, &record->comments.items) = *it;
	import->comments.comments.items.n = 0;
}

static const char *item_post(
    struct arena *arena, const struct feed *feed, const struct entry *item, const char *blog)
{
	const char *url = make_url(arena, feed, item, blog);
	return url ? url : arena_text(arena, item->text[ENTRY_ID]);
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
	const char *id = entry->text[ENTRY_ID];
	record->page.id = id && *id ? text_nfc(arena, id) : NULL;
	record->page.charset = import->source.charset ? import->source.charset : "utf-8";
	record->comments.count = make_comment_count(entry);
	record->comments.known = record->comments.count >= 0;
	if (entry->wordpress)
		take_item_comments(
		    import, item_post(arena, feed, entry, import->options->url), record);
	comments_classify(arena, record);
	note_entry(import, arena, entry, record);
	know_title(import, record);
	writer_put(&import->writer, record);
	ledger_keep(import->sink->ledger, 1);
	if (entry->wordpress)
		flush_comments(import);
}

/* Puts a comment among those waiting, after others of the same post. */
static bool add_comment(struct import *import, const struct comment *comment, const char *post)
{
	struct record *record = &import->comments;
	struct arena *arena = &import->comments_arena;

	if (!comment->id || !post) {
		ledger_refuse(import->sink->ledger, import->name, comment->id,
		    comment->id ? "a comment that names no post" : "a comment without an id", NULL,
		    0);
		return false;
	}
	if (!record->post || strcmp(record->post, post))
		record->post = arena_text(arena, post);
	struct comment *added = list_add(arena, &record->comments.items);
	*added = *comment;
	if (added->voter && members_has(&import->members, added->voter))
		added->voter = NULL;
	ledger_keep(import->sink->ledger, 1);
	return true;
}

/* Makes room for a comment to that post: what waits for another goes out first. */
static void turn_to(struct import *import, const char *post)
{
	const struct record *record = &import->comments;
	bool other = record->post && (!post || strcmp(record->post, post));
	if (other || record->comments.items.n == COMMENTS_MAX ||
	    import->comments_arena.taken > COMMENTS_BYTES)
		flush_comments(import);
}

static void import_comment(struct import *import, const struct entry *entry)
{
	struct arena *arena = &import->page_arena; /* free between posts */
	const char *post;

	arena_reset(arena);
	(void)make_comment(arena, entry, &post);
	turn_to(import, post);
	struct comment comment = make_comment(&import->comments_arena, entry, &post);
	if (add_comment(import, &comment, post))
		note_entry(import, &import->comments_arena, entry, &import->comments);
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
		flush_comments(import);
	else if (entry->wordpress)
		import->comments.comments.items.n = 0; /* to drafts and the like */
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
	turn_to(import, post);
	struct comment comment = make_wordpress_comment(
	    &import->comments_arena, entry, make_url(&import->comments_arena, feed, item, blog));
	if (members_is_user(feed, entry->text[ENTRY_USER]))
		comment.voter = NULL;
	add_comment(import, &comment, post);
}

/* ---- what is known only at the end ---- */

static int64_t number_of(const char *text)
{
	int64_t value;
	return text && number_integer(text, strlen(text), &value) ? value : -1;
}

static void note_incomplete(struct import *import, const struct feed *feed, struct record *record)
{
	const char *next = entry_link(&feed->head, "next", NULL);
	int64_t total = number_of(feed->head.text[ENTRY_TOTAL_RESULTS]);
	struct arena *arena = &import->comments_arena;

	if (!next && total <= (int64_t)feed->entries)
		return;
	const char *of = total >= 0 ? arena_format(arena, " of %" PRId64, total) : "";
	record_add_notice(arena, record, NOTICE_FEED_INCOMPLETE, "%zu entries%s%s%s", feed->entries,
	    of, next ? "; next: " : "", next ? next : "");
	message_note(import->name, "%zu entries%s%s%s", feed->entries, of,
	    next ? "; the next page is " : "", next ? next : "");
}

static void note_charset(struct import *import, struct record *record)
{
	const struct source *source = &import->source;
	struct arena *arena = &import->comments_arena;
	if (source->mismatch)
		record_add_notice(arena, record, NOTICE_CHARSET_MISMATCH,
		    "declared otherwise, read as %s", source->charset);
	if (source->guessed && !source->mismatch)
		record_add_notice(
		    arena, record, NOTICE_CHARSET_GUESSED, "read as %s", source->charset);
	if (source->replaced)
		record_add_notice(arena, record, NOTICE_BYTES_REPLACED,
		    "%zu sequences became U+FFFD", source->replaced);
	message_detail(import->name, "charset %s, %s", source->charset ? source->charset : "utf-8",
	    source->why ? source->why : "nothing said otherwise");
}

/* What concerns the whole feed goes last, in a record of no comments under the feed's own name. */
static void write_feed_notices(struct import *import, const struct feed *feed)
{
	struct record *record = &import->comments;
	struct arena *arena = &import->comments_arena;
	const char *self = entry_link(&feed->head, "self", NULL);
	const char *id = feed->head.text[ENTRY_ID];
	const char *link = feed->head.text[ENTRY_LINK];
	const char *const names[] = {id, self, link, "feed"};
	size_t name = 0;

	note_charset(import, record);
	note_incomplete(import, feed, record);
	list_each (struct unknown, it, &import->unknown)
		record_add_notice(
		    arena, record, NOTICE_UNKNOWN_KIND, "%" PRId64 " × %s", it->n, it->word);
	if (import->repair.repairs)
		record_add_notice(arena, record, NOTICE_XML_SALVAGED,
		    "repairs: %zu, the first at line %ld: %s", import->repair.repairs,
		    import->repair.first_line, import->repair.first);
	if (import->repair.cut)
		record_add_notice(arena, record, NOTICE_PAGE_CUT, "the feed ends in the middle");
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

static int check_feed(struct import *import, const struct feed *feed, bool whole, struct err *err)
{
	const char *root = feed->root;
	bool known = root &&
	    (!strcmp(root, "feed") || !strcmp(root, "rss") || !strcmp(root, "RDF") ||
		feed->entries);
	if (!root)
		return err_set(err, EXIT_REFUSED, "not a feed: no element in it");
	if (!known)
		return err_set(err, EXIT_REFUSED, "not a feed: its root is <%s>", root);
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

	flush_comments(import);
	if (feed->root)
		write_feed_notices(import, feed);
	if (writer_flush(&import->writer)) {
		*err = import->writer.err;
		return -1;
	}
	return status ? -1 : check_feed(import, feed, whole, err);
}

/* Takeout comes as an archive: in one that is not compressed a feed could be found. */
static int refuse_archive(struct input *input, struct err *err)
{
	size_t n;
	const char *head = input_peek(input, 4, &n);
	if (n == 4 && memcmp(head, "PK\003\004", 4) == 0)
		return err_set(err, EXIT_REFUSED,
		    "a ZIP archive: unpack it, the feed in it is "
		    "Takeout/Blogger/Blogs/…/feed.atom");
	return 0;
}

int import_feed(const struct import_options *options, struct input *input,
    const struct import_sink *sink, struct err *err)
{
	static const struct reader_calls calls = {take_entry, take_item_comment};
	struct import import = {.options = options,
	    .sink = sink,
	    .name = input_name(input),
	    .comments = record_init(RECORD_COMMENTS)};

	if (refuse_archive(input, err))
		return -1;
	members_open(&import.members);
	if (prescan_members(input, options->charset, &import.members, err)) {
		members_release(&import.members);
		return -1;
	}
	arena_init(&import.page_arena, PAGE_ARENA);
	arena_init(&import.comments_arena, COMMENTS_ARENA);
	arena_init(&import.known, KNOWN_ARENA);
	writer_open(&import.writer, sink->output, sink->ledger, import.name);
	source_open(&import.source, input, options->charset);
	xml_repair_open(&import.repair);
	import.reader = reader_open(&calls, &import);
	int status = finish(&import, read_bytes(&import, input, err), err);
	reader_close(import.reader);
	xml_repair_release(&import.repair);
	source_release(&import.source);
	writer_release(&import.writer);
	arena_release(&import.known);
	members_release(&import.members);
	arena_release(&import.comments_arena);
	arena_release(&import.page_arena);
	return status;
}
