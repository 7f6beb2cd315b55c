/*
 * reader: see reader.h. Each open element stands on a stack with where we are in it; a text being
 * captured takes everything inside it, markup included.
 */
#include "importers/feed/reader.h"

#include "importers/feed/attributes.h"
#include "importers/feed/element.h"
#include "importers/feed/mojibake.h"
#include "importers/feed/xml.h"
#include "schema/base/message.h"
#include "schema/base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Deeper than xml_repair.h lets anything be. */
enum { DEPTH_MAX = 2100 };

struct level {
	enum where where; /* inside this element */
	bool opens;       /* it is the entry or comment itself, which ends with it */
	bool is_void;     /* captured markup that has no end tag in HTML */
};

struct reader {
	struct xml *xml;
	const struct reader_calls *calls;
	void *context;
	struct feed feed;
	struct entry entry, comment;
	bool open; /* an entry has begun and not ended */
	struct level stack[DEPTH_MAX];
	size_t depth;
	enum entry_text field; /* being captured, ENTRY_NONE: nothing */
	size_t captured_at;    /* the depth of its element */
	struct buf capture;
	bool escape; /* the capture is XHTML: its text is not HTML source */
};

static enum where where_now(const struct reader *reader)
{
	return reader->depth ? reader->stack[reader->depth - 1].where : WHERE_OUTSIDE;
}

static struct level *enter(struct reader *reader, enum where where)
{
	assert(reader->depth < DEPTH_MAX);
	struct level *level = &reader->stack[reader->depth++];
	*level = (struct level){.where = where};
	return level;
}

/* Whom the texts here belong to. */
static struct entry *subject(struct reader *reader)
{
	if (where_now(reader) == WHERE_COMMENT)
		return &reader->comment;
	return reader->open ? &reader->entry : &reader->feed.head;
}

/* ---- capturing ---- */

