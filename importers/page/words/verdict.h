/*
 * verdict: which side words take. The lexicon is a table, longest match first, negation inside the
 * clause honoured: `unfavorite` is never a favorite, "not one of our favorites" is unfavorite, a
 * sentence with both words is a question.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_VERDICT_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_VERDICT_H

#include "schema/base/arena.h"
#include "schema/record/vocab.h"

/* The side that a whole text takes: favorite, unfavorite, ambiguous (both), or CHOICE_NONE. */
enum choice verdict_of_text(const char *text);

/* The side of an explicit label (`Unfavorite 👎 Unfavourite`, `👍`, `Favorite`): like
 * verdict_of_text, but only when nothing else is said. */
enum choice verdict_of_label(const char *text);

/* A reader's comment as a ballot: favorite or unfavorite when the whole comment or its leading
 * words state one side and not the other; ambiguous when it speaks of either without that;
 * CHOICE_NO_VOTE when it does not. `titles` are masked first (a film called "My Favorite Year" is
 * no vote). */
enum choice verdict_of_comment(
    struct arena *arena, const char *body, const char *const *titles, size_t n);

/* From a score of 0–1: ≥ 0.60 favorite, ≤ 0.40 unfavorite, between CHOICE_NONE. */
enum choice verdict_of_score(double score);

#endif
