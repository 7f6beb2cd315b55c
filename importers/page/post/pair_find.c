/* pair_find: where a page has labels, and where their values begin and end. See pair.h. */
#include "importers/page/post/pair.h"

#include "importers/page/post/markup.h"
#include "schema/base/text.h"

#include <string.h>

enum { LABEL_BYTES = 48, PAIRS_MAX = 1000, CLIMB_MAX = 6, CELLS_MAX = 3 };
/* how far around a label is looked: hostile pages have a hundred thousand siblings, and as many
 * ancestors */
enum { SIBLINGS_MAX = 64, ANCESTORS_MAX = 256 };

struct finding {
	struct arena *arena;
	struct arena scratch; /* emptied for each label */
	const struct pair_rules *rules;
	struct markup_outside outside;
	bool tables;
	pair_list *pairs;
};

/* ---- looking around ---- */

static bool is_blank_text(const char *text)
{
	for (; *text; text++) {
		if (text_starts(text, "\xC2\xA0"))
			text++;
		else if (!ascii_is_space(*text))
			return false;
	}
	return true;
}

/* True of white space between elements. */
static bool is_blank(const struct node *node)
{
	return node->tag == TAG_TEXT && is_blank_text(node->text);
}

/* The first sibling from `node` on that is no white space; NULL for none. */
static const struct node *solid(const struct node *node)
{
	while (node && is_blank(node))
		node = node->next;
	return node;
}

/* `Director` beside `Directors`, one of which is hidden: the label once more, for other screens. */
static bool is_twin(const struct node *node, const struct node *label)
{
	enum { STEM = 4 };
	const struct node *text = node->first, *other = label->first;
	if (node->tag != label->tag || !text || text->tag != TAG_TEXT || text->next || !other ||
	    other->tag != TAG_TEXT || text->text_n > LABEL_BYTES || text->text_n < STEM)
		return false;
	return strncmp(text->text, other->text, STEM) == 0;
}

static bool is_alone(const struct node *node)
{
	int n = 0;
	for (const struct node *it = node->parent->first; it; it = it->next)
		if (n++ == SIBLINGS_MAX || (it != node && !is_blank(it) && !is_twin(it, node)))
			return false;
	return true;
}

static bool same_make(const struct node *a, const struct node *b)
{
	const char *x = node_class(a), *y = node_class(b);
	x = x ? x : "", y = y ? y : "";
	return a->tag == b->tag && strcmp(x, y) == 0;
}

static size_t children_of(const struct node *node)
{
	size_t n = 0;
	for (const struct node *child = node->first; child && n < CELLS_MAX; child = child->next)
		n += !is_blank(child);
	return n;
}

/* ---- labels ---- */

/* Elements that are units of their own: a label is never wider. */
static bool is_unit(enum tag tag)
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

/* The widest element that holds the label and nothing else. */
static const struct node *climb(const struct node *node)
{
	for (int i = 0; i < CLIMB_MAX && !is_unit(node->tag) && node->parent->parent; i++) {
		if (!is_alone(node))
			break;
		if (is_unit(node->parent->tag) && node->parent->tag != TAG_dt &&
		    node->parent->tag != TAG_th && node->parent->tag != TAG_td)
			break;
		node = node->parent;
	}
	return node;
}

/* Where a label's text ends: at its colon, the whole when it has none; *rest is what follows the
 * colon. */
static size_t label_end(const char *text, const char **rest)
{
	const char *colon = strchr(text, ':'), *wide = strstr(text, "：");
	*rest = NULL;
	if (wide && (!colon || wide < colon)) {
		*rest = wide + strlen("：");
		return (size_t)(wide - text);
	}
	if (colon)
		*rest = colon + 1;
	return colon ? (size_t)(colon - text) : strlen(text);
}

static const struct phrase *phrase_of(struct finding *f, const char *text, size_t n)
{
	const struct rules *rules = f->rules->rules;
	char *label = text_squeeze(&f->scratch, text, n);
	char *bracket = strchr(label, '('); /* Director(s) */
	if (bracket && strlen(bracket) <= 4)
		*bracket = '\0';
	const char *folded = text_fold(&f->scratch, label, false);
	size_t length = strlen(folded);
	const struct phrase *phrase =
	    rules->site ? phrases_find(&rules->site->labels, folded, length) : NULL;
	return phrase ? phrase : phrases_find(&rules->general->labels, folded, length);
}

/* A cheap look: most texts begin like no label. */
static bool may_begin(const struct finding *f, const char *text)
{
	const struct rules *rules = f->rules->rules;
	unsigned place = phrase_beginning(text);
	return (rules->general->labels.begins[place / 64] >> place % 64 & 1) ||
	    (rules->site && (rules->site->labels.begins[place / 64] >> place % 64 & 1));
}

/* ---- values ---- */

