/*
 * touched: what a batch changed, so that only that is made again. For schema/store only.
 *
 * Loading, merging, deciding and forgetting all do the same: change evidence, note here what they
 * touched, and call derive (derive.h) before they commit.
 */
#ifndef FILMTALLY_TOUCHED_H
#define FILMTALLY_TOUCHED_H

#include "schema/store/id_set.h"

struct touched {
	struct id_set pages; /* evidence of the page changed: it is to be unfolded again */
	/* new, or their facts, ids or decisions changed: to be resolved again */
	struct id_set mentions;
	/* mentions whose ballots changed: to be counted again from the ballots */
	struct id_set counted;
	struct id_set tallied; /* mentions whose counts were brought up to date already */
};

void touched_clear(struct touched *touched);
void touched_release(struct touched *touched);

#endif
