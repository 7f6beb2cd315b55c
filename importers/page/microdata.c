#include "importers/page/item.h"
void microdata_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices)
{
	(void)arena, (void)document, (void)items, (void)notices;
}
