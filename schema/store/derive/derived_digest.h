/*
 * derived_digest: a digest of every table that is made from evidence, so that two states can be
 * compared.
 *
 * Rows are told by their natural keys: row numbers, and the order in which rows stand, do not
 * matter.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DERIVE_DERIVED_DIGEST_H
#define FILMTALLY_SCHEMA_STORE_DERIVE_DERIVED_DIGEST_H

#include "schema/store/store.h"

#include <stdint.h>

enum { DERIVED_TABLES = 30 };

struct derived_digest {
	uint64_t digest[DERIVED_TABLES][4]; /* the sum of the rows' SHA-256 */
	int64_t rows[DERIVED_TABLES];
};

/* Reads every derived table. */
int derived_digest_read(struct store *store, struct derived_digest *shown, struct err *err)
    __attribute__((warn_unused_result));

/* The name of a table. */
const char *derived_digest_name(int table);

#endif
