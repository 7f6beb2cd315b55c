/*
 * node: what stands around a label in the tree: white space left out, and never far, for
 * hostile pages have a hundred thousand siblings and as many ancestors.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAIR_NODE_H
#define FILMTALLY_IMPORTERS_PAGE_PAIR_NODE_H

#include "importers/page/document/document.h"

/* a label's bytes; how far outwards, beside, and among a row's cells is looked */
enum { PAIR_LABEL_BYTES = 48, PAIR_CLIMB_MAX = 6, PAIR_SIBLINGS_MAX = 64, PAIR_CELLS_MAX = 3 };

bool pair_node_is_blank_text(const char *text);
/* True of white space between elements. */
bool pair_node_is_blank(const struct node *node);
/* The first sibling from `node` on that is no white space; NULL for none. */
const struct node *pair_node_solid(const struct node *node);

bool pair_node_is_cell(const struct node *node);
/* Elements that are units of their own: a label is never wider. */
bool pair_node_is_unit(enum tag tag);

/* True of two elements with one name and one class. */
bool pair_node_same_make(const struct node *a, const struct node *b);
/* How many children are no white space; as many as PAIR_CELLS_MAX are told apart. */
size_t pair_node_children(const struct node *node);

/* The widest element that holds the label and nothing else. */
const struct node *pair_node_climb(const struct node *node);

#endif
