/*
 * jsonld: JSON-LD scripts → items. Not a JSON-LD processor: nothing is fetched, so a context is
 * followed only where it stands in the page (aliases, prefixes, @vocab) and is otherwise
 * schema.org's. Nodes with one @id are one item, in whichever script they stand, unless their types
 * contradict each other: real pages also give the page's address as the
 * @id of its article, its film and its author.
 */
#include "importers/page/document/entity.h"
#include "importers/page/items/item.h"
#include "importers/page/items/jsonld_context.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	TYPES_MAX = 50 /* of one item; more are left out */,
	REFERENCE_ROUNDS = 2 /* `&amp;quot;` is seen; more is not */,
	VALUES_MAX = 20000 /* of all scripts of a page; up to 700 bytes each, of 16 MB for all */,
	NOTED_MAX = 20
};

/* An item that an @id stands for; made at the first reference, filled when its node is met. */
struct named {
	const char *id;
	struct item *item;
	bool local; /* `_:b1` or `#film`: only this page can say what it is */
};

struct reader {
	struct arena *arena;
	const struct document *document;
	struct items *items;
	struct record *notices;
	LIST_OF(struct named *) names;
	struct named **slots; /* names by hash of id; slots_n is a power of two */
	size_t slots_n;
	const char *place;
	unsigned repairs;
	size_t values; /* of the scripts so far */
};

static void read_nodes(
    struct reader *reader, const struct json_tree *tree, const struct context *context);

/* ---- texts and ids ---- */

/* A text with its character references decoded: JSON-LD that a template wrote for HTML holds
 * them. */
static const char *decoded(struct reader *reader, const char *text)
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

static size_t hash_of(const char *text)
{
	size_t hash = 14695981039346656037u; /* FNV-1a */
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash ^ hash >> 29;
}

static struct named **slot_of(struct reader *reader, const char *id)
{
	size_t at = hash_of(id) & (reader->slots_n - 1);
	while (reader->slots[at] && strcmp(reader->slots[at]->id, id) != 0)
		at = (at + 1) & (reader->slots_n - 1);
	return &reader->slots[at];
}

static void grow_slots(struct reader *reader)
{
	reader->slots_n = reader->slots_n ? reader->slots_n * 2 : 64;
	reader->slots = arena_take(reader->arena, reader->slots_n * sizeof *reader->slots);
	list_each (struct named *, named, &reader->names)
		*slot_of(reader, (*named)->id) = *named;
}

