/*
 * selected: the values that a profile's selectors give in a part of the page: an element's text or
 * attribute, or what stands in it after some words.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_SELECTED_H
#define FILMTALLY_IMPORTERS_PAGE_POST_SELECTED_H

#include "importers/page/tree/mask.h"
#include "importers/page/profile/profile.h"

/* The value that the first of the reaches gives within scope; NULL when none does. */
const char *selected_value(struct arena *arena, const struct mask_index *index,
    const reach_list *reaches, const struct node *scope, const struct reach **by);
/* All values of the first reach that gives any. */
void selected_values(struct arena *arena, const struct mask_index *index, const reach_list *reaches,
    const struct node *scope, text_list *values, const struct reach **by);

#endif
