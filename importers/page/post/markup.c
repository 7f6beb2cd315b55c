/* markup: see markup.h. */
#include "importers/page/post/markup.h"

#include "importers/page/post/selected.h"
#include "importers/page/tree/mask.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

enum { PERMALINKS_COMPARED = 1000 };

/* What posts are looked for with. */
struct looking {
	struct arena *arena;
	const struct document *document;
	const struct mask_index *index;
	const struct rules *rules;
};

/* A part of a post: the site's way first. */
static const char *part_value(const struct looking *l, enum part part, const struct node *scope)
{
	const struct profile *site = l->rules->site, *general = l->rules->general;
	const char *value = NULL;
	if (site)
		value = selected_value(l->arena, l->index, &site->parts[part], scope, NULL);
	if (!value)
		value = selected_value(l->arena, l->index, &general->parts[part], scope, NULL);
	return value;
}

static const struct node *part_node(
    const struct looking *l, enum part part, const struct node *scope)
{
	const struct profile *const of[] = {l->rules->site, l->rules->general};
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; of[k] && i < of[k]->parts[part].n; i++) {
			const struct reach *reach = &of[k]->parts[part].at[i];
			const struct node *node =
			    mask_next(l->index, reach->selector, &reach->key, scope, scope);
			if (node)
				return node;
		}
	return NULL;
}

static bool any_matches(
    const reach_list *reaches, uint64_t mask, const struct node *node, const struct node *scope)
{
	list_each (const struct reach, it, reaches)
		if ((it->key.bits & ~mask) == 0 && selector_matches(it->selector, node, scope))
			return true;
	return false;
}

bool markup_is_outside(const void *context, const struct node *node)
{
	const struct markup_outside *outside = context;
	const struct rules *rules = outside->rules;
	uint64_t mask = outside->index->masks[node->order];
	return any_matches(&rules->general->parts[PART_OUTSIDE], mask, node, outside->scope) ||
	    (rules->site &&
		any_matches(&rules->site->parts[PART_OUTSIDE], mask, node, outside->scope));
}

/* A machine's date: ISO 8601, whatever else the text is. */
static const char *read_date(struct arena *arena, const char *text)
{
	char date[DATE_TEXT];
	return text && date_iso(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}

static void read_post(const struct looking *l, struct markup_post *post)
{
	const struct node *scope = post->post;
	const struct node *body = part_node(l, PART_BODY, scope);
	post->body = body ? body : scope;
	post->title = part_value(l, PART_TITLE, scope);
	post->author = part_value(l, PART_AUTHOR, scope);
	post->published_at = read_date(l->arena, part_value(l, PART_DATE, scope));
	post->comments = part_value(l, PART_COMMENTS, scope);
	const char *link = part_value(l, PART_PERMALINK, scope);
	const char *url = link ? url_resolve(l->arena, l->document->base_url, link) : NULL;
	post->permalink = url ? url_canonical(l->arena, url) : NULL;
	const struct profile *const of[] = {l->rules->site, l->rules->general};
	for (size_t k = 0; k < 2; k++)
		if (of[k] && post->labels.n == 0)
			selected_values(l->arena, l->index, &of[k]->parts[PART_LABELS], scope,
			    &post->labels, NULL);
}

/* Adds the outermost elements that one reach finds. */
static void find_posts(const struct looking *l, const struct reach *reach, markup_list *posts)
{
	const struct node *root = l->document->root, *node = root;
	while ((node = mask_next(l->index, reach->selector, &reach->key, node, root)) != NULL) {
		const struct node *last = posts->n ? posts->at[posts->n - 1].post : NULL;
		const struct node *behind = last ? node_after(last, NULL) : NULL;
		if (last && (!behind || node->order < behind->order))
			continue;
		list_add(l->arena, posts)->post = node;
	}
}

/* Beside posts with a body, those without one only point to other pages ("related posts"). */
static void drop_teasers(markup_list *posts)
{
	size_t bodies = 0, kept = 0;
	list_each (const struct markup_post, it, posts)
		bodies += it->body != it->post;
	for (size_t i = 0; bodies && i < posts->n; i++)
		if (posts->at[i].body != posts->at[i].post)
			posts->at[kept++] = posts->at[i];
	posts->n = bodies ? kept : posts->n;
}

void markup_read(struct arena *arena, const struct document *document,
    const struct mask_index *index, const struct rules *rules, markup_list *posts)
{
	const struct looking l = {arena, document, index, rules};
	const struct profile *const of[] = {rules->site, rules->general};
	for (size_t k = 0; k < 2 && posts->n == 0; k++)
		for (size_t i = 0; of[k] && posts->n == 0 && i < of[k]->parts[PART_POST].n; i++)
			find_posts(&l, &of[k]->parts[PART_POST].at[i], posts);
	list_each (struct markup_post, it, posts)
		read_post(&l, it);
	drop_teasers(posts);
}

const struct markup_post *markup_own_post(const markup_list *posts, const char *url)
{
	if (posts->n == 1)
		return &posts->at[0];
	list_each (const struct markup_post, it, posts)
		if (it->permalink && url && strcmp(it->permalink, url) == 0)
			return it;
	return NULL;
}

bool markup_is_index(const markup_list *posts, const char *url)
{
	if (posts->n < 2 || markup_own_post(posts, url))
		return false;
	for (size_t i = 0; i < posts->n; i++) {
		if (!posts->at[i].permalink)
			return false;
		for (size_t k = 0; k < i && i < PERMALINKS_COMPARED; k++)
			if (strcmp(posts->at[i].permalink, posts->at[k].permalink) == 0)
				return false;
	}
	return true;
}
