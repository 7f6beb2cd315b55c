/*
 * movielens_title: MovieLens' titles taken apart: `Godfather, The (1972)`, `Seven (a.k.a. Se7en)
 * (1995)`, `City of Lost Children, The (Cité des enfants perdus, La) (1995)`; some have no year.
 */
#ifndef FILMTALLY_IMPORTERS_CATALOG_MOVIELENS_TITLE_H
#define FILMTALLY_IMPORTERS_CATALOG_MOVIELENS_TITLE_H

#include "schema/record/record.h"

/* Sets the film's title, year and other titles. What stands in brackets at the end is another
 * title; since it may also be a part of the title itself (`Birdman: Or (…)`), the whole is kept as
 * another title too, unless an article behind either says that the title ends there. */
void movielens_title(struct arena *arena, const char *text, struct film *film);

#endif
