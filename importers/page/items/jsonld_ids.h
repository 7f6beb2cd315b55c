/* jsonld_ids: the items that the @ids of a page stand for, whichever scripts they stand in. For
 * JSON-LD's own files. */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_IDS_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSONLD_IDS_H

#include "importers/page/items/item.h"

/* An item that an @id stands for; made at the first reference, filled when its node is met. */
struct jsonld_id {
	const char *id;
	struct item *item;
	bool local; /* `_:b1` or `#film`: only this page can say what it is */
};

struct jsonld_ids {
	LIST_OF(struct jsonld_id *) all; /* in the order they were met */
	struct jsonld_id **slots;        /* by hash of id; slots_n is a power of two */
	size_t slots_n;
};

/* The entry of an id as it is written, resolved against base (NULL for none); made, with an empty
 * item, when it is new. */
struct jsonld_id *jsonld_ids_get(struct arena *arena, struct jsonld_ids *ids, const char *base,
    const char *written, struct items *items);

#endif
