/*
 * merge_part: a merge from inside: what its files share. For schema/store only.
 *
 *	merge.c           the part as a file, the transaction, whose fault an error is
 *	merge_pages.c     pages, observations, comments, reviews
 *	merge_tables.c    voters, mentions of tables, ballots, totals
 *
 * The part is attached as `part`. Row numbers are private to a database: temporary tables map the
 * part's to ours, `voter_map` and so on (part, id); id 0 is what is kept out, which nothing that
 * hangs on it outlives.
 */
#ifndef FILMTALLY_SCHEMA_STORE_MERGE_PART_H
#define FILMTALLY_SCHEMA_STORE_MERGE_PART_H

#include "schema/store/db.h"
#include "schema/store/merge/merge.h"
#include "schema/store/forget/suppress.h"
#include "schema/store/evidence/dirty.h"

struct merge {
	struct store *store;
	struct merge_result *result;
	struct dirty dirty;
	size_t settle_at; /* how many of dirty.counted are let stand unsorted */
};

/* Runs one statement; its changed rows are counted as added evidence when `added`. */
int merge_run(struct merge *merge, const char *sql, bool added, struct err *err)
    __attribute__((warn_unused_result));

/* Adds the first column of all rows. */
int merge_note(struct merge *merge, const char *sql, struct id_set *ids, struct err *err)
    __attribute__((warn_unused_result));

int merge_voters(struct merge *merge, struct err *err) __attribute__((warn_unused_result));
int merge_pages(struct merge *merge, struct err *err) __attribute__((warn_unused_result));
int merge_tables(struct merge *merge, struct err *err) __attribute__((warn_unused_result));

#endif
