/*
 * shown: a digest of every table that is made from evidence, so that two states can be compared.
 *
 * Rows are told by their natural keys: row numbers, and the order in which rows stand, do not
 * matter.
 */
#ifndef FILMTALLY_SHOWN_H
#define FILMTALLY_SHOWN_H

#include "schema/store/store.h"

#include <stdint.h>

enum { SHOWN_TABLES = 30 };

struct shown {
	uint64_t digest[SHOWN_TABLES][4]; /* the sum of the rows' SHA-256 */
	int64_t rows[SHOWN_TABLES];
};

/* Reads every derived table. */
int shown_read(struct store *store, struct shown *shown, struct err *err)
    __attribute__((warn_unused_result));

/* The name of a table. */
const char *shown_name(int table);

#endif
