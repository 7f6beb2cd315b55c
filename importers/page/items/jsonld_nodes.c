/* jsonld_nodes: see jsonld_nodes.h. */
#include "importers/page/items/jsonld_nodes.h"
#include "importers/page/document/entity.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	TYPES_MAX = 50 /* of one item; more are left out */,
	REFERENCE_ROUNDS = 2 /* `&amp;quot;` is seen; more is not */
};

/* A text with its character references decoded: JSON-LD that a template wrote for HTML holds
 * them. */
static const char *decoded(struct jsonld_reader *reader, const char *text)
{
	for (int i = 0; i < REFERENCE_ROUNDS && strchr(text, '&'); i++) {
		size_t n = strlen(text), length;
		const char *plain = entity_decode(reader->arena, text, n, &length);
		if (length == n)
			break;
		reader->repairs |= REPAIR_REFERENCE;
		text = plain;
	}
	return text;
}

/* ---- nodes ---- */

static bool is_keyword(const char *name)
{
	return *name == '@';
}

/* The member that is the keyword, also under an alias. */
static const struct json_tree *keyword(
    const struct context *context, const struct json_tree *map, const char *word)
{
	list_each (const struct json_member, member, &map->members) {
		if (strcmp(member->key, word) == 0)
			return member->value;
		const char *alias =
		    is_keyword(member->key) ? NULL : context_definition(context, member->key);
		if (alias && strcmp(alias, word) == 0)
			return member->value;
	}
	return NULL;
}

static void add_type(struct jsonld_reader *reader, struct item *item, const struct context *context,
    const struct json_tree *type)
{
	if (type->kind != JSON_KIND_TEXT || !*type->text || item->types.n == TYPES_MAX)
		return;
	const char *name = context_type(reader->arena, context, type->text);
	list_each (const char *, each, &item->types) {
		if (strcmp(*each, name) == 0)
			return;
	}
	*list_add(reader->arena, &item->types) = name;
}

static void add_types(struct jsonld_reader *reader, struct item *item,
    const struct context *context, const struct json_tree *types)
{
	if (!types)
		return;
	if (types->kind != JSON_KIND_LIST) {
		add_type(reader, item, context, types);
		return;
	}
	list_each (const struct json_member, member, &types->members) {
		add_type(reader, item, context, member->value);
	}
}

/* True if the node may be the item: one of them has no type, or they share one. */
static bool types_agree(struct jsonld_reader *reader, const struct item *item,
    const struct context *context, const struct json_tree *types)
{
	struct item other = {0};
	add_types(reader, &other, context, types);
	if (item->types.n == 0 || other.types.n == 0)
		return true;
	list_each (const char *, each, &other.types) {
		if (item_is(item, *each))
			return true;
	}
	return false;
}

/* The item that a node's facts belong to: the one of its @id, or a new one. */
static struct item *item_for(
    struct jsonld_reader *reader, const struct context *context, const struct json_tree *map)
{
	const struct json_tree *id = keyword(context, map, "@id");
	const struct json_tree *types = keyword(context, map, "@type");
	struct item *item = NULL;
	if (id && id->kind == JSON_KIND_TEXT && *id->text) {
		const struct jsonld_id *named = jsonld_ids_get(reader->arena, &reader->ids,
		    reader->document->base_url, decoded(reader, id->text), reader->items);
		if (types_agree(reader, named->item, context, types))
			item = named->item;
	}
	if (!item) {
		item = item_new(reader->arena, reader->items);
		if (id && id->kind == JSON_KIND_TEXT)
			item->id = decoded(reader, id->text);
	}
	if (!item->place)
		item->place = reader->place;
	add_types(reader, item, context, types);
	return item;
}

static struct item *read_node(
    struct jsonld_reader *reader, const struct json_tree *map, const struct context *context);

static bool has_value(const struct item *item, const char *name, const struct value *value)
{
	const struct property *property = item_property(item, name);
	for (size_t i = 0; property && i < property->values.n && i < 64; i++) {
		const struct value *each = &property->values.at[i];
		if (value->item ? each->item == value->item
				: each->text && strcmp(each->text, value->text) == 0)
			return true;
	}
	return false;
}

/* Adds a value; `again` when the item was read before, and what it has already is not added
 * twice. */
