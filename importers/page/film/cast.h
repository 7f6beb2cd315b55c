/*
 * cast: who plays whom, by a film's synopsis and description: a character's name with its actor in
 * brackets, when the actor is in the film's credits.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_CAST_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_CAST_H

#include "schema/record/record.h"

/* Gives actors without a character the one that the text names: `Ilana 'Ila' Koft (Darya
 * Zhovnar)`. */
void cast_read_characters(struct arena *arena, struct film *film);

#endif
