/*
 * microdata: elements with itemscope and itemprop → items, by the HTML standard (5.2.4
 * "Values", 5.2.5 "Associating names with items"). Where real pages go beyond it we follow:
 * `content` counts on any element that lacks its own value attribute, as schema.org's examples have
 * it. Texts have their white space squeezed, with a space between blocks.
 */
#include "importers/page/items/item.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	NESTING_MAX = 64, /* items within items */
	TEXT_MAX =
	    64 << 20, /* bytes of all values of a page: nested properties repeat their text */
	REFERENCED_PER_NODE =
	    8 /* how often, on average, itemref may visit each of a page's nodes */
};

struct element_id {
	const char *id;
	const struct node *node;
};

struct reader {
	struct arena *arena;
	const struct document *document;
	struct items *items;
	size_t text_n;
	const char *capped; /* why something was left out */
	/* only where a page uses itemref */
	LIST_OF(struct element_id) ids;
	struct item **made; /* by node->order */
	size_t visits_left;
};

/* The properties of one item, as nodes; sorted into document order when itemref mixed them up. */
typedef LIST_OF(const struct node *) node_list;

static struct item *read_item(struct reader *reader, const struct node *node, int depth);

/* ---- itemref ---- */

static int by_id(const void *a, const void *b)
{
	const struct element_id *one = a, *other = b;
	int order = strcmp(one->id, other->id);
	return order ? order : one->node->order < other->node->order ? -1 : 1;
}

/* Called at the first itemref: lists the page's ids, and which nodes are items already. */
static void prepare_references(struct reader *reader)
{
	const struct node *root = reader->document->root;
	size_t last = 0;
	for (const struct node *node = root; node; node = node_next(node, root)) {
		const char *id = node_id(node);
		if (id)
			*list_add(reader->arena, &reader->ids) = (struct element_id){id, node};
		last = node->order;
	}
	if (reader->ids.n)
		qsort(reader->ids.at, reader->ids.n, sizeof *reader->ids.at, by_id);
	reader->made = arena_take(reader->arena, (last + 1) * sizeof(struct item *));
	reader->visits_left = (last + 1) * REFERENCED_PER_NODE;
}

