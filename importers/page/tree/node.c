/* node: see node.h. */
#include "importers/page/tree/node.h"
#include "importers/page/tree/tree.h"
#include "schema/base/text.h"

#include <string.h>

struct node *node_after(const struct node *node, const struct node *within)
{
	while (node && node != within) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

struct node *node_next(const struct node *node, const struct node *within)
{
	return node->first ? node->first : node_after(node, within);
}

struct node *node_find(const struct node *from, const struct node *within, enum tag tag)
{
	struct node *node = node_next(from, within);
	while (node && node->tag != tag)
		node = node_next(node, within);
	return node;
}

const char *node_attribute(const struct node *node, const char *name)
{
	for (const struct attribute *it = node->attributes; it; it = it->next)
		if (is_name(it->name, name))
			return it->value;
	return NULL;
}

const char *node_id(const struct node *node)
{
	return node_attribute(node, "id");
}

const char *node_class(const struct node *node)
{
	return node_attribute(node, "class");
}

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = n ? strstr(words, word) : NULL; at; at = strstr(at + 1, word))
		if ((at == words || ascii_is_space(at[-1])) && (!at[n] || ascii_is_space(at[n])))
			return true;
	return false;
}

bool node_has_word(const struct node *node, const char *attribute, const char *word)
{
	const char *words = node_attribute(node, attribute);
	return words && has_word(words, word);
}

bool node_has_class(const struct node *node, const char *name)
{
	const char *classes = node_class(node);
	return classes && has_word(classes, name);
}

/* clang-format off */
#define BLOCK_LIST(X) \
    X(address) X(article) X(aside) X(blockquote) X(body) X(br) X(caption) X(center) \
    X(dd) X(details) X(div) X(dl) X(dt) X(fieldset) X(figcaption) X(figure) X(footer) X(form) \
    X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header) X(hr) X(html) X(legend) X(li) X(main) \
    X(nav) X(ol) X(option) X(p) X(pre) X(section) X(summary) X(table) X(tbody) X(td) X(tfoot) \
    X(th) X(thead) X(title) X(tr) X(ul)
/* clang-format on */
#define IS_BLOCK(name) [TAG_##name] = true,
static const bool blocks[TAG_COUNT] = {BLOCK_LIST(IS_BLOCK)};

bool tag_is_block(enum tag tag)
{
	return blocks[tag];
}

/* Written text: white space pending until the next word, a LF winning over a space. */
struct squeezer {
	char *at;
	size_t n;
	char pending; /* '\0', ' ' or '\n' */
};

static void squeeze_gap(struct squeezer *squeezer, char gap)
{
	if (squeezer->n && squeezer->pending != '\n')
		squeezer->pending = gap;
}

/* The length of the white space at the front, by the same list as text_squeeze's; 0 for a word. */
static size_t white_length(const char *text, size_t n)
{
	unsigned char lead = (unsigned char)text[0];
	if (lead < 0x80)
		return ascii_is_space(text[0]) || lead == '\v';
	if (lead != 0xC2 && lead != 0xE1 && lead != 0xE2 && lead != 0xE3 && lead != 0xEF)
		return 0;
	size_t used;
	int32_t code = utf8_decode(text, n, &used);
	bool white = code == 0x85 || code == 0xA0 || code == 0x1680 ||
	    (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 ||
	    code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
	return white ? used : 0;
}

static void squeeze_text(struct squeezer *squeezer, const char *text, size_t n)
{
	size_t white;
	for (size_t i = 0; i < n; i += white ? white : 1) {
		white = white_length(text + i, n - i);
		if (white) {
			squeeze_gap(squeezer, ' ');
			continue;
		}
		if (squeezer->pending)
			squeezer->at[squeezer->n++] = squeezer->pending;
		squeezer->pending = '\0';
		squeezer->at[squeezer->n++] = text[i];
	}
}

/* How many bytes the text can take: all text, and a gap for each element's start and end. */
static size_t text_room(const struct node *within)
{
	size_t room = 1;
	for (const struct node *node = within; node; node = node_next(node, within))
		room += node->text_n + 2;
	return room;
}

static void end_blocks(
    struct squeezer *squeezer, const struct node *node, const struct node *stop, char gap)
{
	for (; node && node != stop; node = node->parent)
		if (tag_is_block(node->tag))
			squeeze_gap(squeezer, gap);
}

static char *squeezed(struct arena *arena, const struct node *within, char gap)
{
	struct squeezer squeezer = {.at = arena_take_raw(arena, text_room(within))};
	const struct node *node = within;
	while (node) {
		if (node->tag == TAG_TEXT)
			squeeze_text(&squeezer, node->text, node->text_n);
		else if (tag_is_block(node->tag))
			squeeze_gap(&squeezer, gap);
		const struct node *next = node_next(node, within);
		if (next && !node->first)
			end_blocks(&squeezer, node, next->parent, gap);
		node = next;
	}
	squeezer.at[squeezer.n] = '\0';
	return squeezer.at;
}

char *node_text(struct arena *arena, const struct node *node)
{
	return squeezed(arena, node, ' ');
}

char *node_lines(struct arena *arena, const struct node *node)
{
	return squeezed(arena, node, '\n');
}

char *node_raw_text(struct arena *arena, const struct node *within)
{
	size_t room = 1;
	for (const struct node *node = within; node; node = node_next(node, within))
		room += node->text_n;
	char *text = arena_take_raw(arena, room);
	size_t n = 0;
	for (const struct node *node = within; node; node = node_next(node, within)) {
		memcpy(text + n, node->text_n ? node->text : "", node->text_n);
		n += node->text_n;
	}
	text[n] = '\0';
	return text;
}
