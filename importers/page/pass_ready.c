/*
 * pass_ready: what needs no parser; see pass_steps.h. Most elements of most pages close no other by beginning, and end where
 * their own end tag stands: no rule moves them, so the scan makes their nodes, and libxml2 sees one mark for many. Where
 * anything is out of order libxml2 decides: what is open is written out as tags, and what it makes of them is not known
 * until a start tag says where it is again.
 */
#include "importers/page/pass_steps.h"
#include "importers/page/tree.h"
#include "schema/base/buf.h"

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
	struct document *document;
	struct passed *passed;
	struct open_tags *open;
	/* what is open, the innermost last, above what is not known; kept from page to page */
	struct level *levels;
	size_t n, cap;
	size_t written;     /* so many of them libxml2 knows */
	bool fresh;         /* libxml2 was shown nothing yet but <html> */
	bool in_body;       /* what is not known stands in a <body> */
	struct node holder; /* of what is complete, after the last tag that libxml2 knows */
	/* text since the last tag: one piece without references, or the buffer */
	const char *piece;
	size_t piece_n;
	struct buf text;
};

/* ---- the rules ------------------------------------------------------------------------------------------------------- */

/* Which innermost open elements a start tag closes, as libxml2 has it (htmlStartClose); others close none. */
static const struct {
	enum tag tag;
	const char *closed;
} rules[] = {
    {TAG_a, "a"},
    {TAG_address, "p ul"},
    {TAG_blockquote, "p"},
    {TAG_caption, "p"},
    {TAG_center, "b font i p"},
    {TAG_col, "caption p"},
    {TAG_colgroup, "caption colgroup p"},
    {TAG_dd, "address dir dt listing menu p pre xmp"},
    {TAG_dir, "p"},
    {TAG_div, "p"},
    {TAG_dl, "address dir dt listing menu p pre xmp"},
    {TAG_dt, "address dd dir listing menu p pre xmp"},
    {TAG_fieldset, "a h1 h2 h3 h4 h5 h6 legend listing p pre xmp"},
    {TAG_form, "address dir dl form h1 h2 h3 h4 h5 h6 listing menu ol p pre ul xmp"},
    {TAG_h1, "p"},
    {TAG_h2, "p"},
    {TAG_h3, "p"},
    {TAG_h4, "p"},
    {TAG_h5, "p"},
    {TAG_h6, "p"},
    {TAG_hr, "p"},
    {TAG_li, "address dl h1 h2 h3 h4 h5 h6 li listing p pre xmp"},
    {TAG_listing, "p"},
    {TAG_menu, "p ul"},
    {TAG_ol, "p ul"},
    {TAG_optgroup, "option"},
    {TAG_option, "option"},
    {TAG_p, "b big h1 h2 h3 h4 h5 h6 i p s small strike tt u"},
    {TAG_pre, "p ul"},
    {TAG_table, "a h1 h2 h3 h4 h5 h6 listing p pre xmp"},
    {TAG_tbody, "caption colgroup p tbody td tfoot th thead tr"},
    {TAG_td, "a b font i p span td th u"},
    {TAG_tfoot, "caption colgroup p tbody td th thead tr"},
    {TAG_th, "a b font i p span td th u"},
    {TAG_thead, "caption colgroup"},
    {TAG_title, "p"},
    {TAG_tr, "caption colgroup p td th tr"},
    {TAG_ul, "address dir listing menu ol p pre xmp"},
    {TAG_xmp, "p"},
};

/* The same by tags: which close any, and which. */
static bool closing[TAG_COUNT], closes[TAG_COUNT][TAG_COUNT];

static void read_rules(void)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		closing[rules[i].tag] = true;
		const char *list = rules[i].closed;
		for (enum tag tag; (tag = next_tag(&list));)
			closes[rules[i].tag][tag] = true;
	}
}

static bool belongs_in_head(enum tag tag)
{
	return tag == TAG_base || tag == TAG_link || tag == TAG_meta || tag == TAG_title;
}

/* True if the tag begins an element right where it stands. */
static bool begins_here(const struct ready *ready, const struct start_tag *tag)
{
	bool is_void = tag->kind == ELEMENT_VOID;
	if (tag->kind == ELEMENT_BODY || tag->kind == ELEMENT_FRAME ||
	    tag->kind == ELEMENT_DISPUTED || tag->kind == ELEMENT_RAW_TEXT ||
	    (tag->is_empty && !is_void) || tag->name.n == NAME_MAX_BYTES)
		return false;
	if (!ready->n)
		return ready->in_body && !closing[tag->tag];
	enum tag innermost = ready->levels[ready->n - 1].tag;
	return innermost == TAG_head ? belongs_in_head(tag->tag) : !closes[tag->tag][innermost];
}

/* ---- what is open ---------------------------------------------------------------------------------------------------- */

