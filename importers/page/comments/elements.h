/*
 * elements: which elements of a page are comments, and which nodes are whose. A comment is known by
 * its id (`c123` of Blogger, `comment-12` of WordPress); what lies inside its element and not
 * inside another comment's is its own. In Blogger's classic list the element is a `dt` and its own
 * goes on to the next `dt`. For markup.c alone.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_COMMENTS_ELEMENTS_H
#define FILMTALLY_IMPORTERS_PAGE_COMMENTS_ELEMENTS_H

#include "importers/page/tree/node.h"

struct comment_element {
	const struct node *node;
	const struct node *end; /* the first node behind it; NULL: the end of the page */
	const char *number;     /* the id as the markup has it: "c123", "comment-12" */
	size_t parent;          /* the comment around it; SIZE_MAX for none */
};

struct comment_elements {
	LIST_OF(struct comment_element) all; /* in document order */
	LIST_OF(size_t) open;                /* those around the node being looked at */
};
void elements_find(struct arena *arena, const struct node *root, struct comment_elements *list);

/* A walk over the nodes of one comment. */
struct own_walk {
	const struct comment_elements *list;
	size_t which, nested; /* the comment; the next one that may lie in it */
	const struct node *root;
};

/* The comment's element; and, from `node` on, the first that is the comment's own, NULL after its
 * end. */
const struct node *elements_own_first(struct own_walk *walk);
const struct node *elements_own(struct own_walk *walk, const struct node *node);

#endif
