/*
 * headline: where a page's prose says favorite or unfavorite: the sentence in which its writer
 * speaks for the site
 * ("one of our non-favorite movies"), and the question put to readers. What words mean is
 * verdict.h's.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_HEADLINE_H
#define FILMTALLY_IMPORTERS_PAGE_POST_HEADLINE_H

#include "schema/record/record.h"

#include <stddef.h>

/* The film's own titles, masked before words are weighed: "My Favorite Year" is no opinion. */
struct masks {
	const char *const *at;
	size_t n;
};

/* The choice of the first sentence with a possessive of the first person shortly before a word that
 * makes one; questions are none. *sentence is then that sentence, in the arena. CHOICE_NONE when
 * there is none. */
enum choice headline_choice(
    struct arena *arena, const char *text, const struct masks *masks, const char **sentence);

/* True if the text is a question that names both choices; adds the two as the poll's options, in
 * its order, in its words. */
bool headline_question(
    struct arena *arena, const char *text, const struct masks *masks, struct poll *poll);

#endif
