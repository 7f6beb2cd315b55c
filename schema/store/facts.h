/*
 * facts: which of the claims of a film's mentions are shown. For schema/store only.
 *
 * Mentions are asked in the order of facts_order; the first that has a field gives it. Ids are
 * united.
 */
#ifndef FILMTALLY_FACTS_H
#define FILMTALLY_FACTS_H

#include "schema/store/store.h"

#include <stdint.h>

/* Makes the film's row and its film_… rows again. Its key and mentions are there. */
int facts_refresh(struct store *store, int64_t film, struct err *err)
    __attribute__((warn_unused_result));

#endif
