/* phrases: the word lists of a profile, `A | B | C` in its file, and finding a line of a page in
 * them. */
#ifndef FILMTALLY_IMPORTERS_PAGE_PROFILE_PHRASES_H
#define FILMTALLY_IMPORTERS_PAGE_PROFILE_PHRASES_H

#include "schema/base/arena.h"
#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A word list entry: `text` is folded (text.h); in headings `*` stands for anything and `{title}`
 * for the film's title. */
struct phrase {
	const char *text;
	size_t n;
	int means;     /* enum section, enum field or enum choice */
	bool wild;     /* has `*` or `{title}` */
	uint16_t next; /* of its chain */
};
typedef LIST_OF(struct phrase) phrase_list;

/* Many phrases to look a line up in; the exact ones by a hash. */
struct phrases {
	phrase_list exact, wild;
	uint16_t chains[1024]; /* the place of the first in `exact`, from 1; 0 for none */
	uint64_t begins[64];   /* by phrase_beginning, of the phrases as written and as folded */
};
/* The phrase that a folded text of n bytes is; NULL for none. Patterns don't count. */
const struct phrase *phrases_find(const struct phrases *phrases, const char *folded, size_t n);
/* A place in `begins` for how a text that isn't empty begins; 0–4095. */
unsigned phrase_beginning(const char *text);

/* Adds the phrases of `A | B | C`, folded or as written. -1 with err (EXIT_USAGE) when one has no
 * letter. */
int phrase_list_add(struct arena *arena, phrase_list *list, const char *value, int means, bool fold,
    struct err *err) __attribute__((warn_unused_result));
int phrases_add(struct arena *arena, struct phrases *phrases, const char *value, int means,
    struct err *err) __attribute__((warn_unused_result));

#endif
