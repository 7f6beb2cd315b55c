/* elements: see elements.h. */
#include "importers/page/comments/elements.h"
#include "schema/base/text.h"

#include <limits.h>
#include <string.h>

static bool all_digits(const char *text, size_t least)
{
	size_t n = strspn(text, "0123456789");
	return n >= least && !text[n];
}

/* The comment that an id names, or NULL. Blogger's are long; short ones ("c1") are other things but
 * where the element itself says that it is a comment. */
static const char *number_of_id(const struct node *node, const char *id)
{
	enum { BLOGGER_DIGITS = 10 };
	bool said = (node->tag == TAG_dt && node_has_class(node, "comment-author")) ||
	    (node->tag == TAG_li && node_has_class(node, "comment"));
	if (*id == 'c' && all_digits(id + 1, said ? 1 : BLOGGER_DIGITS))
		return id;
	if (text_starts(id, "li-") || text_starts(id, "div-"))
		id = strchr(id, '-') + 1;
	return text_starts(id, "comment-") && all_digits(id + strlen("comment-"), 1) ? id : NULL;
}

static unsigned end_order(const struct comment_element *element)
{
	return element->end ? element->end->order : UINT_MAX;
}

/* Comments that end before the node are not around it. */
static void close_elements(struct comment_elements *list, const struct node *node)
{
	while (list->open.n) {
		const struct comment_element *element =
		    &list->all.at[list->open.at[list->open.n - 1]];
		if (node->order < end_order(element))
			return;
		list->open.n--;
	}
}

static const struct node *end_of_element(const struct node *node, const struct node *root)
{
	if (node->tag != TAG_dt)
		return node_after(node, root);
	for (const struct node *next = node->next; next; next = next->next)
		if (next->tag == TAG_dt)
			return next;
	return node_after(node->parent, root);
}

/* The `li` around an element that carries the id of its comment. */
static const struct node *whole_comment(
    const struct node *node, const struct comment_element *around)
{
	enum { STEPS = 4 };
	const struct node *up = node;
	for (int i = 0; i < STEPS && up->parent; i++, up = up->parent) {
		if (around && up == around->node)
			break;
		if (up->tag == TAG_li && node_has_class(up, "comment"))
			return up;
	}
	return node;
}

/* Drupal puts an empty anchor with the id before the comment; NULL when no comment follows it. */
static const struct node *anchored_comment(const struct node *anchor)
{
	const struct node *next = anchor->next;
	while (next && next->tag == TAG_TEXT && next->text_n == 1)
		next = next->next;
	return next && next->tag != TAG_TEXT && !anchor->first && node_has_class(next, "comment")
	    ? next
	    : NULL;
}

static void look_at(struct arena *arena, const struct node *node, const struct node *root,
    struct comment_elements *list)
{
	const char *id = node_id(node);
	const char *number = id ? number_of_id(node, id) : NULL;
	if (number && node->tag == TAG_a)
		node = anchored_comment(node);
	if (!number || !node)
		return;
	size_t around = list->open.n ? list->open.at[list->open.n - 1] : SIZE_MAX;
	struct comment_element *outer = around == SIZE_MAX ? NULL : &list->all.at[around];
	if (outer && !strcmp(outer->number, number))
		return;
	struct comment_element *element = list_add(arena, &list->all);
	outer = around == SIZE_MAX ? NULL : &list->all.at[around];
	element->node = whole_comment(node, outer);
	element->end = end_of_element(element->node, root);
	element->number = number;
	element->parent = around;
	*list_add(arena, &list->open) = list->all.n - 1;
}

void elements_find(struct arena *arena, const struct node *root, struct comment_elements *list)
{
	for (const struct node *node = node_next(root, root); node; node = node_next(node, root)) {
		close_elements(list, node);
		if (node->tag != TAG_TEXT)
			look_at(arena, node, root, list);
	}
}

/* The comment that begins at or behind the order, among those from `from` on. */
static size_t next_element(const struct comment_elements *list, size_t from, unsigned order)
{
	size_t low = from, high = list->all.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->all.at[middle].node->order < order)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct node *elements_own(struct own_walk *walk, const struct node *node)
{
	while (node && node->order < end_order(&walk->list->all.at[walk->which])) {
		walk->nested = next_element(walk->list, walk->nested, node->order);
		if (walk->nested == walk->list->all.n ||
		    walk->list->all.at[walk->nested].node != node)
			return node;
		node = walk->list->all.at[walk->nested].end;
	}
	return NULL;
}

const struct node *elements_own_first(struct own_walk *walk)
{
	walk->nested = walk->which + 1;
	return walk->list->all.at[walk->which].node;
}
