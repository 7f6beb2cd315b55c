/*
 * ready: what needs no parser; see steps.h. Most elements of most pages close no
 * other by beginning, and end where their own end tag stands: no rule moves them, so the scan makes
 * their nodes, and libxml2 sees one mark for many. Where anything is out of order libxml2 decides:
 * what is open is written out as tags, and what it makes of them is not known until a start tag
 * says where it is again.
 */
#include "importers/page/prefilter/steps.h"
#include "importers/page/tree/tree.h"
#include "schema/base/buf.h"
#include "schema/base/message.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_KEPT = 1 << 20 };

/* An open element. */
struct level {
	enum tag tag;
	uint32_t hash; /* of its name */
	const char *name;
	struct node *node; /* to be added when it is complete; libxml2 knows of it when written */
};

struct ready {
	struct arena *arena;
	struct prefiltered *prefiltered;
	struct open_tags *open;
	/* what is open, the innermost last, above what is not known; kept from page to page */
	struct level *levels;
	size_t n, cap;
	size_t written;     /* so many of them libxml2 knows */
	bool fresh;         /* libxml2 was shown nothing yet but <html> */
	bool bodiless;      /* nor anything for which it opens a <body> */
	bool in_body;       /* what is not known stands in a <body> */
	struct node holder; /* of what is complete, after the last tag that libxml2 knows */
	/* text since the last tag: one piece without references, or the buffer */
	const char *piece;
	size_t piece_n;
	struct buf text;
};

/* ---- the rules ---- */

static bool belongs_in_head(enum tag tag)
{
	return tag == TAG_base || tag == TAG_link || tag == TAG_meta || tag == TAG_title;
}

/* True if libxml2 closes for the tag what it closes for another: before 2.14, for <p.x> what it
 * closes for <p>. */
static bool has_rules_of_another(const struct start_tag *tag)
{
	return tag->tag == TAG_OTHER && !tokens_by_standard &&
	    memchr(tag->name.text, '.', tag->name.n);
}

/* True if the tag begins an element right where it stands. */
static bool begins_here(const struct ready *ready, const struct start_tag *tag)
{
	bool is_void = tag->kind == ELEMENT_VOID;
	if (tag->kind == ELEMENT_BODY || tag->kind == ELEMENT_FRAME ||
	    tag->kind == ELEMENT_DISPUTED || tag->kind == ELEMENT_RAW_TEXT ||
	    (tag->is_empty && !is_void) || tag->name.n == NAME_MAX_BYTES ||
	    has_rules_of_another(tag))
		return false;
	if (!ready->n)
		return ready->in_body && !closing_tags[tag->tag];
	enum tag innermost = ready->levels[ready->n - 1].tag;
	return innermost == TAG_head ? belongs_in_head(tag->tag)
				     : !closed_tags[tag->tag][innermost];
}

/* ---- what is open ---- */

struct ready *ready_begin(
    struct arena *arena, struct prefiltered *prefiltered, struct open_tags *open)
{
	static struct ready ready;
	if (!ready.cap) {
		rules_read();
		buf_init(&ready.text, INT_MAX);
	}
	ready = (struct ready){.arena = arena,
	    .prefiltered = prefiltered,
	    .open = open,
	    .fresh = true,
	    .bodiless = true,
	    .levels = ready.levels,
	    .cap = ready.cap,
	    .text = ready.text};
	buf_clear(&ready.text);
	return &ready;
}

static void push(struct ready *ready, struct node *node, uint32_t hash)
{
	if (ready->n == ready->cap) {
		ready->cap = ready->cap ? 2 * ready->cap : 256;
		ready->levels = must_realloc(ready->levels, ready->cap * sizeof *ready->levels);
	}
	ready->levels[ready->n++] = (struct level){node->tag, hash, node->name, node};
}

static bool is_innermost(const struct ready *ready, const struct name *name)
{
	const struct level *last = ready->n ? &ready->levels[ready->n - 1] : NULL;
	return last && last->hash == name->hash && is_name(last->name, name->text);
}

/* Where the next node goes. */
static struct node *parent_of_next(struct ready *ready)
{
	return ready->n > ready->written ? ready->levels[ready->n - 1].node : &ready->holder;
}

static void flush_text(struct ready *ready)
{
	if (!ready->piece_n && !ready->text.n)
		return;
	struct node *parent = parent_of_next(ready);
	if (ready->text.n)
		tree_add_text(ready->arena, parent, ready->text.at, ready->text.n);
	else
		tree_add_text(ready->arena, parent, ready->piece, ready->piece_n);
	ready->piece_n = 0;
	if (ready->text.cap > TEXT_KEPT)
		buf_release(&ready->text);
	else
		buf_clear(&ready->text);
}

