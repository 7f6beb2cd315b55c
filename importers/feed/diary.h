/*
 * diary: an entry of a Letterboxd member's feed. Its own elements name the film that the member
 * watched and how many stars they gave it: a film, and one reader's rating of it.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_DIARY_H
#define FILMTALLY_IMPORTERS_FEED_DIARY_H

#include "importers/feed/reader.h"
#include "schema/record/record.h"

/* The entry's film with the member's rating as a review, in the arena; NULL when the entry is of no
 * film (a list, a series). */
const struct film *diary_film(
    struct arena *arena, const struct feed *feed, const struct entry *entry);

#endif
