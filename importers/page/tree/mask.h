/*
 * mask: 64 bits that say at a glance which selectors an element can't match. A selector's key is
 * two bits, of the class, id or name that its last compound asks for; an element's mask has the
 * bits of its name, id and classes. Without the key's bits there is no match; with them there may
 * be one.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_TREE_MASK_H
#define FILMTALLY_IMPORTERS_PAGE_TREE_MASK_H

#include "importers/page/tree/node.h"
#include "importers/page/tree/selector.h"

#include <stdint.h>

/* What a selector asks for by name. */
struct mask_key {
	/* of its last compound; 0 when that names nothing, or it is a list: then look always */
	uint64_t bits;
	uint16_t needs[4]; /* names that must stand somewhere in the document, as places in
	                      mask_index.present */
	int needs_n;
};

struct mask_key mask_of_selector(const char *text, size_t n);

/* A document's nodes and their masks by node->order, so that many selectors share one walk. Text
 * has no node here. */
struct mask_index {
	const struct node **nodes;
	uint64_t *masks;
	size_t n;
	/* a bit for each class and id in the document, by a hash of 12 bits */
	uint64_t present[64];
};
void mask_index_make(struct arena *arena, const struct node *root, struct mask_index *index);

/* The next match after `from` within scope, for a selector with its key; start with from = scope;
 * NULL after the last. */
const struct node *mask_next(const struct mask_index *index, const struct selector *selector,
    const struct mask_key *key, const struct node *from, const struct node *scope);

#endif