struct ready *ready_begin(
    struct arena *arena, struct document *document, struct passed *passed, struct open_tags *open)
{
	static struct ready ready;
	if (!ready.cap) {
		read_rules();
		buf_init(&ready.text, INT_MAX);
	}
	ready = (struct ready){.arena = arena,
	    .document = document,
	    .passed = passed,
	    .open = open,
	    .fresh = true,
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

/* ---- what libxml2 is shown --------------------------------------------------------------------------------------------- */

static void write_number(struct ready *ready, struct node *first, struct node *last)
{
	char digits[24], *at = digits + sizeof digits;
	size_t number = ready->passed->nodes.n;
	do
		*--at = (char)('0' + number % 10);
	while (number /= 10);
	buf_add(ready->passed->out, at, (size_t)(digits + sizeof digits - at));
	*list_add(ready->arena, &ready->passed->nodes) = (struct passed_nodes){first, last};
}

static bool is_in_head(const struct ready *ready)
{
	return ready->n && ready->levels[ready->n - 1].tag == TAG_head;
}

static void write_mark(struct ready *ready)
{
	static const char mark[] = {PASSED_MARK}, mark_end[] = {PASSED_MARK_END};
	struct buf *out = ready->passed->out;
	flush_text(ready);
	if (!ready->holder.first)
		return;
	bool as_tag = ready->written && ready->levels[ready->written - 1].tag == TAG_head;
	buf_add(out, as_tag ? "<meta _=" : mark, as_tag ? 8 : 1);
	write_number(ready, ready->holder.first, ready->holder.last);
	buf_add(out, as_tag ? ">" : mark_end, 1);
	ready->holder = (struct node){0};
}

/* A node that says no more than the tag itself serves again: deep nesting would hold as many as libxml2 makes anew. */
static void write_start(struct ready *ready, struct node *node, const char *end)
{
	struct buf *out = ready->passed->out;
	buf_add_char(out, '<');
	buf_add_text(out, node->name);
	if (node->attributes || node->first) {
		buf_add_text(out, " _=");
		write_number(ready, node, node);
	} else {
		node->next = ready->passed->spare;
		ready->passed->spare = node;
	}
	buf_add_text(out, end);
}

void ready_write(struct ready *ready)
{
	write_mark(ready);
	for (; ready->written < ready->n; ready->written++) {
		const struct level *level = &ready->levels[ready->written];
		write_start(ready, level->node, ">");
		open_tags_start(ready->open, level->hash);
	}
}

static void forget(struct ready *ready)
{
	ready->n = ready->written = 0;
}

/* True if what follows the tag stands in the element for sure. */
static bool is_known(const struct ready *ready, const struct start_tag *tag)
{
	if (tag->tag == TAG_head)
		return ready->fresh && !tag->is_empty;
	return tag->kind != ELEMENT_VOID && !tag->is_empty && tag->kind != ELEMENT_FRAME &&
	    tag->kind != ELEMENT_DISPUTED && tag->name.n < NAME_MAX_BYTES;
}

static void show_start(struct ready *ready, const struct start_tag *tag, struct node *node)
{
	ready_write(ready);
	if (tag->kind != ELEMENT_VOID && !tag->is_empty)
		open_tags_start(ready->open, tag->name.hash);
	forget(ready);
	if (tag->kind == ELEMENT_BODY || tag->kind == ELEMENT_FRAME)
		ready->in_body = tag->kind == ELEMENT_BODY;
	if (is_known(ready, tag)) {
		push(ready, node, tag->name.hash);
		ready->written = ready->n;
	}
	ready->fresh = ready->fresh && tag->tag == TAG_html;
	write_start(ready, node, tag->is_empty ? " />" : ">");
}

static void show_end(
    struct ready *ready, const struct name *name, const char *start, const char *end)
{
	enum element_kind kind = element_kind(tag_of_hash(name->text, name->hash));
	if (kind == ELEMENT_BODY || kind == ELEMENT_FRAME)
		ready->in_body = false;
	buf_add(ready->passed->out, start, (size_t)(end - start));
	if (is_innermost(ready, name))
		ready->written = --ready->n;
	else
		forget(ready);
}

struct node *passed_node(struct arena *arena, struct passed *passed, enum tag tag, const char *name)
{
	struct node *node = passed->spare;
	if (!node)
		return tree_make(arena, tag, name);
	passed->spare = node->next;
	*node = (struct node){.tag = tag, .name = name};
	return node;
}

/* ---- what the scan comes to -------------------------------------------------------------------------------------------- */

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
	struct node *node = passed_node(ready->arena, ready->passed, tag->tag, name);
	node->attributes = make_attributes(ready->arena, tag);
	for (const struct attribute *it = node->attributes; it; it = it->next)
		tree_note_attribute(ready->document, node, it);
	return node;
}

void ready_start(struct ready *ready, const struct start_tag *tag)
{
	flush_text(ready);
	struct node *node = make_element(ready, tag);
	if (!begins_here(ready, tag))
		show_start(ready, tag, node);
	else if (tag->kind == ELEMENT_VOID)
		tree_add(parent_of_next(ready), node);
	else
		push(ready, node, tag->name.hash);
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
