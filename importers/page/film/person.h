/*
 * person: names of people and companies as pages write them, put into a film's credits: lists of
 * them split, characters taken off.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_PERSON_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_PERSON_H

#include "schema/record/record.h"

/* True if the text may be one person's or company's name: short, capitals, no sentence. */
bool person_is_name(struct arena *arena, const char *text);

/* Adds one person, whose name may be followed by a character (`Darya Zhovnar: Ilana`, `… as Ilana /
 * Ila`); false when it is no name. */
bool person_add(struct arena *arena, struct film *film, enum role role, const char *text);

/* Adds people split at commas, `&` and the like; false when any is no name. */
bool person_add_all(struct arena *arena, struct film *film, enum role role, const char *value);

#endif
