/*
 * headline: where a page's prose takes sides: the sentence in which its writer speaks for the site
 * ("one of our non-favorite movies"), and the question put to readers. Which side words take is
 * verdict.h's.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_HEADLINE_H
#define FILMTALLY_IMPORTERS_PAGE_POST_HEADLINE_H

#include "schema/record/record.h"

#include <stddef.h>

/* The film's own titles, masked before words are weighed: "My Favorite Year" takes no side. */
struct masks {
	const char *const *at;
	size_t n;
};

/* The side of the first sentence with a possessive of the first person shortly before a word that
 * takes one; questions are none. *sentence is then that sentence, in the arena. CHOICE_NONE when
 * there is none. */
enum choice headline_side(
    struct arena *arena, const char *text, const struct masks *masks, const char **sentence);

/* True if the text is a question that names both sides; adds the two as the poll's options, in its
 * order, in its words. */
bool headline_question(
    struct arena *arena, const char *text, const struct masks *masks, struct poll *poll);

#endif
