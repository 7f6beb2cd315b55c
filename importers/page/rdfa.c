#include "importers/page/item.h"
void rdfa_read(struct arena *arena, const struct document *document, struct items *items)
{
	(void)arena, (void)document, (void)items;
}
