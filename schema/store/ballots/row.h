/*
 * row: one ballot as it is kept, its order, and its time. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_BALLOTS_ROW_H
#define FILMTALLY_SCHEMA_STORE_BALLOTS_ROW_H

#include "schema/base/date.h"
#include "schema/record/vocab.h"
#include "schema/store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum cast_unit { CAST_ABSENT, CAST_SECOND, CAST_DAY, CAST_MONTH, CAST_YEAR };

#define CAST_NEVER INT64_C(-100000000000) /* cast_at when it is absent: before the year 1 */

struct ballot_row {
	int64_t cast_at;
	double value; /* 0 of a choice */
	int32_t voter, mention, scale;
	int32_t vote;      /* vote_id of what it says; set when it is inserted */
	uint8_t unit;      /* enum cast_unit */
	uint8_t tie;       /* ballot_tie */
	uint8_t choice;    /* 0 a value */
	bool voter_is_new; /* the voter has no ballot_row yet */
	bool anonymous;    /* of an anonymous voter; loading tables knows, others ask */
};

/* Sets cast_at and unit from a canonical time; NULL and "" are absent. */
void ballot_row_time(struct ballot_row *row, const char *cast_at);

/* The same for a time to the second on a day that every month has; false of anything else. */
bool ballot_row_plain_time(struct ballot_row *row, const char *at, size_t n);

/* The other way; "" when absent. */
void ballot_row_date(int64_t cast_at, int unit, char out[DATE_TEXT]);

/* One bit of the ballot's hash, so that of two choices cast at one time neither side is favoured:
 * it differs between the sides, and by the voter. */
uint8_t ballot_tie(uint8_t key_byte, uint8_t choice);

/* By voter and mention, then the order that decides which counts. */
int ballot_row_order(const struct ballot_row *a, const struct ballot_row *b);
/* Only the part that decides. */
int ballot_row_later(const struct ballot_row *a, const struct ballot_row *b);

/* Inserts a table's; 1 when it is new, 0 when it is there, -1. */
int ballot_row_put(struct store *store, const struct ballot_row *row, struct err *err)
    __attribute__((warn_unused_result));

/* Inserts one that was not there of a page: of the comment or review that page_ballot.origin says.
 */
int ballot_row_put_of_page(struct store *store, const struct ballot_row *row, int64_t origin,
    struct err *err) __attribute__((warn_unused_result));

#endif
