/* text_set: lists of texts that are sorted bytewise, each once. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_TEXT_SET_H
#define FILMTALLY_SCHEMA_STORE_TEXT_SET_H

#include "schema/record/record.h"

#include <stdbool.h>
#include <stddef.h>

/* Sorts a list, and drops what stands twice. */
void text_set_sort(text_list *texts);

/* The index of a text that is in the set. */
size_t text_set_index(const text_list *set, const char *text);

/* The texts of either, in arena; where one is empty, the other itself. */
text_list text_set_union(struct arena *arena, const text_list *a, const text_list *b);

/* True if they have a text in common. */
bool text_set_shares(const text_list *a, const text_list *b);

#endif
