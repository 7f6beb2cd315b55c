/* tally_set: tallies from inside, for tally.c, which counts, and tally_rows.c, which reads and
 * writes their rows. */
#ifndef FILMTALLY_SCHEMA_STORE_BALLOTS_TALLY_SET_H
#define FILMTALLY_SCHEMA_STORE_BALLOTS_TALLY_SET_H

#include "schema/base/buf.h"
#include "schema/store/ballots/tally.h"

/* Of the values that few tables have. A voter counts once for a mention, and voters' numbers have
 * 31 bits. */
struct cell {
	double value;
	int32_t n;
};

enum { NEAR_VALUES = 16 };

/* A time and its unit as one number, in the order of both. */
enum { TIME_UNITS = 8 };
#define TIME_NONE INT64_MAX

struct tally {
	int32_t mention, scale;
	int32_t favorite, unfavorite, anonymous, ratings;
	int64_t first, last; /* first is TIME_NONE and last -TIME_NONE when no ballot has a time */
	int64_t first_taken; /* the first that was taken back */
	struct cell *cells;
	uint32_t cells_n, cells_cap;
	int32_t near[NEAR_VALUES]; /* by the set's values */
};

struct tally_set {
	struct tally *at;
	size_t n, cap;
	double values[NEAR_VALUES]; /* the first that were met */
	uint32_t values_n;
	uint32_t *slots; /* index + 1 into at, by hash; 0 free */
	size_t slots_n;  /* a power of two, more than twice n */
	struct buf text; /* of cells, until their rows are written */
};

void tally_clear(struct tally_set *set);

/* Adds to the count of a value; tally_cell_add of one that is not counted in the tally itself. */
void tally_value_add(struct tally_set *set, struct tally *tally, double value, int32_t by);
void tally_cell_add(struct tally *tally, double value, int32_t by);

#endif
