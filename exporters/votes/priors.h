/* priors: what shares and scores are shrunk to: given, or from all films as they stand (at
 * --as-of). */
#ifndef FILMTALLY_EXPORTERS_VOTES_PRIORS_H
#define FILMTALLY_EXPORTERS_VOTES_PRIORS_H

#include "exporters/votes/columns.h"

/* A given mean or weight takes the place of the data's. */
int priors_find(struct priors *priors, struct store *store, const struct question *question,
    struct err *err) __attribute__((warn_unused_result));

#endif