static bool value_of_term(struct pair *pair)
{
	const struct node *next = solid(pair->node->next), *parent = pair->node->parent;
	if (!next || next->tag != TAG_dd)
		return false;
	pair->first = next;
	while (next && next->tag != TAG_dt)
		next = next->next;
	pair->end = next;
	pair->unit = parent->tag == TAG_div && parent->parent ? parent->parent : parent;
	return true;
}

static bool is_cell(const struct node *node)
{
	return node->tag == TAG_td || node->tag == TAG_th;
}

/* The cells of a row that hold something; as many as CELLS_MAX are told apart. */
static int cells_of(const struct node *row, const struct node *cells[CELLS_MAX])
{
	int n = 0, looked = 0;
	for (const struct node *node = row->first; node && n < CELLS_MAX && looked++ < SIBLINGS_MAX;
	     node = node->next)
		if (is_cell(node) && solid(node->first))
			cells[n++] = node;
	return n;
}

static const struct node *table_of(const struct node *node)
{
	for (int i = 0; i < CLIMB_MAX && node->parent && node->tag != TAG_table; i++)
		node = node->parent;
	return node;
}

/* `label | value` in one row; or a heading over a row that is all value. A row of headings has no
 * values. */
static bool value_of_cell(struct pair *pair)
{
	const struct node *cells[CELLS_MAX], *row = pair->node->parent;
	int n = cells_of(row, cells);
	pair->unit = table_of(row);
	if (n == 1 && pair->node->tag == TAG_th) {
		row = solid(row->next);
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
	bool any = pair->rest && !is_blank_text(pair->rest);
	pair->first = from;
	for (; node; node = node->next) {
		if (node->tag == TAG_br ? (any && breaks) : tag_is_block(node->tag))
			break;
		if (node->tag != TAG_TEXT && pair->node != node->parent &&
		    same_make(node, pair->node))
			break;
		any = any || (node->tag != TAG_br && !is_blank(node));
	}
	pair->end = node;
}

/* True of a list or table, alone in some boxes. */
static bool holds_list(const struct node *node)
{
	for (int i = 0; i < CLIMB_MAX && node && node->tag == TAG_div; i++) {
		const struct node *inside = solid(node->first);
		if (!inside || solid(inside->next))
			return false;
		node = inside;
	}
	return node && (node->tag == TAG_ul || node->tag == TAG_ol || node->tag == TAG_table);
}

/* A box beside the label's, or what follows the label on its line. */
static bool value_of_box(struct pair *pair)
{
	const struct node *label = pair->node, *next = solid(label->next);
	pair->unit = label->parent->parent ? label->parent->parent : label->parent;
	if (!next || (label->tag == TAG_a && next->tag == TAG_a))
		return false;
	bool block = next->tag != TAG_br && tag_is_block(next->tag);
	if (next->tag != TAG_TEXT && same_make(label, next) && children_of(label->parent) > 2)
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

/* `Director: Ola Berg` in one element: what follows the colon. */
static bool value_of_rest(struct pair *pair, const struct node *text)
{
	pair->unit = pair->node->parent;
	take_line(pair, text->next, true);
	return true;
}

static bool find_value(struct pair *pair)
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

/* ---- people with what they did ---- */

/* `<p><a>Ola Berg</a></p><p>Director, Writer</p>`: the name is a link and stands right before, and
 * nothing else is there. */
static bool value_of_caption(struct pair *pair)
{
	const struct node *label = pair->node, *name = NULL;
	if (solid(label->next) || pair->field < FIELD_CREDIT || is_unit(label->tag))
		return false;
	int looked = 0;
	for (const struct node *node = label->parent->first; node != label; node = node->next)
		if (looked++ == SIBLINGS_MAX)
			return false;
		else if (!is_blank(node)) {
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

/* ---- the scan ---- */

/* What people recommend, comment and click on says nothing of the page's film. A box beside the
 * text may. */
static bool is_outside(const struct finding *f, const struct node *node)
{
	for (int i = 0; i < ANCESTORS_MAX && node && node->parent; node = node->parent, i++)
		if (node->tag != TAG_aside && markup_is_outside(&f->outside, node))
			return true;
	return false;
}

static uint32_t mix_n(uint32_t hash, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return (hash ^ 0xFF) * 16777619u;
}

static uint32_t mix(uint32_t hash, const char *text)
{
	return mix_n(hash, text, text ? strlen(text) : 0);
}

static uint32_t make_of(const struct pair *pair)
{
	const struct node *node = pair->node;
	if (is_cell(node) || node->tag == TAG_dt)
		return mix(mix(2166136261u, pair->unit->name), node_class(pair->unit));
	uint32_t hash = mix(2166136261u, node->name);
	const char *class = node_class(node);
	if (pair->rest)
		hash = mix(hash, ":");
	else if (class)
		hash = mix_n(hash, class, strcspn(class, " "));
	return mix(hash, node->parent->name);
}

static void add_pair(struct finding *f, const struct pair *pair, const char *label, size_t n)
{
	const struct pair *last = f->pairs->n ? &f->pairs->at[f->pairs->n - 1] : NULL;
	bool again = last && last->node == pair->node && last->field == pair->field;
	if (f->pairs->n == PAIRS_MAX || again || is_outside(f, pair->node))
		return;
	struct pair *added = list_add(f->arena, f->pairs);
	*added = *pair;
	added->label = text_squeeze(f->arena, label, n);
	added->make = make_of(pair);
}

/* `Director, Writer`: a person who did both. */
static void read_captions(struct finding *f, const struct node *node, const char *text)
{
	for (const char *part = text; *part;) {
		size_t n = strcspn(part, ",/");
		const struct phrase *phrase = phrase_of(f, part, n);
		struct pair pair = {.node = climb(node)};
		if (phrase) {
			pair.field = phrase->means;
			if (value_of_caption(&pair))
				add_pair(f, &pair, part, n);
		}
		part += n + (part[n] != '\0');
	}
}

/* The cell or term that begins with the node's text and holds more than it; NULL for none. */
static const struct node *wider_cell(const struct node *node)
{
	const struct node *cell = node;
	for (int i = 0; i < CLIMB_MAX && !is_cell(cell) && cell->tag != TAG_dt; i++) {
		if (!cell->parent || solid(cell->parent->first) != cell)
			return NULL;
		cell = cell->parent;
	}
	return is_cell(cell) || cell->tag == TAG_dt ? cell : NULL;
}

/* True of an element that holds more than a label does. */
static bool is_large(const struct node *node)
{
	enum { NODES = 16 };
	const struct node *last = node;
	for (int i = 0; i < NODES && last->last; i++)
		last = last->last;
	return last->last || last->order - node->order > NODES;
}

/* A table's label may be broken into lines: `Production<br>companies`. */
static void read_broken_label(struct finding *f, const struct node *node)
{
	const struct node *cell = wider_cell(node);
	if (!cell || is_large(cell))
		return;
	const char *rest, *text = node_text(&f->scratch, cell);
	size_t n = label_end(text, &rest);
	const struct phrase *phrase = n && n <= LABEL_BYTES ? phrase_of(f, text, n) : NULL;
	struct pair pair = {.node = cell};
	if (!phrase || (rest && !is_blank_text(rest)))
		return;
	pair.field = phrase->means;
	if (find_value(&pair))
		add_pair(f, &pair, text, n);
}

static void read_label(struct finding *f, const struct node *node, const char *text)
{
	const char *rest;
	size_t n = label_end(text, &rest);
	const struct phrase *phrase = n && n <= LABEL_BYTES ? phrase_of(f, text, n) : NULL;
	bool whole = !solid(node->first->next) && (!rest || is_blank_text(rest));
	if (!whole && !rest && n <= LABEL_BYTES)
		read_broken_label(f, node);
	if (!phrase) {
		if (whole && !f->tables && strlen(text) <= LABEL_BYTES && strpbrk(text, ",/"))
			read_captions(f, node, text);
		return;
	}
	struct pair pair = {.field = phrase->means, .node = whole ? climb(node) : node};
	pair.rest = whole ? NULL : rest;
	/* "executive producer: second unit" in a link is a role, not a label */
	if (!whole && (!rest || node->tag == TAG_a))
		return;
	if (whole ? find_value(&pair) : value_of_rest(&pair, node->first))
		add_pair(f, &pair, text, n);
	else if (!f->tables)
		read_captions(f, node, text);
}

/* The label of a table may stand in a link or in bold. */
static bool is_in_table(const struct node *node)
{
	for (int i = 0; i < CLIMB_MAX && node; i++, node = node->parent)
		if (is_cell(node) || node->tag == TAG_dt)
			return true;
	return false;
}

void pairs_find(struct arena *arena, const struct pair_rules *rules, bool tables, pair_list *pairs)
{
	enum { SCRATCH_MAX = 16 << 20 };
	const struct mask_index *index = rules->index;
	struct finding f = {.arena = arena,
	    .rules = rules,
	    .outside = {.rules = rules->rules, .index = index, .scope = rules->document->root},
	    .tables = tables,
	    .pairs = pairs};
	const struct node *behind = rules->post ? node_after(rules->post, NULL) : NULL;
	size_t from = rules->post ? rules->post->order : index->n;
	size_t to = rules->post && behind ? behind->order : index->n;
	arena_init(&f.scratch, SCRATCH_MAX);
	for (size_t i = 0; i < index->n; i++) {
		if (i == from)
			i = to;
		const struct node *node = i < index->n ? index->nodes[i] : NULL;
		if (!node || !node->first || node->first->tag != TAG_TEXT || !node->parent)
			continue;
		const char *text = node->first->text;
		while (ascii_is_space(*text))
			text++;
		if (!*text || !may_begin(&f, text) || (tables && !is_in_table(node)))
			continue;
		read_label(&f, node, text);
		arena_reset(&f.scratch);
	}
	arena_release(&f.scratch);
}
