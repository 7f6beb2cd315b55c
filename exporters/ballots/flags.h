/*
 * flags: which votes look like stuffing. The thresholds are the manual's: a comment of 20 letters
 * or more that stands 3 times or more; 20 votes or more on a film within an hour of the clock; 10
 * votes or more of a named voter, all to one side. Only choices are flagged.
 */
#ifndef FILMTALLY_EXPORTERS_BALLOTS_FLAGS_H
#define FILMTALLY_EXPORTERS_BALLOTS_FLAGS_H

#include "exporters/ballots/latest.h"

enum { FLAG_IDENTICAL = 1, FLAG_BURST = 2, FLAG_ONE_SIDED = 4, FLAGS = 8 };

/* Votes on one film within one hour. */
struct burst {
	uint32_t film;
	int32_t hour;
};

struct flags {
	int64_t *comments; /* that say the same, in order */
	size_t comments_n;
	struct burst *bursts; /* in order */
	size_t bursts_n;
	struct query *anonymous; /* voters without a name, in order */
	int anonymous_got;
	bool one_sided; /* the voter of flags_voter is */
};

/* Reads the ballots of that limit once. */
int flags_open(struct flags *flags, struct store *store, struct latest_limit limit, struct err *err)
    __attribute__((warn_unused_result));
void flags_close(struct flags *flags); /* all-zero is allowed */

/* The voters are given in order; then the flags of the voter's ballots can be asked for. */
int flags_voter(struct flags *flags, const struct latest_voter *voter,
    const struct vote_rows *vote_rows, struct err *err) __attribute__((warn_unused_result));
int flags_of(
    const struct flags *flags, const struct latest_ballot *ballot, const struct vote *vote);

#endif
