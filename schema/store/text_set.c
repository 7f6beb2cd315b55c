/* text_set: see text_set.h. */
#include "schema/store/text_set.h"

#include <stdlib.h>
#include <string.h>

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void text_set_sort(text_list *texts)
{
	size_t kept = 0;
	if (texts->n)
		qsort(texts->at, texts->n, sizeof *texts->at, compare_texts);
	for (size_t i = 0; i < texts->n; i++)
		if (!kept || strcmp(texts->at[kept - 1], texts->at[i]) != 0)
			texts->at[kept++] = texts->at[i];
	texts->n = kept;
}

size_t text_set_index(const text_list *set, const char *text)
{
	const char *const *found = bsearch(&text, set->at, set->n, sizeof *set->at, compare_texts);
	return (size_t)(found - (const char *const *)set->at);
}

text_list text_set_union(struct arena *arena, const text_list *a, const text_list *b)
{
	if (!a->n)
		return *b;
	if (!b->n)
		return *a;
	text_list both = {0};
	size_t i = 0, j = 0;
	while (i < a->n || j < b->n) {
		int order = i == a->n ? 1 : j == b->n ? -1 : strcmp(a->at[i], b->at[j]);
		*list_add(arena, &both) = order <= 0 ? a->at[i] : b->at[j];
		i += order <= 0;
		j += order >= 0;
	}
	return both;
}

bool text_set_shares(const text_list *a, const text_list *b)
{
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		int order = strcmp(a->at[i], b->at[j]);
		if (order == 0)
			return true;
		i += order < 0;
		j += order > 0;
	}
	return false;
}
