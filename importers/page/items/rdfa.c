/*
 * rdfa: RDFa Lite 1.1 (vocab, typeof, property, resource, prefix) → items, with `about` and the
 * value rules of HTML+RDFa, which real pages use with it. Only names of a vocabulary that the page
 * states are taken: without one, RDFa has none.
 */
#include "importers/page/items/item.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	FRAMES_MAX = 256 /* elements that change the reading, one in another */,
	TEXT_MAX = 64 << 20
};

/* What holds inside an element that changed it. */
struct frame {
	const struct node *end; /* the first node outside; NULL: the page's end */
	const char *vocabulary; /* NULL for none */
	const char *prefixes;   /* innermost prefix attribute; NULL for none */
	struct item *item;      /* what properties belong to; NULL for none */
};

struct reader {
	struct arena *arena;
	const struct document *document;
	struct items *items;
	struct frame frames[FRAMES_MAX];
	size_t depth; /* of the frame that holds */
	size_t text_n;
};

/* ---- names ---- */

/* Takes the next word from *words; NULL after the last. */
static const char *next_word(struct arena *arena, const char **words)
{
	while (ascii_is_space(**words))
		++*words;
	size_t n = strcspn(*words, " \t\n\f\r");
	const char *word = n ? arena_copy(arena, *words, n) : NULL;
	*words += n;
	return word;
}

/* What the page's prefix attribute (`s: http://schema.org/ v: …`) says of a prefix of n bytes. */
static const char *prefix_of(
    struct arena *arena, const struct frame *frame, const char *name, size_t n)
{
	const char *words = frame->prefixes ? frame->prefixes : "", *prefix, *address;
	while ((prefix = next_word(arena, &words)) && (address = next_word(arena, &words)))
		if (strlen(prefix) == n + 1 && memcmp(prefix, name, n + 1) == 0)
			return address;
	return NULL;
}

/* A term, a prefixed name or an address, without schema.org's; NULL when no vocabulary says what it
 * means. */
static const char *name_of(struct arena *arena, const struct frame *frame, const char *word)
{
	const char *colon = strchr(word, ':');
	if (!colon) {
		const char *vocabulary = frame->vocabulary;
		return vocabulary ? item_name(arena_format(arena, "%s%s", vocabulary, word)) : NULL;
	}
	const char *address = prefix_of(arena, frame, word, (size_t)(colon - word));
	if (address)
		word = arena_format(arena, "%s%s", address, colon + 1);
	return item_name(word);
}

/* ---- values ---- */

static const char *resolved(struct reader *reader, const char *address)
{
	const char *absolute = url_resolve(reader->arena, reader->document->base_url, address);
	return absolute ? absolute : address;
}

static const char *text_of(struct reader *reader, const struct node *node)
{
	static const char *const plain[] = {"content", "datetime"};
	static const char *const addresses[] = {"resource", "href", "src"};
	const char *value = NULL;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if ((value = node_attribute(node, plain[i])))
			return text_squeeze(reader->arena, value, strlen(value));
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if ((value = node_attribute(node, addresses[i])))
			return resolved(reader, value);
	if ((node->tag == TAG_data || node->tag == TAG_meter) &&
	    (value = node_attribute(node, "value")))
		return value;
	return reader->text_n < TEXT_MAX ? node_text(reader->arena, node) : "";
}

static void add_properties(
    struct reader *reader, const struct frame *frame, const struct node *node, struct item *value)
{
	const char *words = node_attribute(node, "property"), *word;
	while (words && frame->item && (word = next_word(reader->arena, &words))) {
		const char *name = name_of(reader->arena, frame, word);
		if (!name)
			continue;
		if (value) {
			item_add_item(reader->arena, frame->item, name, value);
			continue;
		}
		const char *text = text_of(reader, node);
		reader->text_n += strlen(text) + 64;
		struct value *added = item_add(reader->arena, frame->item, name);
		added->text = text;
		if (node->tag == TAG_a && reader->text_n < TEXT_MAX)
			added->label = node_text(reader->arena, node);
	}
}

/* ---- items ---- */

/* The item of an element with typeof; NULL when none of its types is in a vocabulary. */
static struct item *typed_item(
    struct reader *reader, const struct frame *frame, const struct node *node)
{
	const char *words = node_attribute(node, "typeof"), *word;
	struct item *item = NULL;
	while (words && (word = next_word(reader->arena, &words))) {
		const char *type = name_of(reader->arena, frame, word);
		if (!type)
			continue;
		item = item ? item : item_new(reader->arena, reader->items);
		*list_add(reader->arena, &item->types) = type;
	}
	if (!item)
		return NULL;
	const char *id = node_attribute(node, "resource");
	id = id ? id : node_attribute(node, "about");
	const char *element = node_id(node);
	item->id = id ? resolved(reader, id) : NULL;
	item->place =
	    element ? arena_format(reader->arena, "%s#%s", node->name, element) : node->name;
	return item;
}

static void read_element(struct reader *reader, const struct node *node)
{
	struct frame frame = reader->frames[reader->depth];
	const char *vocabulary = node_attribute(node, "vocab");
	const char *prefixes = node_attribute(node, "prefix");
	if (vocabulary)
		frame.vocabulary = *vocabulary ? vocabulary : NULL;
	if (prefixes)
		frame.prefixes = prefixes;
	struct item *item = typed_item(reader, &frame, node);
	add_properties(reader, &frame, node, item);
	if (item && !item->nested)
		*list_add(reader->arena, &reader->items->top) = item;
	if (!item && !vocabulary && !prefixes)
		return;
	frame.item = item ? item : frame.item;
	frame.end = node_after(node, reader->document->root);
	if (reader->depth + 1 < FRAMES_MAX)
		reader->frames[++reader->depth] = frame;
}

/* True if the element says anything of RDFa's: most don't, and this is asked of every one. */
static bool concerns(const struct node *node)
{
	for (const struct attribute *attribute = node->attributes; attribute;
	     attribute = attribute->next)
		if (strchr("tvp", *attribute->name) &&
		    (strcmp(attribute->name, "typeof") == 0 ||
			strcmp(attribute->name, "vocab") == 0 ||
			strcmp(attribute->name, "property") == 0 ||
			strcmp(attribute->name, "prefix") == 0))
			return true;
	return false;
}

void rdfa_read(struct arena *arena, const struct document *document, struct items *items)
{
	const struct node *root = document->root;
	if (!document->has_types)
		return;
	struct reader reader = {.arena = arena, .document = document, .items = items};
	for (const struct node *node = root; node; node = node_next(node, root)) {
		while (reader.depth > 0 && reader.frames[reader.depth].end == node)
			reader.depth--;
		if (node->attributes && concerns(node))
			read_element(&reader, node);
	}
}
