/*
 * jsonld_context: what the names in a JSON-LD script mean. Nothing is fetched: a context is
 * followed only where it stands in the page, and is otherwise schema.org's.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_CONTEXT_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_CONTEXT_H

#include "importers/page/items/json_tree.h"

/* The context that holds at a place: the innermost first. */
struct context {
	const struct context *outer;
	const struct json_tree *map; /* terms defined in the page; NULL for none */
	const char *foreign; /* a vocabulary that is not schema.org's: prefixed to types, so that
	                        none is taken for one */
};

/* The context inside a node: `outer` (NULL at the top) with what the node's @context adds. */
const struct context *context_enter(
    struct arena *arena, const struct context *outer, const struct json_tree *map);

/* What a context in the page says a term means, or NULL. */
const char *context_definition(const struct context *context, const char *term);

/* A key's name: aliases and prefixes that the page defines written out, schema.org's address
 * off. */
const char *context_name(struct arena *arena, const struct context *context, const char *term);

/* The same of a type; one of a vocabulary that is not schema.org's keeps it in front. */
const char *context_type(struct arena *arena, const struct context *context, const char *type);

/* The value of a map's first member with the key, or NULL. */
const struct json_tree *json_member_of(const struct json_tree *map, const char *key);

#endif
