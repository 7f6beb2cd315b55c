/* node: see node.h. */
#include "importers/page/pair/node.h"

#include "schema/base/text.h"

#include <string.h>

bool pair_node_is_blank_text(const char *text)
{
	for (; *text; text++) {
		if (text_starts(text, "\xC2\xA0"))
			text++;
		else if (!ascii_is_space(*text))
			return false;
	}
	return true;
}

bool pair_node_is_blank(const struct node *node)
{
	return node->tag == TAG_TEXT && pair_node_is_blank_text(node->text);
}

const struct node *pair_node_solid(const struct node *node)
{
	while (node && pair_node_is_blank(node))
		node = node->next;
	return node;
}

/* `Director` beside `Directors`, one of which is hidden: the label once more, for other screens. */
static bool is_twin(const struct node *node, const struct node *label)
{
	enum { STEM = 4 };
	const struct node *text = node->first, *other = label->first;
	if (node->tag != label->tag || !text || text->tag != TAG_TEXT || text->next || !other ||
	    other->tag != TAG_TEXT || text->text_n > PAIR_LABEL_BYTES || text->text_n < STEM)
		return false;
	return strncmp(text->text, other->text, STEM) == 0;
}

static bool is_alone(const struct node *node)
{
	int n = 0;
	for (const struct node *it = node->parent->first; it; it = it->next)
		if (n++ == PAIR_SIBLINGS_MAX ||
		    (it != node && !pair_node_is_blank(it) && !is_twin(it, node)))
			return false;
	return true;
}

bool pair_node_same_make(const struct node *a, const struct node *b)
{
	const char *x = node_class(a), *y = node_class(b);
	x = x ? x : "", y = y ? y : "";
	return a->tag == b->tag && strcmp(x, y) == 0;
}

size_t pair_node_children(const struct node *node)
{
	size_t n = 0;
	for (const struct node *child = node->first; child && n < PAIR_CELLS_MAX;
	     child = child->next)
		n += !pair_node_is_blank(child);
	return n;
}

bool pair_node_is_unit(enum tag tag)
{
	switch (tag) {
	case TAG_dt:
	case TAG_dd:
	case TAG_th:
	case TAG_td:
	case TAG_li:
	case TAG_caption:
	case TAG_tr:
	case TAG_ul:
	case TAG_ol:
	case TAG_dl:
	case TAG_table:
	case TAG_section:
	case TAG_article:
	case TAG_main:
	case TAG_nav:
	case TAG_form:
	case TAG_body:
	case TAG_html:
		return true;
	default:
		return false;
	}
}

const struct node *pair_node_climb(const struct node *node)
{
	for (int i = 0; i < PAIR_CLIMB_MAX && !pair_node_is_unit(node->tag) && node->parent->parent;
	     i++) {
		if (!is_alone(node))
			break;
		if (pair_node_is_unit(node->parent->tag) && node->parent->tag != TAG_dt &&
		    node->parent->tag != TAG_th && node->parent->tag != TAG_td)
			break;
		node = node->parent;
	}
	return node;
}

bool pair_node_is_cell(const struct node *node)
{
	return node->tag == TAG_td || node->tag == TAG_th;
}