/* The first element with the id. */
static const struct node *element_of(const struct reader *reader, const char *id)
{
	size_t low = 0, high = reader->ids.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(reader->ids.at[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < reader->ids.n && strcmp(reader->ids.at[low].id, id) == 0;
	return found ? reader->ids.at[low].node : NULL;
}

static int by_order(const void *a, const void *b)
{
	const struct node *const *one = a, *const *other = b;
	return (*one)->order < (*other)->order ? -1 : (*one)->order > (*other)->order;
}

static void sort_unique(node_list *nodes)
{
	size_t n = 0;
	if (nodes->n)
		qsort(nodes->at, nodes->n, sizeof *nodes->at, by_order);
	for (size_t i = 0; i < nodes->n; i++)
		if (n == 0 || nodes->at[n - 1] != nodes->at[i])
			nodes->at[n++] = nodes->at[i];
	nodes->n = n;
}

/* ---- which elements are an item's properties ---- */

/* Adds `from`'s (when it is asked for) and its descendants' property elements, not looking into
 * other items. */
static void crawl(struct reader *reader, const struct node *from, bool itself, node_list *found)
{
	const struct node *node = itself ? from : node_next(from, from);
	while (node) {
		if (reader->made && reader->visits_left-- == 0) {
			reader->visits_left = 1;
			reader->capped = "itemref visits too many elements";
			return;
		}
		if (node->attributes && node_attribute(node, "itemprop"))
			*list_add(reader->arena, found) = node;
		bool inner = node->attributes && node_attribute(node, "itemscope");
		node = inner ? node_after(node, from) : node_next(node, from);
	}
}

static void crawl_references(
    struct reader *reader, const char *words, const struct node *root, node_list *found)
{
	if (!reader->made)
		prepare_references(reader);
	for (;;) {
		while (ascii_is_space(*words))
			words++;
		size_t n = strcspn(words, " \t\n\f\r");
		if (n == 0)
			break;
		const struct node *node = element_of(reader, arena_copy(reader->arena, words, n));
		if (node && node != root)
			crawl(reader, node, true, found);
		words += n;
	}
	sort_unique(found);
}

/* ---- values ---- */

/* The attribute that holds an element's value as an address; NULL for elements without one. */
static const char *address_attribute(const struct node *node)
{
	switch (node->tag) {
	case TAG_audio:
	case TAG_embed:
	case TAG_iframe:
	case TAG_img:
	case TAG_source:
	case TAG_track:
	case TAG_video:
		return "src";
	case TAG_a:
	case TAG_area:
	case TAG_link:
		return "href";
	case TAG_object:
		return "data";
	default:
		return NULL;
	}
}

static const char *value_attribute(const struct node *node)
{
	switch (node->tag) {
	case TAG_data:
	case TAG_meter:
		return "value";
	case TAG_time:
		return "datetime";
	default:
		return "content";
	}
}

static const char *own_text(struct reader *reader, const struct node *node)
{
	if (reader->text_n > TEXT_MAX) {
		reader->capped = "microdata values repeat too much text";
		return "";
	}
	const char *text = node_text(reader->arena, node);
	reader->text_n += strlen(text) + 64;
	return text;
}

static const char *value_of(struct reader *reader, const struct node *node)
{
	struct arena *arena = reader->arena;
	const char *attribute = address_attribute(node);
	const char *value = attribute ? node_attribute(node, attribute) : NULL;
	if (value) {
		const char *address = url_resolve(arena, reader->document->base_url, value);
		return address ? address : text_squeeze(arena, value, strlen(value));
	}
	value = attribute ? NULL : node_attribute(node, value_attribute(node));
	value = value ? value : node_attribute(node, "content");
	return value ? text_squeeze(arena, value, strlen(value)) : own_text(reader, node);
}

static void add_value(
    struct reader *reader, struct item *item, const char *name, const struct node *node, int depth)
{
	if (node_attribute(node, "itemscope")) {
		struct item *value = read_item(reader, node, depth + 1);
		if (value) {
			item_add_item(reader->arena, item, name, value);
			return;
		}
	}
	struct value *value = item_add(reader->arena, item, name);
	value->text = value_of(reader, node);
	if (node->tag == TAG_a)
		value->label = own_text(reader, node);
}

/* An element may be several properties: `itemprop="name headline"`. */
static void add_property(
    struct reader *reader, struct item *item, const struct node *node, int depth)
{
	const char *words = node_attribute(node, "itemprop");
	for (;;) {
		while (ascii_is_space(*words))
			words++;
		size_t n = strcspn(words, " \t\n\f\r");
		if (n == 0)
			return;
		const char *name = item_name(arena_copy(reader->arena, words, n));
		add_value(reader, item, name, node, depth);
		words += n;
	}
}

/* ---- items ---- */

static void add_types(struct arena *arena, struct item *item, const char *words)
{
	while (words) {
		while (ascii_is_space(*words))
			words++;
		size_t n = strcspn(words, " \t\n\f\r");
		if (n == 0)
			return;
		*list_add(arena, &item->types) = item_name(arena_copy(arena, words, n));
		words += n;
	}
}

static struct item *make_item(struct reader *reader, const struct node *node)
{
	struct item *item = item_new(reader->arena, reader->items);
	const char *itemid = node_attribute(node, "itemid");
	const char *id = node_id(node);
	add_types(reader->arena, item, node_attribute(node, "itemtype"));
	if (itemid && *itemid) {
		item->id = url_resolve(reader->arena, reader->document->base_url, itemid);
		item->id = item->id ? item->id : itemid;
	}
	item->place = id ? arena_format(reader->arena, "%s#%s", node->name, id) : node->name;
	return item;
}

/* The item of an element with itemscope. An item that itemref leads to twice, or round to itself,
 * is one item. NULL when items are nested too deep. */
static struct item *read_item(struct reader *reader, const struct node *node, int depth)
{
	if (reader->made && reader->made[node->order])
		return reader->made[node->order];
	if (depth > NESTING_MAX) {
		reader->capped = "microdata items are nested too deep";
		return NULL;
	}
	struct item *item = make_item(reader, node);
	node_list properties = {0};
	const char *references = node_attribute(node, "itemref");
	crawl(reader, node, false, &properties);
	if (references)
		crawl_references(reader, references, node, &properties);
	if (reader->made)
		reader->made[node->order] = item;
	list_each (const struct node *, property, &properties)
		add_property(reader, item, *property, depth);
	if (item->properties.n == 0)
		item->text = own_text(reader, node);
	return item;
}

void microdata_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices)
{
	struct reader reader = {.arena = arena, .document = document, .items = items};
	const struct node *root = document->root;
	for (const struct node *node = root; node && document->has_items;
	     node = node_next(node, root)) {
		if (!node->attributes || !node_attribute(node, "itemscope") ||
		    node_attribute(node, "itemprop"))
			continue;
		*list_add(arena, &items->top) = read_item(&reader, node, 0);
	}
	if (reader.capped)
		record_add_notice(arena, notices, NOTICE_MARKUP_CAPPED, "%s", reader.capped);
}
