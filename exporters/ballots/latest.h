/*
 * latest: the ballots that count, voter by voter. Of one voter, film and source the latest does, by
 * cast_at, value and hash, as in the view ballot_public. A table's rows stand in the order of their
 * voters, those of pages are sorted so: a voter's ballots are in memory together, and besides them
 * only where each mention belongs and what ballots can say.
 */
#ifndef FILMTALLY_EXPORTERS_BALLOTS_LATEST_H
#define FILMTALLY_EXPORTERS_BALLOTS_LATEST_H

#include "schema/store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How well a time is known. */
enum latest_unit { AT_UNKNOWN, AT_SECOND, AT_DAY, AT_MONTH, AT_YEAR };

/* What a ballot says: a row of the table `vote`. The rows stand in the order of (scale, choice,
 * value). */
struct vote {
	int64_t scale;
	double value, best, worst; /* NAN where the scale has none */
	int choice;                /* 0 a value, 1 favorite, 2 unfavorite */
	enum latest_unit unit;
	int tie;
};

struct vote_rows {
	struct vote *at;
	size_t n;
};

struct latest_ballot {
	int64_t cast_at; /* seconds; without meaning when the unit is AT_UNKNOWN */
	int64_t origin;  /* 0 a table's, 2 × comment, 2 × review + 1 */
	uint32_t film, source, mention;
	uint32_t vote; /* which of the rows of votes */
};

/* All that count of one voter. */
struct latest_voter {
	int64_t voter;
	const struct latest_ballot *at;
	size_t n;
};

/* What is asked: all ballots, or only those before a second, with or without those that have no
 * time. */
struct latest_limit {
	int64_t before; /* INT64_MIN: all */
	bool undated;
};

struct latest;

struct latest *latest_open(struct store *store, struct latest_limit limit, struct err *err);
void latest_close(struct latest *latest); /* NULL is allowed */

/* What ballots can say, as long as it is open. */
const struct vote_rows *latest_vote_rows(const struct latest *latest);

/* 1 and the next voter who has any, borrowed until the next call; 0 at the end; -1 with err. */
int latest_next(struct latest *latest, struct latest_voter *voter, struct err *err)
    __attribute__((warn_unused_result));

#endif
