/* ballot_source: many rows into the table ballot with one statement. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_BALLOT_SOURCE_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_BALLOT_SOURCE_H

#include "schema/store/evidence/ballot_row.h"

/* Inserts n rows, sorted by the table's key, none of which is there. */
int ballot_source_insert(struct store *store, const struct ballot_row *rows, size_t n,
    struct err *err) __attribute__((warn_unused_result));

#endif
