/*
 * selector: the CSS selectors by which profiles address the tree. Type, `*`, `#id`, `.class`,
 * `[attr]`, `[attr=value]`, `[attr^=…]`, `[attr$=…]`, `[attr*=…]`, `[attr~=…]`, descendant, child
 * `>`, and lists with commas. By the W3C's Selectors Level 3; anything else is refused with the
 * column.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_TREE_SELECTOR_H
#define FILMTALLY_IMPORTERS_PAGE_TREE_SELECTOR_H

#include "importers/page/tree/node.h"
#include "schema/base/message.h"

struct selector;

/* NULL with err when it is not one of the above. Lives in the arena. */
struct selector *selector_parse(struct arena *arena, const char *text, struct err *err);

/* True if the element matches, looking no higher than `scope`. */
bool selector_matches(
    const struct selector *selector, const struct node *node, const struct node *scope);

/* Calls tell for each attribute name that the selector looks at (the prefilter must keep it). */
void selector_attributes(const struct selector *selector, void (*tell)(const char *name));

#endif
