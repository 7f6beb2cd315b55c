/*
 * jsonld_nodes: the nodes of a JSON-LD script become items. Nodes with one @id are one item, in
 * whichever script they stand, unless their types contradict each other: real pages also give the
 * page's address as the @id of its article, its film and its author. For jsonld.c alone.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_NODES_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_NODES_H

#include "importers/page/items/jsonld_context.h"
#include "importers/page/items/jsonld_ids.h"

/* The reading of a page's scripts. */
struct jsonld_reader {
	struct arena *arena;
	const struct document *document;
	struct items *items;
	struct jsonld_ids ids;
	const char *place; /* of the script that is read: "script 2" */
	unsigned repairs;  /* of that script */
};

/* Nodes of the top or of a @graph. */
void jsonld_nodes_read(
    struct jsonld_reader *reader, const struct json_tree *tree, const struct context *context);

#endif
