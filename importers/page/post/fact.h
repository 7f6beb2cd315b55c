/*
 * fact: a value as a page writes it, put into its field of a film: lists split, numbers read, codes
 * looked up. Labels and profiles' selectors both come this way.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_FACT_H
#define FILMTALLY_IMPORTERS_PAGE_POST_FACT_H

#include "importers/page/film/claim.h"
#include "importers/page/profile/profile.h"

/* Adds the value (see enum field) to the film; false when it is not understood. Names of people are
 * split at commas, `&` and the like, and `Darya Zhovnar as Ilana` gives a character; genres,
 * countries and languages are split on `,` `/` `|`
 * `;` only. */
bool fact_add(struct arena *arena, struct film *film, int field, const char *value, int year_max);

/* Adds one person, whose name may be followed by a character (`Darya Zhovnar: Ilana`, `… as Ilana /
 * Ila`); false when it is no name. */
bool fact_add_person(struct arena *arena, struct film *film, enum role role, const char *text);

/* True if the text may be one person's or company's name: short, capitals, no sentence. */
bool fact_is_name(struct arena *arena, const char *text);

#endif
