/* touched.c: see touched.h. */
#include "schema/store/touched.h"
#include "schema/base/message.h"

#include <stdlib.h>

void touched_fresh(struct touched *touched, int64_t mention, unsigned lists)
{
	struct fresh_list *fresh = &touched->fresh;
	if (fresh->n == fresh->cap) {
		fresh->cap = fresh->cap ? 2 * fresh->cap : 64;
		fresh->at = must_realloc(fresh->at, fresh->cap * sizeof *fresh->at);
	}
	fresh->at[fresh->n++] = (struct fresh){(int32_t)mention, lists};
}

void touched_again(struct touched *touched, int64_t mention)
{
	id_add(&touched->mentions, mention);
	id_add(&touched->again, mention);
}

void touched_settle_fresh(struct touched *touched)
{
	size_t n = 0;
	id_settle(&touched->again);
	if (touched->again.n == 0)
		return;
	for (size_t i = 0; i < touched->fresh.n; i++)
		if (!id_has(&touched->again, touched->fresh.at[i].mention))
			touched->fresh.at[n++] = touched->fresh.at[i];
	touched->fresh.n = n;
	n = 0;
	for (size_t i = 0; i < touched->keys.n; i++)
		if (!id_has(&touched->again, touched->keys.at[i].mention))
			touched->keys.at[n++] = touched->keys.at[i];
	touched->keys.n = n;
}

void touched_clear(struct touched *touched)
{
	id_clear(&touched->pages);
	id_clear(&touched->mentions);
	id_clear(&touched->again);
	id_clear(&touched->alone);
	touched->fresh.n = 0;
	touched->keys.n = 0;
	id_clear(&touched->counted);
	id_clear(&touched->tallied);
	id_clear(&touched->shared);
}

void touched_release(struct touched *touched)
{
	id_release(&touched->pages);
	id_release(&touched->mentions);
	id_release(&touched->again);
	id_release(&touched->alone);
	free(touched->fresh.at);
	free(touched->keys.at);
	id_release(&touched->counted);
	id_release(&touched->tallied);
	id_release(&touched->shared);
}