static bool is_void(const char *name)
{
	static const char *const names[] = {"br", "img", "hr", "input", "meta", "link", "wbr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void add_escaped(struct buf *buf, const char *text, size_t n)
{
	for (const char *end = text + n; text < end;) {
		size_t plain = 0;
		while (text + plain < end && !strchr("&<>\"", text[plain]))
			plain++;
		buf_add(buf, text, plain);
		text += plain;
		if (text == end)
			return;
		buf_add_text(buf,
		    *text == '&'       ? "&amp;"
			: *text == '<' ? "&lt;"
			: *text == '>' ? "&gt;"
				       : "&quot;");
		text++;
	}
}

/* Markup inside a text (XHTML content, or HTML that was not escaped) is written back as HTML. */
static void capture_tag(struct reader *reader, const struct xml_tag *tag)
{
	buf_add_format(&reader->capture, "<%s", tag->name.local);
	for (size_t i = 0; i < tag->n; i++) {
		const struct xml_attribute *attribute = &tag->attributes[i];
		buf_add_format(&reader->capture, " %s=\"", attribute->name.local);
		add_escaped(&reader->capture, attribute->value, strlen(attribute->value));
		buf_add_char(&reader->capture, '"');
	}
	buf_add_char(&reader->capture, '>');
	enter(reader, where_now(reader))->is_void = is_void(tag->name.local);
}

static void begin_capture(struct reader *reader, const struct xml_tag *tag, enum entry_text field)
{
	struct entry *entry = subject(reader);
	const char *type = xml_attribute_value(tag, "type");

	if (field == ENTRY_TITLE && !entry->title_type)
		entry->title_type = entry_keep(entry, type, URL_MAX);
	if ((field == ENTRY_CONTENT || field == ENTRY_SUMMARY) && !entry->content_type)
		entry->content_type = entry_keep(entry, type, URL_MAX);
	reader->escape = type && !strcmp(type, "xhtml");
	reader->field = field;
	reader->captured_at = reader->depth;
	buf_clear(&reader->capture);
}

/* The captured bytes cut to max, at a character's boundary. */
static const char *captured(struct reader *reader, struct entry *entry, size_t max)
{
	size_t n = reader->capture.n;
	if (n > max || reader->capture.overflow) {
		entry->too_long = true;
		for (n = n > max ? max : n;
		     n && ((unsigned char)reader->capture.at[n] & 0xC0) == 0x80;)
			n--;
	}
	return mojibake_line(&entry->arena, buf_text(&reader->capture), n);
}

static void keep_content(struct reader *reader, struct entry *entry)
{
	if (entry->content.n)
		return;
	entry->too_long |= reader->capture.overflow;
	struct buf swap = entry->content;
	entry->content = reader->capture;
	reader->capture = swap;
	mojibake_content(&entry->content);
}

static void end_capture(struct reader *reader)
{
	struct entry *entry = subject(reader);
	enum entry_text field = reader->field;

	reader->field = ENTRY_NONE;
	if (field == ENTRY_CONTENT) {
		keep_content(reader, entry);
		return;
	}
	size_t max = field == ENTRY_SUMMARY ? TEXT_MAX : TEXT_MAX / 16;
	if (field == ENTRY_CATEGORY)
		entry_add_label(entry, buf_text(&reader->capture));
	else if (!entry->text[field])
		entry->text[field] = captured(reader, entry, max);
	bool head = entry == &reader->feed.head;
	if (head && (field == ENTRY_URI || field == ENTRY_USER) &&
	    entry->author_uris.n < LABELS_MAX) {
		*list_add(&entry->arena, &entry->author_uris) = entry->text[field];
		entry->text[field] = NULL; /* there may be more authors */
	}
}

/* ---- events ---- */

static void end_entry(struct reader *reader)
{
	if (!reader->open)
		return;
	reader->feed.entries++;
	reader->calls->entry(reader->context, &reader->feed, &reader->entry);
	reader->open = false;
}

static void begin_entry(struct reader *reader, const struct xml_tag *tag)
{
	end_entry(reader); /* an entry that was not closed */
	entry_clear(&reader->entry);
	reader->entry.rss = !strcmp(tag->name.local, "item");
	reader->open = true;
	enter(reader, WHERE_ENTRY)->opens = true;
}

static bool is_root(const char *name)
{
	return !strcmp(name, "feed") || !strcmp(name, "rss") || !strcmp(name, "RDF");
}

/* The synthetic root, and whatever stands around a feed. */
static void start_outside(struct reader *reader, const struct xml_tag *tag, enum space space)
{
	const char *name = tag->name.local;
	bool root = space == SPACE_PLAIN && is_root(name);
	bool entry = space == SPACE_PLAIN && (!strcmp(name, "entry") || !strcmp(name, "item"));
	bool first = !reader->feed.root && reader->depth;

	if (first || (root && !is_root(reader->feed.root ? reader->feed.root : "")))
		reader->feed.root = entry_keep(&reader->feed.head, name, LABEL_MAX);
	if (entry)
		begin_entry(reader, tag);
	else
		enter(reader, root ? WHERE_FEED : WHERE_OUTSIDE);
}

static bool is_one_of(enum space space, const char *name, enum space wanted, const char *is)
{
	return space == wanted && !strcmp(name, is);
}

/* Inside a feed or an entry: elements that hold elements; WHERE_IGNORED: it is none of those. */
static enum where inner_place(enum space space, const char *name, enum where where)
{
	bool both = where == WHERE_FEED || where == WHERE_ENTRY;
	if (both && is_one_of(space, name, SPACE_PLAIN, "author"))
		return WHERE_AUTHOR;
	if (where == WHERE_FEED && is_one_of(space, name, SPACE_PLAIN, "channel"))
		return WHERE_FEED;
	if (where == WHERE_FEED && is_one_of(space, name, SPACE_WORDPRESS, "author"))
		return WHERE_WP_AUTHOR;
	if (where == WHERE_ENTRY && is_one_of(space, name, SPACE_WORDPRESS, "comment"))
		return WHERE_COMMENT;
	if (where == WHERE_ENTRY && is_one_of(space, name, SPACE_APP, "control"))
		return WHERE_ENTRY;
	return WHERE_IGNORED;
}

static void start_inside(struct reader *reader, const struct xml_tag *tag, enum space space)
{
	const char *name = tag->name.local;
	enum where where = where_now(reader), place = inner_place(space, name, where);
	bool entry = space == SPACE_PLAIN && (!strcmp(name, "entry") || !strcmp(name, "item"));

	if (entry && (where == WHERE_FEED || where == WHERE_ENTRY)) {
		begin_entry(reader, tag);
		return;
	}
	if (place == WHERE_COMMENT)
		entry_clear(&reader->comment);
	if (space == SPACE_WORDPRESS && reader->open)
		reader->entry.wordpress = true;
	enum entry_text field = ENTRY_NONE;
	if (place == WHERE_IGNORED && !attributes_take(subject(reader), tag, space))
		field = element_text(space, name, where);
	if (field)
		begin_capture(reader, tag, field);
	enter(reader, field ? where : place)->opens = place == WHERE_COMMENT;
}

static void start(void *context, const struct xml_tag *tag)
{
	struct reader *reader = context;
	enum where where = where_now(reader);
	enum space space = element_space(&tag->name);

	if (reader->field)
		capture_tag(reader, tag);
	else if (where == WHERE_OUTSIDE)
		start_outside(reader, tag, space);
	else if (where == WHERE_IGNORED)
		enter(reader, WHERE_IGNORED);
	else
		start_inside(reader, tag, space);
}

static void text(void *context, const char *bytes, size_t n)
{
	struct reader *reader = context;
	if (!reader->field)
		return;
	if (reader->escape)
		add_escaped(&reader->capture, bytes, n);
	else
		buf_add(&reader->capture, bytes, n);
}

static void end(void *context, const char *name)
{
	struct reader *reader = context;
	struct level level = reader->stack[--reader->depth];

	if (reader->field && reader->depth > reader->captured_at) {
		if (!level.is_void)
			buf_add_format(&reader->capture, "</%s>", name);
		return;
	}
	if (reader->field) {
		end_capture(reader);
		return;
	}
	if (level.opens && level.where == WHERE_ENTRY)
		end_entry(reader);
	if (level.opens && level.where == WHERE_COMMENT)
		reader->calls->comment(
		    reader->context, &reader->feed, &reader->entry, &reader->comment);
}

struct reader *reader_open(const struct reader_calls *calls, void *context)
{
	static const struct xml_calls events = {start, text, end};
	struct reader *reader = must_calloc(1, sizeof *reader);

	reader->calls = calls;
	reader->context = context;
	entry_init(&reader->feed.head);
	entry_init(&reader->entry);
	entry_init(&reader->comment);
	buf_init(&reader->capture, CONTENT_MAX);
	reader->xml = xml_open(&events, reader);
	return reader;
}

bool reader_feed(struct reader *reader, const char *xml, size_t n, bool last)
{
	bool going = xml_feed(reader->xml, xml, n, last);
	if (last)
		end_entry(reader);
	return going;
}

struct feed *reader_of(struct reader *reader)
{
	return &reader->feed;
}

void reader_close(struct reader *reader)
{
	xml_close(reader->xml);
	entry_release(&reader->feed.head);
	entry_release(&reader->entry);
	entry_release(&reader->comment);
	buf_release(&reader->capture);
	free(reader);
}
