/* find: where a page has labels; extent.h says where their values stand. See pair.h. */
#include "importers/page/pair/pair.h"

#include "importers/page/post/markup.h"
#include "importers/page/pair/extent.h"
#include "importers/page/pair/node.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	PAIRS_MAX = 1000,
	ANCESTORS_MAX = 256 /* of a node that are asked whether they are left out */
};

struct finding {
	struct arena *arena;
	struct arena scratch; /* emptied for each label */
	const struct pair_rules *rules;
	struct markup_outside outside;
	bool tables;
	pair_list *pairs;
};

/* ---- labels ---- */

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
	if (pair_node_is_cell(node) || node->tag == TAG_dt)
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
		struct pair pair = {.node = pair_node_climb(node)};
		if (phrase) {
			pair.field = phrase->means;
			if (pair_extent_of_caption(&pair))
				add_pair(f, &pair, part, n);
		}
		part += n + (part[n] != '\0');
	}
}

/* The cell or term that begins with the node's text and holds more than it; NULL for none. */
static const struct node *wider_cell(const struct node *node)
{
	const struct node *cell = node;
	for (int i = 0; i < PAIR_CLIMB_MAX && !pair_node_is_cell(cell) && cell->tag != TAG_dt;
	     i++) {
		if (!cell->parent || pair_node_solid(cell->parent->first) != cell)
			return NULL;
		cell = cell->parent;
	}
	return pair_node_is_cell(cell) || cell->tag == TAG_dt ? cell : NULL;
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
	const struct phrase *phrase = n && n <= PAIR_LABEL_BYTES ? phrase_of(f, text, n) : NULL;
	struct pair pair = {.node = cell};
	if (!phrase || (rest && !pair_node_is_blank_text(rest)))
		return;
	pair.field = phrase->means;
	if (pair_extent_find(&pair))
		add_pair(f, &pair, text, n);
}

static void read_label(struct finding *f, const struct node *node, const char *text)
{
	const char *rest;
	size_t n = label_end(text, &rest);
	const struct phrase *phrase = n && n <= PAIR_LABEL_BYTES ? phrase_of(f, text, n) : NULL;
	bool whole =
	    !pair_node_solid(node->first->next) && (!rest || pair_node_is_blank_text(rest));
	if (!whole && !rest && n <= PAIR_LABEL_BYTES)
		read_broken_label(f, node);
	if (!phrase) {
		if (whole && !f->tables && strlen(text) <= PAIR_LABEL_BYTES && strpbrk(text, ",/"))
			read_captions(f, node, text);
		return;
	}
	struct pair pair = {.field = phrase->means, .node = whole ? pair_node_climb(node) : node};
	pair.rest = whole ? NULL : rest;
	/* "executive producer: second unit" in a link is a role, not a label */
	if (!whole && (!rest || node->tag == TAG_a))
		return;
	if (whole ? pair_extent_find(&pair) : pair_extent_of_rest(&pair, node->first))
		add_pair(f, &pair, text, n);
	else if (!f->tables)
		read_captions(f, node, text);
}

/* The label of a table may stand in a link or in bold. */
static bool is_in_table(const struct node *node)
{
	for (int i = 0; i < PAIR_CLIMB_MAX && node; i++, node = node->parent)
		if (pair_node_is_cell(node) || node->tag == TAG_dt)
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
