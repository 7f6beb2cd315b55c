/*
 * dirty: what a batch changed, so that only that is made again. For schema/store only.
 *
 * Loading, merging, deciding and forgetting all do the same: change evidence, note here of what,
 * and call derive (derive.h) before they commit. Rows are named by their numbers.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_DIRTY_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_DIRTY_H

#include "schema/store/names/title_key.h"

/* Mentions of pages that this batch made, and which lists of facts each has, so that they need not
 * be looked for. */
struct fresh_list {
	struct fresh {
		int32_t mention;
		unsigned lists; /* FACTS_… (facts.h) */
	} * at;
	size_t n, cap;
};

struct dirty {
	struct id_set pages;    /* their evidence changed: to be materialised again */
	struct id_set met;      /* new pages with comments, which may be other pages' too */
	struct id_set mentions; /* new, or their facts, ids or decisions changed: to be resolved */

	/* Mentions that this batch made have no film yet: those of pages, with their titles; and
	 * those among them whose facts were made again since, which are in `mentions` too. */
	struct fresh_list fresh;
	struct key_list keys;
	struct id_set again;

	/* New mentions of tables whose film is made already and has no other mention
	 * (singleton_row.h): only its numbers are missing. */
	struct id_set singletons;

	struct id_set counted; /* mentions whose ballots changed: to be counted again from those */
	struct id_set tallied; /* mentions whose counts were brought up to date already */
	/* Mentions that began or ceased to share ballots with another of their film: to be counted
	 * again. */
	struct id_set shared;
};

/* Notes a page's new mention; one whose facts were made again. */
void dirty_fresh(struct dirty *dirty, int64_t mention, unsigned lists);
void dirty_again(struct dirty *dirty, int64_t mention);

/* Takes from `fresh` and `keys` the mentions in `again`, which it settles. */
void dirty_settle_fresh(struct dirty *dirty);

void dirty_clear(struct dirty *dirty);
void dirty_release(struct dirty *dirty);

#endif
