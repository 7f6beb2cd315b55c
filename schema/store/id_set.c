/* id_set.c: see id_set.h. */
#include "schema/store/id_set.h"
#include "schema/base/message.h"

#include <stdlib.h>

void id_add(struct id_set *set, int64_t id)
{
	if (set->n && set->at[set->n - 1] == id)
		return;
	if (set->n == set->cap) {
		set->cap = set->cap ? set->cap * 2 : 64;
		set->at = must_realloc(set->at, set->cap * sizeof *set->at);
	}
	set->at[set->n++] = id;
}

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

void id_add_all(struct id_set *set, const struct id_set *from)
{
	for (size_t i = 0; i < from->n; i++)
		id_add(set, from->at[i]);
}

void id_settle(struct id_set *set)
{
	size_t n = 0;
	if (set->n > 1)
		qsort(set->at, set->n, sizeof *set->at, id_order);
	for (size_t i = 0; i < set->n; i++)
		if (n == 0 || set->at[n - 1] != set->at[i])
			set->at[n++] = set->at[i];
	set->n = n;
}

bool id_has(const struct id_set *set, int64_t id)
{
	size_t low = 0, high = set->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set->at[middle] == id)
			return true;
		if (set->at[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

void id_clear(struct id_set *set)
{
	set->n = 0;
}

void id_release(struct id_set *set)
{
	free(set->at);
	*set = (struct id_set){0};
}