/* The entry of an id, made with an empty item when it is new. */
static struct named *named_of(struct reader *reader, const char *written)
{
	const char *id = *written == '_'
	    ? NULL
	    : url_resolve(reader->arena, reader->document->base_url, written);
	id = id ? id : written;
	if (reader->slots_n < 2 * reader->names.n + 2)
		grow_slots(reader);
	struct named **slot = slot_of(reader, id);
	if (!*slot) {
		struct named *named = arena_take(reader->arena, sizeof *named);
		*named = (struct named){.id = id, .local = *written == '_' || *written == '#'};
		named->item = item_new(reader->arena, reader->items);
		named->item->id = id;
		*list_add(reader->arena, &reader->names) = named;
		*slot = named;
	}
	return *slot;
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

static void add_type(struct reader *reader, struct item *item, const struct context *context,
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

static void add_types(struct reader *reader, struct item *item, const struct context *context,
    const struct json_tree *types)
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
static bool types_agree(struct reader *reader, const struct item *item,
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
    struct reader *reader, const struct context *context, const struct json_tree *map)
{
	const struct json_tree *id = keyword(context, map, "@id");
	const struct json_tree *types = keyword(context, map, "@type");
	struct item *item = NULL;
	if (id && id->kind == JSON_KIND_TEXT && *id->text) {
		struct named *named = named_of(reader, decoded(reader, id->text));
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
    struct reader *reader, const struct json_tree *map, const struct context *context);

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
static void add_value(struct reader *reader, struct item *item, const char *name,
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
static void add_reverse(struct reader *reader, struct item *item, const struct json_tree *tree,
    const struct context *context)
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
    struct reader *reader, const struct json_tree *map, const struct context *outer)
{
	const struct context *context = context_enter(reader->arena, outer, map);
	struct item *item = item_for(reader, context, map);
	bool again = item->properties.n > 0;
	list_each (const struct json_member, member, &map->members) {
		const char *name = context_name(reader->arena, context, member->key);
		if (strcmp(name, "@graph") == 0 || strcmp(name, "@included") == 0)
			read_nodes(reader, member->value, context);
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

static void add_top(struct reader *reader, struct item *item)
{
	/* A node that repeats an @id is the item it was before; looking back a little keeps this
	 * linear. */
	size_t n = reader->items->top.n, from = n > 64 ? n - 64 : 0;
	for (size_t i = from; i < n; i++)
		if (reader->items->top.at[i] == item)
			return;
	*list_add(reader->arena, &reader->items->top) = item;
}

/* Nodes of the top or of a @graph. */
static void read_nodes(
    struct reader *reader, const struct json_tree *tree, const struct context *context)
{
	if (tree->kind == JSON_KIND_LIST) {
		list_each (const struct json_member, member, &tree->members) {
			read_nodes(reader, member->value, context);
		}
	} else if (tree->kind == JSON_KIND_MAP && only_holds(tree)) {
		read_nodes(reader, json_member_of(tree, "@graph"),
		    context_enter(reader->arena, context, tree));
	} else if (tree->kind == JSON_KIND_MAP && tree->members.n > 0) {
		add_top(reader, read_node(reader, tree, context));
	}
}

/* ---- scripts ---- */

static bool is_blank(const char *text, size_t n)
{
	while (n > 0 && ascii_is_space(text[n - 1]))
		n--;
	return n == 0;
}

/* At least as many as there are values: what begins or follows one is counted in texts as well,
 * since broken JSON does not tell where they end. */
static size_t count_values(const struct script *script)
{
	size_t values = 1;
	for (size_t i = 0; i < script->n; i++) {
		char c = script->text[i];
		values += c == ',' || c == '{' || c == '[';
	}
	return values;
}

/* Many small values take a hundred times their bytes: a script that would cost the whole page its
 * memory is lost alone. */
static struct json_tree *read_tree(
    struct reader *reader, const struct script *script, const char **why)
{
	size_t values = count_values(script);
	if (values > VALUES_MAX - reader->values) {
		*why =
		    arena_format(reader->arena, "more than %d values on the page", (int)VALUES_MAX);
		return NULL;
	}
	reader->values += values;
	return json_tree_read(reader->arena, script->text, script->n, &reader->repairs, why);
}

static void read_script(struct reader *reader, const struct script *script, size_t number)
{
	const char *why = "empty";
	reader->repairs = 0;
	reader->place = arena_format(reader->arena, "script %zu", number);
	struct json_tree *tree =
	    is_blank(script->text, script->n) ? NULL : read_tree(reader, script, &why);
	if (tree && tree->kind != JSON_KIND_LIST && tree->kind != JSON_KIND_MAP) {
		why = "neither an object nor a list";
		tree = NULL;
	}
	if (!tree) {
		record_add_notice(reader->arena, reader->notices, NOTICE_JSONLD_REFUSED, "%s: %s",
		    reader->place, why);
		return;
	}
	read_nodes(reader, tree, NULL);
	if (reader->repairs)
		record_add_notice(reader->arena, reader->notices, NOTICE_JSONLD_REPAIRED, "%s: %s",
		    reader->place, json_repairs_text(reader->arena, reader->repairs));
}

/* Says which references of this page nothing on it answers. Addresses elsewhere are no such
 * thing. */
static void note_unresolved(struct reader *reader)
{
	int noted = 0;
	list_each (struct named *, each, &reader->names) {
		const struct named *named = *each;
		if (!named->local || named->item->types.n > 0 || named->item->properties.n > 0)
			continue;
		if (noted++ < NOTED_MAX)
			record_add_notice(reader->arena, reader->notices, NOTICE_ITEM_UNRESOLVED,
			    "@id %s", named->id);
	}
}

void jsonld_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices)
{
	struct reader reader = {
	    .arena = arena, .document = document, .items = items, .notices = notices};
	size_t number = 0;
	list_each (const struct script, script, &document->scripts) {
		if (script->kind == SCRIPT_JSONLD)
			read_script(&reader, script, ++number);
	}
	note_unresolved(&reader);
}