static void add_value(struct jsonld_reader *reader, struct item *item, const char *name,
    const struct json_tree *tree, const struct context *context, bool again)
{
	struct value value = {0};
	const struct json_tree *inner;
	switch (tree->kind) {
	case JSON_KIND_LIST:
		list_each (const struct json_member, member, &tree->members) {
			add_value(reader, item, name, member->value, context, again);
		}
		return;
	case JSON_KIND_MAP:
		inner = json_member_of(tree, "@value");
		inner = inner ? inner : json_member_of(tree, "@list");
		inner = inner ? inner : json_member_of(tree, "@set");
		if (inner) {
			add_value(reader, item, name, inner, context, again);
			return;
		}
		value.item = read_node(reader, tree, context);
		break;
	case JSON_KIND_TEXT:
		value.text = decoded(reader, tree->text);
		break;
	case JSON_KIND_NUMBER:
	case JSON_KIND_WORD:
		value.text = tree->text;
		break;
	case JSON_KIND_NULL:
		return;
	}
	if (again && has_value(item, name, &value))
		return;
	if (value.item)
		item_add_item(reader->arena, item, name, value.item);
	else
		*item_add(reader->arena, item, name) = value;
}

/* `@reverse`: the nodes inside point to this one. */
static void add_reverse(struct jsonld_reader *reader, struct item *item,
    const struct json_tree *tree, const struct context *context)
{
	if (tree->kind != JSON_KIND_MAP)
		return;
	list_each (const struct json_member, member, &tree->members) {
		const char *name = context_name(reader->arena, context, member->key);
		const struct json_tree *nodes = member->value;
		for (size_t i = 0; i < (nodes->kind == JSON_KIND_LIST ? nodes->members.n : 1);
		     i++) {
			const struct json_tree *node =
			    nodes->kind == JSON_KIND_LIST ? nodes->members.at[i].value : nodes;
			if (node->kind != JSON_KIND_MAP)
				continue;
			struct item *other = read_node(reader, node, context);
			item_add_item(reader->arena, other, name, item);
			*list_add(reader->arena, &reader->items->top) = other;
		}
	}
}

/* The nesting of the tree is limited (JSON_DEPTH_MAX), and so is this recursion. */
static struct item *read_node(
    struct jsonld_reader *reader, const struct json_tree *map, const struct context *outer)
{
	const struct context *context = context_enter(reader->arena, outer, map);
	struct item *item = item_for(reader, context, map);
	bool again = item->properties.n > 0;
	list_each (const struct json_member, member, &map->members) {
		const char *name = context_name(reader->arena, context, member->key);
		if (strcmp(name, "@graph") == 0 || strcmp(name, "@included") == 0)
			jsonld_nodes_read(reader, member->value, context);
		else if (strcmp(name, "@reverse") == 0)
			add_reverse(reader, item, member->value, context);
		else if (!is_keyword(name))
			add_value(reader, item, name, member->value, context, again);
	}
	return item;
}

/* True for a node that only holds others: `{"@context": …, "@graph": […]}`. */
static bool only_holds(const struct json_tree *map)
{
	bool graph = false;
	list_each (const struct json_member, member, &map->members) {
		if (strcmp(member->key, "@graph") == 0)
			graph = true;
		else if (strcmp(member->key, "@context") != 0)
			return false;
	}
	return graph;
}

static void add_top(struct jsonld_reader *reader, struct item *item)
{
	/* A node that repeats an @id is the item it was before; looking back a little keeps this
	 * linear. */
	size_t n = reader->items->top.n, from = n > 64 ? n - 64 : 0;
	for (size_t i = from; i < n; i++)
		if (reader->items->top.at[i] == item)
			return;
	*list_add(reader->arena, &reader->items->top) = item;
}

void jsonld_nodes_read(
    struct jsonld_reader *reader, const struct json_tree *tree, const struct context *context)
{
	if (tree->kind == JSON_KIND_LIST) {
		list_each (const struct json_member, member, &tree->members) {
			jsonld_nodes_read(reader, member->value, context);
		}
	} else if (tree->kind == JSON_KIND_MAP && only_holds(tree)) {
		jsonld_nodes_read(reader, json_member_of(tree, "@graph"),
		    context_enter(reader->arena, context, tree));
	} else if (tree->kind == JSON_KIND_MAP && tree->members.n > 0) {
		add_top(reader, read_node(reader, tree, context));
	}
}