/* ---- what libxml2 is shown ---- */

static void write_number(struct ready *ready, struct node *first, struct node *last)
{
	char digits[24], *at = digits + sizeof digits;
	size_t number = ready->prefiltered->nodes.n;
	do
		*--at = (char)('0' + number % 10);
	while (number /= 10);
	buf_add(ready->prefiltered->out, at, (size_t)(digits + sizeof digits - at));
	*list_add(ready->arena, &ready->prefiltered->nodes) =
	    (struct prefiltered_nodes){first, last};
}

static bool is_in_head(const struct ready *ready)
{
	return ready->n && ready->levels[ready->n - 1].tag == TAG_head;
}

static void write_mark(struct ready *ready)
{
	static const char mark[] = {PREFILTER_MARK}, mark_end[] = {PREFILTER_MARK_END};
	struct buf *out = ready->prefiltered->out;
	flush_text(ready);
	if (!ready->holder.first)
		return;
	bool as_tag = ready->written && ready->levels[ready->written - 1].tag == TAG_head;
	buf_add(out, as_tag ? "<meta _=" : mark, as_tag ? 8 : 1);
	write_number(ready, ready->holder.first, ready->holder.last);
	buf_add(out, as_tag ? ">" : mark_end, 1);
	ready->holder = (struct node){0};
}

/* Writes a start tag but for its end. A node that says no more than the tag itself serves again:
 * deep nesting would hold as many as libxml2 makes anew. */
static void write_element(struct ready *ready, struct node *node)
{
	struct buf *out = ready->prefiltered->out;
	buf_add_char(out, '<');
	buf_add_text(out, node->name);
	if (node->attributes || node->first) {
		buf_add_text(out, " _=");
		write_number(ready, node, node);
	} else {
		node->next = ready->prefiltered->spare;
		ready->prefiltered->spare = node;
	}
}

void ready_write(struct ready *ready)
{
	write_mark(ready);
	for (; ready->written < ready->n; ready->written++) {
		const struct level *level = &ready->levels[ready->written];
		write_element(ready, level->node);
		buf_add_char(ready->prefiltered->out, '>');
		open_tags_start(ready->open, level->hash);
	}
}

/* Writes the attributes that somebody reads, as they stand: libxml2 resolves them. */
static void write_attributes(struct ready *ready, const struct start_tag *tag)
{
	struct buf *out = ready->prefiltered->out;
	for (int i = 0; i < tag->kept_n; i++) {
		const struct kept_attribute *kept = &tag->kept[i];
		char before = kept->value_n ? kept->value[-1] : '"';
		buf_add_format(out, " %s=", kept->name);
		if (before != '"' && before != '\'')
			before = ' '; /* a value that stood without quotes can do so again */
		buf_add_char(out, before);
		buf_add(out, kept->value, kept->value_n);
		buf_add_char(out, before);
	}
}

static void write_start(struct ready *ready, const struct start_tag *tag, struct node *node)
{
	write_element(ready, node);
	if (attributes_are_unknown(tag))
		write_attributes(ready, tag);
}

static void forget(struct ready *ready)
{
	ready->n = ready->written = 0;
}

/* True if what follows the tag stands in the element for sure: a second <head> or <body> opens
 * none. */
static bool is_known(const struct ready *ready, const struct start_tag *tag)
{
	if (tag->tag == TAG_head)
		return ready->fresh && !tag->is_empty;
	if (tag->tag == TAG_body)
		return ready->bodiless && !tag->is_empty;
	return tag->kind != ELEMENT_VOID && !tag->is_empty && tag->kind != ELEMENT_FRAME &&
	    tag->kind != ELEMENT_DISPUTED && tag->name.n < NAME_MAX_BYTES;
}

/* Lets libxml2 see a start tag; what is open stays known if the tag begins right there. */
static void show_start(
    struct ready *ready, const struct start_tag *tag, struct node *node, bool begins_here)
{
	ready_write(ready);
	if (tag->kind != ELEMENT_VOID && !tag->is_empty)
		open_tags_start(ready->open, tag->name.hash);
	if (!begins_here)
		forget(ready);
	if (tag->kind == ELEMENT_BODY || tag->kind == ELEMENT_FRAME)
		ready->in_body = tag->kind == ELEMENT_BODY && !tag->is_empty;
	if (is_known(ready, tag)) {
		push(ready, node, tag->name.hash);
		ready->written = ready->n;
	}
	ready->fresh = ready->fresh && tag->tag == TAG_html;
	ready->bodiless = ready->bodiless &&
	    (tag->tag == TAG_html || tag->tag == TAG_head || belongs_in_head(tag->tag));
	write_start(ready, tag, node);
	buf_add_text(ready->prefiltered->out, tag->is_empty ? " />" : ">");
}

