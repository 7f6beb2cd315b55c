/*
 * batch: sorted rows into the table ballot_row, and what they change into tallies. For
 * schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_BALLOTS_BATCH_H
#define FILMTALLY_SCHEMA_STORE_BALLOTS_BATCH_H

#include "schema/store/ballots/row.h"
#include "schema/store/ballots/tally.h"

/* Where a row goes, by voter and mention. */
struct ballot_place {
	uint64_t key;
	uint32_t row;
};

struct ballot_batch {
	struct ballot_row *rows; /* of tables, in any order; sorted by ballot_batch_put */
	size_t n;
	struct ballot_place *places; /* room for twice n */
	struct tally_set *tallies;
};

/* By the table's key, and each row once. Before voters and mentions have their rows it may be done
 * by any numbers of theirs: those of a first load come in the same order. */
void ballot_batch_sort(struct ballot_batch *batch);

/* Inserts what is new, adds its number to *changed, and tells the tallies which ballot of a voter
 * and mention counts now. */
int ballot_batch_put(struct store *store, struct ballot_batch *batch, int64_t *changed,
    struct err *err) __attribute__((warn_unused_result));

#endif
