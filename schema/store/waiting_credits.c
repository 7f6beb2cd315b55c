/* waiting_credits.c: people are found or made by their names, sorted; their credits go in as they came. */
#include "schema/store/waiting_part.h"
#include "schema/store/mention.h"
#include "schema/store/words.h"

#include <stdlib.h>
#include <string.h>

void waiting_credit(struct waiting *waiting, int64_t mention, const struct credit *credit, int ord)
{
	struct waiting_credit *kept = waiting_add(&waiting->credits);
	*kept = (struct waiting_credit){.name = waiting_text(waiting, credit->name),
	    .character = waiting_text(waiting, credit->character),
	    .confidence = credit->confidence,
	    .mention = (int32_t)mention,
	    .role = credit->role,
	    .ord = ord};
}

static int name_order(const void *a, const void *b)
{
	return strcmp((*(const struct waiting_credit *const *)a)->name,
	    (*(const struct waiting_credit *const *)b)->name);
}

static int people_find(
    struct waiting_credit **sorted, size_t n, struct store *store, struct err *err)
{
	qsort(sorted, n, sizeof *sorted, name_order);
	for (size_t i = 0; i < n; i++) {
		const char *name = sorted[i]->name;
		sorted[i]->person = i && strcmp(sorted[i - 1]->name, name) == 0
		    ? sorted[i - 1]->person
		    : word_id(store, WORD_PERSON, name, strlen(name), err);
		if (sorted[i]->person < 0)
			return -1;
	}
	return 0;
}

int waiting_credits_put(struct waiting *waiting, struct store *store, struct err *err)
{
	size_t n = waiting->credits.n;
	if (n == 0)
		return 0;
	struct waiting_credit **sorted = must_malloc(n * sizeof(struct waiting_credit *));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &waiting->credits.at[i];
	int result = people_find(sorted, n, store, err);
	free(sorted);
	for (size_t i = 0; result == 0 && i < n; i++) {
		const struct waiting_credit *credit = &waiting->credits.at[i];
		result = mention_credit(store, credit->mention, credit->role, credit->ord,
		    credit->person, credit->character, credit->confidence, err);
	}
	return result;
}
