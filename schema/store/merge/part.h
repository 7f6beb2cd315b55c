/*
 * merge_part: a merge from inside: what its files share. For this folder only.
 *
 *	merge.c        the part as a file, the transaction, whose fault an error is
 *	pages.c        pages, observations, comments, reviews
 *	tables.c       voters, mentions of tables, ballots, totals
 *	statement.c    how their statements are run
 *
 * The part is attached as `part`. Row numbers are private to a database: temporary tables map the
 * part's to ours, `voter_map` and so on (part, id); id 0 is what is kept out, which nothing that
 * hangs on it outlives.
 */
#ifndef FILMTALLY_SCHEMA_STORE_MERGE_PART_H
#define FILMTALLY_SCHEMA_STORE_MERGE_PART_H

#include "schema/store/fetch.h"
#include "schema/store/merge/merge.h"
#include "schema/store/forget/suppress.h"
#include "schema/store/evidence/dirty.h"

struct merge {
	struct store *store;
	struct merge_result *result;
	struct dirty dirty;
	size_t sort_at; /* how many of dirty.counted are let stand unsorted */
};

/* Runs one statement; its changed rows are counted as added evidence when `added`. */
int merge_run(struct merge *merge, const char *sql, bool added, struct err *err)
    __attribute__((warn_unused_result));

/* Runs statements of whose changes none is counted. */
int merge_run_all(struct merge *merge, const char *const *sql, size_t n, struct err *err)
    __attribute__((warn_unused_result));
#define MERGE_RUN_ALL(merge, list, err)                                                            \
	merge_run_all(merge, list, sizeof(list) / sizeof *(list), err)

/* Adds the first column of all rows. */
int merge_note(struct merge *merge, const char *sql, struct id_set *ids, struct err *err)
    __attribute__((warn_unused_result));

int merge_voters(struct merge *merge, struct err *err) __attribute__((warn_unused_result));
int merge_pages(struct merge *merge, struct err *err) __attribute__((warn_unused_result));
int merge_tables(struct merge *merge, struct err *err) __attribute__((warn_unused_result));

#endif
