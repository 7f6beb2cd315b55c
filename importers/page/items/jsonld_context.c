/* jsonld_context: see jsonld_context.h. */
#include "importers/page/items/jsonld_context.h"
#include "importers/page/items/item.h"
#include "schema/base/text.h"

#include <string.h>

enum { TERMS_MAX = 500 }; /* of one context that are looked at: each key of a page asks for them */

/* ---- names ---- */

const struct json_tree *json_member_of(const struct json_tree *map, const char *key)
{
	list_each (const struct json_member, member, &map->members) {
		if (strcmp(member->key, key) == 0)
			return member->value;
	}
	return NULL;
}

/* What one context says of a term, or NULL. */
static const struct json_tree *defined_in(const struct json_tree *map, const char *term)
{
	for (size_t i = 0; map && i < map->members.n && i < TERMS_MAX; i++)
		if (strcmp(map->members.at[i].key, term) == 0)
			return map->members.at[i].value;
	return NULL;
}

const char *context_definition(const struct context *context, const char *term)
{
	for (; context; context = context->outer) {
		const struct json_tree *found = defined_in(context->map, term);
		if (found && found->kind == JSON_KIND_MAP)
			found = json_member_of(found, "@id");
		if (found && found->kind == JSON_KIND_TEXT)
			return found->text;
	}
	return NULL;
}

const char *context_name(struct arena *arena, const struct context *context, const char *term)
{
	const char *defined = *term == '@' ? NULL : context_definition(context, term);
	if (defined)
		term = defined;
	const char *colon = strchr(term, ':');
	if (colon && !text_starts(colon, "://")) {
		const char *prefix =
		    context_definition(context, arena_copy(arena, term, (size_t)(colon - term)));
		if (prefix)
			term = arena_format(arena, "%s%s", prefix, colon + 1);
	}
	return item_name(term);
}

const char *context_type(struct arena *arena, const struct context *context, const char *type)
{
	const char *name = context_name(arena, context, type);
	const char *foreign = NULL;
	for (const struct context *c = context; c && !foreign; c = c->outer)
		foreign = c->foreign;
	if (name != type || !foreign || !*foreign || strchr(name, ':'))
		return name;
	return arena_format(arena, "%s#%s", foreign, name);
}

/* ---- contexts ---- */

static bool is_schema(const char *vocabulary)
{
	return strstr(vocabulary, "schema.org") != NULL || *vocabulary == '\0';
}

/* Adds what one @context value says (a text, a map, or a list of them). */
static const struct context *enter_one(
    struct arena *arena, const struct context *outer, const struct json_tree *tree)
{
	struct context *context = arena_take(arena, sizeof *context);
	context->outer = outer;
	const struct json_tree *vocabulary = tree;
	if (tree->kind == JSON_KIND_MAP) {
		context->map = tree;
		vocabulary = json_member_of(tree, "@vocab");
	}
	if (vocabulary && vocabulary->kind == JSON_KIND_TEXT)
		context->foreign = is_schema(vocabulary->text) ? "" : vocabulary->text;
	return context;
}

/* The context inside a node. Of several vocabularies schema.org's wins, since only it is of use. */
const struct context *context_enter(
    struct arena *arena, const struct context *outer, const struct json_tree *map)
{
	const struct json_tree *tree = json_member_of(map, "@context");
	if (!tree)
		return outer;
	if (tree->kind != JSON_KIND_LIST)
		return enter_one(arena, outer, tree);
	const struct context *context = outer;
	bool schema = false;
	list_each (const struct json_member, member, &tree->members) {
		context = enter_one(arena, context, member->value);
		schema = schema || (context->foreign && !*context->foreign);
	}
	if (schema) {
		struct context *last = arena_take(arena, sizeof *last);
		*last = (struct context){.outer = context, .foreign = ""};
		context = last;
	}
	return context;
}
