/* block: see block.h. */
#include "importers/page/post/block.h"

#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- plain text ---- */

/* True if a line was broken by a writer's margin and goes on in the next: long, but not longer than
 * a screen, and its sentence open. */
static bool is_wrapped(const struct block *block)
{
	enum { WRAP_SHORTEST = 60, WRAP_LONGEST = 100 };
	size_t n = strlen(block->text);
	return n >= WRAP_SHORTEST && n <= WRAP_LONGEST && !strchr(".!?:|", block->text[n - 1]);
}

static void add_line(
    struct arena *arena, struct blocks *blocks, const char *text, int line, int gap)
{
	struct block *last = blocks->all.n ? &blocks->all.at[blocks->all.n - 1] : NULL;
	if (last && gap == 0 && is_wrapped(last) && strlen(text) > 0) {
		last->text = arena_format(arena, "%s %s", last->text, text);
		return;
	}
	*list_add(arena, &blocks->all) = (struct block){.text = text, .line = line, .gap = gap};
}

/* Makes room for all blocks at once: growing would leave the smaller arrays behind in the arena. */
static void reserve(struct arena *arena, const char *text, size_t n, struct blocks *blocks)
{
	size_t lines = 1;
	for (const char *p = text; (p = memchr(p, '\n', n - (size_t)(p - text))) != NULL; p++)
		lines += p + 1 < text + n && p[1] != '\n' && p[1] != '\r';
	blocks->all.at = arena_take(arena, lines * sizeof *blocks->all.at);
	blocks->all.cap = lines;
}

void blocks_of_text(struct arena *arena, const char *text, size_t n, struct blocks *blocks)
{
	int line = 1, gap = 0;
	blocks->plain = true;
	reserve(arena, text, n, blocks);
	for (size_t from = 0; from < n; line++) {
		size_t length = 0;
		while (from + length < n && !strchr("\n\r\f", text[from + length]))
			length++;
		const char *squeezed = text_squeeze(arena, text + from, length);
		if (*squeezed) {
			add_line(arena, blocks, squeezed, line, gap);
			gap = 0;
		} else {
			gap++;
		}
		from += length;
		from += from + 1 < n && text[from] == '\r' && text[from + 1] == '\n' ? 2 : 1;
	}
}

/* ---- HTML ---- */

enum { BLOCK_TEXT_MAX = 4 << 20 };

struct builder {
	struct arena *arena;
	struct blocks *blocks;
	struct buf text;
	struct block_addresses *addresses; /* of the block being built; NULL for none yet */
	bool visible;                      /* text holds more than white space */
	bool filled; /* something stood in the innermost block element since it opened */
	bool margin; /* a paragraph's or heading's edge was passed since the last block */
	int empties; /* empty lines since the last block */
	int heading;
};

static void builder_flush(struct builder *b)
{
	if (!b->visible && !(b->addresses && b->addresses->embeds.n)) {
		buf_clear(&b->text);
		return;
	}
	*list_add(b->arena, &b->blocks->all) =
	    (struct block){.text = text_squeeze(b->arena, buf_text(&b->text), b->text.n),
		.addresses = b->addresses,
		.gap = b->empties + b->margin,
		.heading = b->heading,
		.line = (int)b->blocks->all.n + 1};
	b->addresses = NULL;
	buf_clear(&b->text);
	b->visible = b->margin = false;
	b->empties = 0;
}

static bool has_margin(enum tag tag)
{
	switch (tag) {
	case TAG_p:
	case TAG_h1:
	case TAG_h2:
	case TAG_h3:
	case TAG_h4:
	case TAG_h5:
	case TAG_h6:
	case TAG_ul:
	case TAG_ol:
	case TAG_dl:
	case TAG_table:
	case TAG_blockquote:
	case TAG_pre:
	case TAG_figure:
	case TAG_hr:
		return true;
	default:
		return false;
	}
}

static bool is_embed(enum tag tag)
{
	return tag == TAG_iframe || tag == TAG_embed || tag == TAG_object || tag == TAG_video ||
	    tag == TAG_source;
}

static bool is_skipped(enum tag tag)
{
	switch (tag) {
	case TAG_script:
	case TAG_style:
	case TAG_noscript:
	case TAG_head:
	case TAG_title:
	case TAG_form:
	case TAG_button:
	case TAG_select:
	case TAG_textarea:
	case TAG_input:
		return true;
	default:
		return false;
	}
}

static void add_text(struct builder *b, const struct node *node)
{
	buf_add(&b->text, node->text, node->text_n);
	for (size_t i = 0; i < node->text_n && !b->visible; i++) {
		if (ascii_is_space(node->text[i]))
			continue;
		/* a no-break space is as empty as a space */
		if (text_starts(node->text + i, "\xC2\xA0"))
			i++;
		else
			b->visible = true;
	}
	b->filled = b->filled || b->visible;
}

static struct block_addresses *addresses_of(struct builder *b)
{
	if (!b->addresses)
		b->addresses = arena_take(b->arena, sizeof *b->addresses);
	return b->addresses;
}

static void add_embed(struct builder *b, const struct node *node)
{
	const char *address = node_attribute(node, node->tag == TAG_object ? "data" : "src");
	if (!address || !*address)
		return;
	*list_add(b->arena, &addresses_of(b)->embeds) = address;
	b->filled = true;
}

static void node_enter(struct builder *b, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		add_text(b, node);
	} else if (node->tag == TAG_br) {
		if (!b->visible)
			b->empties++;
		builder_flush(b);
		b->filled = true;
	} else if (is_embed(node->tag)) {
		add_embed(b, node);
	} else if (node->tag == TAG_img) {
		b->filled = true;
	} else if (node->tag == TAG_a) {
		const char *address = node_attribute(node, "href");
		if (address && *address)
			*list_add(b->arena, &addresses_of(b)->links) = address;
	}
	if (!tag_is_block(node->tag) || node->tag == TAG_br)
		return;
	builder_flush(b);
	b->filled = false;
	b->margin = b->margin || has_margin(node->tag);
	if (node->tag >= TAG_h1 && node->tag <= TAG_h6)
		b->heading = node->tag - TAG_h1 + 1;
}

static void node_leave(struct builder *b, const struct node *node)
{
	if (!tag_is_block(node->tag) || node->tag == TAG_br)
		return;
	if (!b->filled && node->tag != TAG_hr)
		b->empties++;
	builder_flush(b);
	b->filled = true;
	b->margin = b->margin || has_margin(node->tag);
	if (node->tag >= TAG_h1 && node->tag <= TAG_h6)
		b->heading = 0;
}

void blocks_of_node(struct arena *arena, const struct node *region, block_skip *skip,
    const void *context, struct blocks *blocks)
{
	struct builder b = {.arena = arena, .blocks = blocks, .text = BUF_INIT(BLOCK_TEXT_MAX)};
	const struct node *node = region->first;
	while (node) {
		bool skipped =
		    is_skipped(node->tag) || (skip && node->tag != TAG_TEXT && skip(context, node));
		if (!skipped)
			node_enter(&b, node);
		if (!skipped && node->first) {
			node = node->first;
			continue;
		}
		if (!skipped)
			node_leave(&b, node);
		while (!node->next && node->parent != region) {
			node = node->parent;
			node_leave(&b, node);
		}
		node = node->next;
	}
	builder_flush(&b);
	buf_release(&b.text);
}

const char *block_place(struct arena *arena, const struct blocks *blocks, const struct block *block)
{
	return arena_format(arena, "%s %d", blocks->plain ? "line" : "block", block->line);
}
