/*
 * reading: one ratings file from its first byte to its last: what it is, its header, its rows.
 * Everything that can't be used is refused with its line through the ledger.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_READING_H
#define FILMTALLY_IMPORTERS_RATINGS_READING_H

#include "importers/ratings/row.h"
#include "schema/base/input.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/progress.h"

struct reading {
	const struct described *described;
	const struct constants *constants;
	struct ledger *ledger;
	struct output *output;
	struct buf out;     /* rows on their way to output */
	enum table written; /* the header that was written last */
	struct progress progress;
};

/* Reads one table to its end and writes its rows. -1 with err only when the output fails; what is
 * wrong with the table is in the ledger. */
int reading_table(struct reading *reading, struct input *input, struct err *err)
    __attribute__((warn_unused_result));

#endif