static void show_end(
    struct ready *ready, const struct name *name, const char *start, const char *end)
{
	enum element_kind kind = element_kind(tag_of_hash(name->text, name->hash));
	if (kind == ELEMENT_BODY || kind == ELEMENT_FRAME)
		ready->in_body = false;
	buf_add(ready->prefiltered->out, start, (size_t)(end - start));
	if (is_innermost(ready, name))
		ready->written = --ready->n;
	else
		forget(ready);
}

struct node *prefiltered_node(
    struct arena *arena, struct prefiltered *prefiltered, enum tag tag, const char *name)
{
	struct node *node = prefiltered->spare;
	if (!node)
		return tree_make(arena, tag, name);
	prefiltered->spare = node->next;
	*node = (struct node){.tag = tag, .name = name};
	return node;
}

/* ---- what the scan comes to ---- */

bool ready_text(struct ready *ready, const char *from, const char *end)
{
	size_t n = (size_t)(end - from);
	if (is_in_head(ready)) {
		if (tree_is_blank(from, n))
			return true; /* which says nothing there */
		ready_write(ready);
		forget(ready);
	}
	if (!ready->n && !ready->in_body) {
		ready->fresh = ready->fresh && tree_is_blank(from, n);
		ready->bodiless = ready->bodiless && tree_is_blank(from, n);
		return false;
	}
	if (text_is_unknown(from, end)) {
		ready_write(ready);
		return false;
	}
	if (!ready->piece_n && !ready->text.n && !memchr(from, '&', n)) {
		ready->piece = from;
		ready->piece_n = n;
		return true;
	}
	buf_add(&ready->text, ready->piece, ready->piece_n);
	ready->piece_n = 0;
	add_resolved(&ready->text, from, end);
	return true;
}

static struct node *make_element(struct ready *ready, const struct start_tag *tag)
{
	const char *name = tag_name(tag->tag);
	if (!name)
		name = arena_copy(ready->arena, tag->name.text, tag->name.n);
	struct node *node = prefiltered_node(ready->arena, ready->prefiltered, tag->tag, name);
	if (!attributes_are_unknown(tag))
		node->attributes = make_attributes(ready->arena, tag);
	for (const struct attribute *it = node->attributes; it; it = it->next)
		tree_note_attribute(&ready->prefiltered->syntaxes, it);
	return node;
}

/* For a script or style that comes first libxml2 opens a <head>, and for one in a <frameset> a
 * <body>. */
void ready_hidden(struct ready *ready, const struct name *name)
{
	if (ready->n || ready->in_body)
		return;
	buf_add_format(ready->prefiltered->out, "<%s></%s>", name->text, name->text);
	ready->fresh = false;
}

void ready_start(struct ready *ready, const struct start_tag *tag)
{
	flush_text(ready);
	struct node *node = make_element(ready, tag);
	bool here = begins_here(ready, tag);
	if (!here || attributes_are_unknown(tag))
		show_start(ready, tag, node, here);
	else if (tag->kind == ELEMENT_VOID)
		tree_add(parent_of_next(ready), node);
	else
		push(ready, node, tag->name.hash);
}

void ready_cut(struct ready *ready, const struct start_tag *tag)
{
	ready_write(ready);
	write_start(ready, tag, make_element(ready, tag));
}

/* The innermost element is complete. */
static void close_innermost(struct ready *ready)
{
	flush_text(ready);
	struct node *node = ready->levels[--ready->n].node;
	tree_add(parent_of_next(ready), node);
}

enum end_tag ready_end(
    struct ready *ready, const struct name *name, const char *start, const char *end)
{
	if (ready->n > ready->written && is_innermost(ready, name)) {
		close_innermost(ready);
		return END_KEEP;
	}
	ready_write(ready);
	enum end_tag what = open_tags_end(ready->open, name);
	if (what == END_KEEP)
		show_end(ready, name, start, end);
	return what;
}

/* What is still open libxml2 would close at once. */
void ready_end_page(struct ready *ready)
{
	while (ready->n > ready->written)
		close_innermost(ready);
	write_mark(ready);
}
