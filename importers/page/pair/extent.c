/* extent: see extent.h. */
#include "importers/page/pair/extent.h"

#include "importers/page/pair/node.h"

static bool value_of_term(struct pair *pair)
{
	const struct node *next = pair_node_solid(pair->node->next), *parent = pair->node->parent;
	if (!next || next->tag != TAG_dd)
		return false;
	pair->first = next;
	while (next && next->tag != TAG_dt)
		next = next->next;
	pair->end = next;
	pair->unit = parent->tag == TAG_div && parent->parent ? parent->parent : parent;
	return true;
}

/* The cells of a row that hold something; as many as PAIR_CELLS_MAX are told apart. */
static int cells_of(const struct node *row, const struct node *cells[PAIR_CELLS_MAX])
{
	int n = 0, looked = 0;
	for (const struct node *node = row->first;
	     node && n < PAIR_CELLS_MAX && looked++ < PAIR_SIBLINGS_MAX; node = node->next)
		if (pair_node_is_cell(node) && pair_node_solid(node->first))
			cells[n++] = node;
	return n;
}

static const struct node *table_of(const struct node *node)
{
	for (int i = 0; i < PAIR_CLIMB_MAX && node->parent && node->tag != TAG_table; i++)
		node = node->parent;
	return node;
}

/* `label | value` in one row; or a heading over a row that is all value. A row of headings has no
 * values. */
static bool value_of_cell(struct pair *pair)
{
	const struct node *cells[PAIR_CELLS_MAX], *row = pair->node->parent;
	int n = cells_of(row, cells);
	pair->unit = table_of(row);
	if (n == 1 && pair->node->tag == TAG_th) {
		row = pair_node_solid(row->next);
		if (!row || row->tag != TAG_tr || cells_of(row, cells) != 1 ||
		    cells[0]->tag != TAG_td)
			return false;
		pair->first = cells[0];
	} else {
		if (n != 2 || cells[0] != pair->node || cells[1]->tag != TAG_td)
			return false;
		pair->first = cells[1];
	}
	pair->end = pair->first->next;
	return true;
}

/* Siblings on the label's line. */
static void take_line(struct pair *pair, const struct node *from, bool breaks)
{
	const struct node *node = from;
	bool any = pair->rest && !pair_node_is_blank_text(pair->rest);
	pair->first = from;
	for (; node; node = node->next) {
		if (node->tag == TAG_br ? (any && breaks) : tag_is_block(node->tag))
			break;
		if (node->tag != TAG_TEXT && pair->node != node->parent &&
		    pair_node_same_make(node, pair->node))
			break;
		any = any || (node->tag != TAG_br && !pair_node_is_blank(node));
	}
	pair->end = node;
}

/* True of a list or table, alone in some boxes. */
static bool holds_list(const struct node *node)
{
	for (int i = 0; i < PAIR_CLIMB_MAX && node && node->tag == TAG_div; i++) {
		const struct node *inside = pair_node_solid(node->first);
		if (!inside || pair_node_solid(inside->next))
			return false;
		node = inside;
	}
	return node && (node->tag == TAG_ul || node->tag == TAG_ol || node->tag == TAG_table);
}

/* A box beside the label's, or what follows the label on its line. */
static bool value_of_box(struct pair *pair)
{
	const struct node *label = pair->node, *next = pair_node_solid(label->next);
	pair->unit = label->parent->parent ? label->parent->parent : label->parent;
	if (!next || (label->tag == TAG_a && next->tag == TAG_a))
		return false;
	bool block = next->tag != TAG_br && tag_is_block(next->tag);
	if (next->tag != TAG_TEXT && pair_node_same_make(label, next) &&
	    pair_node_children(label->parent) > 2)
		return false;
	if (block) {
		pair->first = next;
		pair->end = next->next;
		bool heading = label->tag >= TAG_h1 && label->tag <= TAG_h6;
		pair->alone =
		    heading && pair->field == FIELD_CREDIT + ROLE_ACTOR && holds_list(next);
		return true;
	}
	take_line(pair, next, !tag_is_block(label->tag));
	return true;
}

bool pair_extent_of_rest(struct pair *pair, const struct node *text)
{
	pair->unit = pair->node->parent;
	take_line(pair, text->next, true);
	return true;
}

bool pair_extent_find(struct pair *pair)
{
	switch (pair->node->tag) {
	case TAG_dt:
		return value_of_term(pair);
	case TAG_th:
	case TAG_td:
		return value_of_cell(pair);
	case TAG_li:
	case TAG_dd:
	case TAG_caption:
		return false;
	default:
		return value_of_box(pair);
	}
}

bool pair_extent_of_caption(struct pair *pair)
{
	const struct node *label = pair->node, *name = NULL;
	if (pair_node_solid(label->next) || pair->field < FIELD_CREDIT ||
	    pair_node_is_unit(label->tag))
		return false;
	int looked = 0;
	for (const struct node *node = label->parent->first; node != label; node = node->next)
		if (looked++ == PAIR_SIBLINGS_MAX)
			return false;
		else if (!pair_node_is_blank(node)) {
			if (name && node_find(name, name, TAG_img) == NULL)
				return false;
			name = node;
		}
	if (!name || (name->tag != TAG_a && !node_find(name, name, TAG_a)))
		return false;
	pair->first = name;
	pair->end = name->next;
	pair->unit = label->parent->parent ? label->parent->parent : label->parent;
	pair->caption = pair->alone = true;
	return true;
}
