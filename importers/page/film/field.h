/*
 * field: a value as a page writes it, put into its field of a film: lists split, numbers read,
 * codes looked up. Labels and profiles' selectors both come this way.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_FIELD_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_FIELD_H

#include "importers/page/profile/profile.h"
#include "schema/record/record.h"

/* Adds the value (see enum field) to the film; false when it is not understood. Names of people as
 * in person.h; genres, countries and languages are split on `,` `/` `|` `;` only. */
bool field_add(struct arena *arena, struct film *film, int field, const char *value, int year_max);

#endif
