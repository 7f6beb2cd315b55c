/*
 * dirty: what a batch changed, so that only that is made again. For schema/store only.
 *
 * Loading, merging, deciding and forgetting all do the same: change evidence, note here what they
 * touched, and call derive (derive.h) before they commit.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_DIRTY_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_DIRTY_H

#include "schema/store/names/title_key.h"

struct fresh_list {
	struct fresh {
		int32_t mention;
		unsigned lists; /* facts.h */
	} * at;
	size_t n, cap;
};

struct dirty {
	struct id_set pages; /* evidence of the page changed: it is to be materialised again */
	/* new, or their facts, ids or decisions changed: to be resolved again */
	struct id_set mentions;
	/* new ones of pages, which have no film yet, and their titles; those that were changed
	 * since, which are in mentions too */
	struct fresh_list fresh;
	struct key_list keys;
	struct id_set again;
	/* new ones of tables, which have a film of their own already (singleton_row.h); its numbers
	 * are yet to be made */
	struct id_set alone;
	/* mentions whose ballots changed: to be counted again from the ballots */
	struct id_set counted;
	struct id_set tallied; /* mentions whose counts were brought up to date already */
	/* mentions that began or ceased to share their ballots with another of their film: to be
	 * counted again */
	struct id_set shared;
};

/* A page's mention: a new one; one whose facts were made again. */
void dirty_fresh(struct dirty *dirty, int64_t mention, unsigned lists);
void dirty_again(struct dirty *dirty, int64_t mention);

/* Takes from the new ones those that were made again. */
void dirty_settle_fresh(struct dirty *dirty);

void dirty_clear(struct dirty *dirty);
void dirty_release(struct dirty *dirty);

#endif
