/*
 * tally: counts of ballots by mention and scale, in memory, and their way into mention_histogram.
 * For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_BALLOTS_TALLY_H
#define FILMTALLY_SCHEMA_STORE_BALLOTS_TALLY_H

#include "schema/store/ballots/row.h"
#include "schema/store/id_set.h"
#include "schema/store/store.h"

struct tally_set;

struct tally_set *tally_open(void);
void tally_close(struct tally_set *set);

/* Counts a ballot (by = 1), takes one back (-1), or only notes that its mention has ballots (0). */
void tally_add(struct tally_set *set, const struct ballot_row *row, bool anonymous, int by);

/* Fetches from memory what tally_add will look at: first for a row far ahead, then for one that is
 * near. */
void tally_near(
    const struct tally_set *set, const struct ballot_row *far, const struct ballot_row *near);

/*
 * Adds all to mention_histogram, and the mentions to `tallied`. A mention whose first ballot was
 * taken back can't be brought up to date by adding: it goes to `counted` instead.
 */
int tally_write(struct tally_set *set, struct store *store, struct id_set *tallied,
    struct id_set *counted, struct err *err) __attribute__((warn_unused_result));

/* Puts them in the place of what is there for these mentions. */
int tally_replace(struct tally_set *set, struct store *store, const struct id_set *mentions,
    struct err *err) __attribute__((warn_unused_result));

#endif
