/* dirty.c: see dirty.h. */
#include "schema/store/evidence/dirty.h"
#include "schema/base/message.h"

#include <stdlib.h>

void dirty_fresh(struct dirty *dirty, int64_t mention, unsigned lists)
{
	struct fresh_list *fresh = &dirty->fresh;
	if (fresh->n == fresh->cap) {
		fresh->cap = fresh->cap ? 2 * fresh->cap : 64;
		fresh->at = must_realloc(fresh->at, fresh->cap * sizeof *fresh->at);
	}
	fresh->at[fresh->n++] = (struct fresh){(int32_t)mention, lists};
}

void dirty_again(struct dirty *dirty, int64_t mention)
{
	id_add(&dirty->mentions, mention);
	id_add(&dirty->again, mention);
}

void dirty_settle_fresh(struct dirty *dirty)
{
	size_t n = 0;
	id_settle(&dirty->again);
	if (dirty->again.n == 0)
		return;
	for (size_t i = 0; i < dirty->fresh.n; i++)
		if (!id_has(&dirty->again, dirty->fresh.at[i].mention))
			dirty->fresh.at[n++] = dirty->fresh.at[i];
	dirty->fresh.n = n;
	n = 0;
	for (size_t i = 0; i < dirty->keys.n; i++)
		if (!id_has(&dirty->again, dirty->keys.at[i].mention))
			dirty->keys.at[n++] = dirty->keys.at[i];
	dirty->keys.n = n;
}

void dirty_clear(struct dirty *dirty)
{
	id_clear(&dirty->pages);
	id_clear(&dirty->met);
	id_clear(&dirty->mentions);
	id_clear(&dirty->again);
	id_clear(&dirty->singletons);
	dirty->fresh.n = 0;
	dirty->keys.n = 0;
	id_clear(&dirty->counted);
	id_clear(&dirty->tallied);
	id_clear(&dirty->shared);
}

void dirty_release(struct dirty *dirty)
{
	id_release(&dirty->pages);
	id_release(&dirty->met);
	id_release(&dirty->mentions);
	id_release(&dirty->again);
	id_release(&dirty->singletons);
	free(dirty->fresh.at);
	free(dirty->keys.at);
	id_release(&dirty->counted);
	id_release(&dirty->tallied);
	id_release(&dirty->shared);
}
