/* jsonld_ids: see jsonld_ids.h. */
#include "importers/page/items/jsonld_ids.h"

#include <string.h>

static size_t hash_of(const char *text)
{
	size_t hash = 14695981039346656037u; /* FNV-1a */
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash ^ hash >> 29;
}

static struct jsonld_id **slot_of(const struct jsonld_ids *ids, const char *id)
{
	size_t at = hash_of(id) & (ids->slots_n - 1);
	while (ids->slots[at] && strcmp(ids->slots[at]->id, id) != 0)
		at = (at + 1) & (ids->slots_n - 1);
	return &ids->slots[at];
}

static void grow_slots(struct arena *arena, struct jsonld_ids *ids)
{
	ids->slots_n = ids->slots_n ? ids->slots_n * 2 : 64;
	ids->slots = arena_take(arena, ids->slots_n * sizeof *ids->slots);
	list_each (struct jsonld_id *, each, &ids->all)
		*slot_of(ids, (*each)->id) = *each;
}

struct jsonld_id *jsonld_ids_get(struct arena *arena, struct jsonld_ids *ids, const char *base,
    const char *written, struct items *items)
{
	const char *id = *written == '_' ? NULL : url_resolve(arena, base, written);
	id = id ? id : written;
	if (ids->slots_n < 2 * ids->all.n + 2)
		grow_slots(arena, ids);
	struct jsonld_id **slot = slot_of(ids, id);
	if (!*slot) {
		*slot = arena_take(arena, sizeof **slot);
		**slot = (struct jsonld_id){.id = id, .local = *written == '_' || *written == '#'};
		(*slot)->item = item_new(arena, items);
		(*slot)->item->id = id;
		*list_add(arena, &ids->all) = *slot;
	}
	return *slot;
}
