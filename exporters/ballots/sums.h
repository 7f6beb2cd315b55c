/*
 * sums: counts of votes by group, film and vote, added up in bounded memory: what does not
 * fit goes to a temporary file (in the folder that TMPDIR names, or /tmp) in sorted runs, which are
 * merged as they are read back.
 */
#ifndef FILMTALLY_EXPORTERS_BALLOTS_SUMS_H
#define FILMTALLY_EXPORTERS_BALLOTS_SUMS_H

#include "schema/base/message.h"

#include <stdint.h>

struct sum {
	uint32_t group[2], film, what; /* the key, in the order in which sums come back */
	int64_t n;
	int64_t first, last; /* the least and the greatest of those added */
};

struct sums;

struct sums *sums_open(void);
void sums_close(struct sums *sums); /* NULL is allowed */

/* Adds to the sum of the same key. -1 with err: the temporary file could not be written. */
int sums_add(struct sums *sums, const struct sum *sum, struct err *err)
    __attribute__((warn_unused_result));

/* No more is added; then 1 and the next sum in order, 0 at the end, -1 with err. */
int sums_sort(struct sums *sums, struct err *err) __attribute__((warn_unused_result));
int sums_next(struct sums *sums, struct sum *sum, struct err *err)
    __attribute__((warn_unused_result));

#endif
