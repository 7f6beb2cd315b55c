/* selected: see selected.h. */
#include "importers/page/post/selected.h"

#include "schema/base/text.h"

#include <string.h>

static const char *value_of(struct arena *arena, const struct reach *reach, const struct node *node)
{
	const char *value =
	    reach->attribute ? node_attribute(node, reach->attribute) : node_text(arena, node);
	if (value && reach->after) {
		value = strcasestr(value, reach->after);
		value = value ? value + strlen(reach->after) : NULL;
	}
	if (!value)
		return NULL;
	value = text_squeeze(arena, value, strlen(value));
	return *value ? value : NULL;
}

const char *selected_value(struct arena *arena, const struct mask_index *index,
    const reach_list *reaches, const struct node *scope, const struct reach **by)
{
	list_each (const struct reach, it, reaches) {
		const struct node *node = scope;
		while ((node = mask_next(index, it->selector, &it->key, node, scope)) != NULL) {
			const char *value = value_of(arena, it, node);
			if (value && by)
				*by = it;
			if (value)
				return value;
		}
	}
	return NULL;
}

void selected_values(struct arena *arena, const struct mask_index *index, const reach_list *reaches,
    const struct node *scope, text_list *values, const struct reach **by)
{
	list_each (const struct reach, it, reaches) {
		const struct node *node = scope;
		while ((node = mask_next(index, it->selector, &it->key, node, scope)) != NULL) {
			const char *value = value_of(arena, it, node);
			if (value)
				*list_add(arena, values) = value;
		}
		if (values->n && by)
			*by = it;
		if (values->n)
			return;
	}
}
