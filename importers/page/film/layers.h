/*
 * layers: the claims of a page become its films. Claims of one film are put together by key, by
 * being what the page is about, or by title and year; then each field is taken from the best layer
 * that has it (vocab.h's order), and film->layers says which that was.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_LAYERS_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_LAYERS_H

#include "importers/page/film/claim.h"

/* Adds the films to record->films, the page's own first, and no others where the page itself says
 * which that is. Verdicts without an owner get `by`. Verdicts that disagree are kept and marked,
 * with a notice; those that agree become the best one. `explain` (may be NULL) gets a line for
 * every field, and for every value that was not taken. */
void layers_merge(struct arena *arena, const struct claims *claims, const char *by,
    struct record *record, struct buf *explain);

#endif
