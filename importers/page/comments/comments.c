/*
 * comments: see comments.h. The script is preferred where there is one, the markup fills in what it
 * lacks, the heading is what both are held against.
 */
#include "importers/page/comments/comments.h"

#include "importers/page/comments/steps.h"
#include "importers/page/words/verdict.h"

#include <stdlib.h>
#include <string.h>

/* ---- a page's comments ---- */

static int by_id(const void *a, const void *b)
{
	const struct comment *const *left = a, *const *right = b;
	int order = strcmp((*left)->id, (*right)->id);
	return order ? order : (*left > *right) - (*left < *right);
}

/* Pointers to the comments, by id. */
static struct comment **index_of(struct arena *arena, struct comment_list *list)
{
	struct comment **index = arena_take(arena, (list->items.n + 1) * sizeof *index);
	for (size_t i = 0; i < list->items.n; i++)
		index[i] = &list->items.at[i];
	if (list->items.n)
		qsort(index, list->items.n, sizeof *index, by_id);
	return index;
}

static void fill(struct comment *kept, const struct comment *other)
{
	if (!kept->author)
		kept->author = other->author;
	if (!kept->posted_at)
		kept->posted_at = other->posted_at;
	if (!kept->parent)
		kept->parent = other->parent;
	if (!kept->body)
		kept->body = other->body;
	if (!other->voter)
		kept->voter = NULL; /* one of the two knows a member */
	kept->removed |= other->removed;
}

/* Keeps the first of each id, in order; a later one fills in what it lacks. */
static void unite(struct arena *arena, struct comment_list *list, struct comments *comments)
{
	struct comment **index = index_of(arena, list);
	bool *later = arena_take(arena, list->items.n + 1);

	for (size_t i = 0, first = 0; i < list->items.n; i++) {
		if (strcmp(index[i]->id, index[first]->id))
			first = i;
		if (i == first)
			continue;
		fill(index[first], index[i]);
		later[index[i] - list->items.at] = true;
	}
	for (size_t i = 0; i < list->items.n; i++)
		if (!later[i])
			*list_add(arena, &comments->items) = list->items.at[i];
}

static void check_count(struct arena *arena, const struct comment_list *list, struct record *record)
{
	int64_t found = (int64_t)record->comments.items.n;
	int64_t said = record->comments.count;

	if (said < 0 || said == found || said == found + list->pings)
		return;
	record_add_notice(arena, record, NOTICE_COMMENT_COUNT_MISMATCH,
	    "the page says %lld, %lld found", (long long)said, (long long)found);
	if (found < said)
		record_add_notice(arena, record, NOTICE_COMMENTS_ELSEWHERE,
		    "%lld comments are not on this page", (long long)(said - found));
}

void comments_read(struct arena *arena, const struct document *document, struct record *record)
{
	struct comment_list list = {.count = -1};

	if (!record->page.id)
		record->page.id = comments_post_id(arena, document);
	const char *url = document->base_url ? document->base_url : record->page.url;
	if (url)
		list.host = url_host(arena, url);
	if (!list.host) /* an id is the same in every save of the page */
		list.host = record->page.id ? record->page.id : record->page.sha256;
	comment_members_read(arena, document, &list);
	comment_script_read(arena, document, &list);
	comment_markup_read(arena, document, &list);
	comment_heading_read(arena, document, &list);
	if (!list.container && !list.items.n)
		return;
	for (size_t i = 0; i < list.items.n; i++)
		if (comment_is_member(&list, list.items.at[i].voter))
			list.items.at[i].voter = NULL;
	record->comments.known = true;
	record->comments.count = list.count;
	unite(arena, &list, &record->comments);
	check_count(arena, &list, record);
}

/* ---- ballots ---- */

static enum choice ballot_of(struct arena *arena, const struct record *record,
    const struct comment *comment, const char *const *titles, size_t n)
{
	if (comment->removed || !comment->voter || !comment->body)
		return CHOICE_NO_VOTE;
	enum choice side = verdict_of_comment(arena, comment->body, titles, n);
	bool one_film = record->kind == RECORD_COMMENTS || record->films.n == 1;
	return one_film || side == CHOICE_NO_VOTE ? side : CHOICE_AMBIGUOUS;
}

void comments_classify(struct arena *arena, struct record *record)
{
	LIST_OF(const char *) titles = {0};

	if (record->films.n == 1) {
		const struct film *film = record->films.at;
		if (film->title)
			*list_add(arena, &titles) = film->title;
		list_each (const struct title, title, &film->titles)
			*list_add(arena, &titles) = title->text;
	}
	list_each (struct comment, comment, &record->comments.items)
		comment->ballot = ballot_of(arena, record, comment, titles.at, titles.n);
}
