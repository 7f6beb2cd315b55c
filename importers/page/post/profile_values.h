/*
 * profile_values: what a site's profile takes straight from the tree: fields by selector, and the
 * site's own counts of votes (rating histograms, "12K ratings", a percentage of critics).
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_PROFILE_VALUES_H
#define FILMTALLY_IMPORTERS_PAGE_POST_PROFILE_VALUES_H

#include "importers/page/film/claim.h"
#include "importers/page/tree/mask.h"
#include "importers/page/profile/profile.h"

/* Adds the claims of the profile's [film] and [tally] sections. Values that are there and not
 * understood are notices. */
void profile_values_read(struct arena *arena, const struct document *document,
    const struct mask_index *index, const struct profile *profile, int year_max,
    struct claims *claims, struct record *record);

#endif
