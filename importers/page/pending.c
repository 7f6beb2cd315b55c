/* pending: stands in for modules that have not landed yet; goes with them. */
#include "importers/page/found.h"

__attribute__((weak)) void mapping_read(struct arena *arena, const struct items *items,
    const struct document *document, struct founds *founds, struct record *record)
{
	(void)arena, (void)items, (void)document, (void)founds, (void)record;
}

__attribute__((weak)) void opengraph_read(
    struct arena *arena, const struct document *document, struct founds *founds)
{
	(void)arena, (void)document, (void)founds;
}
