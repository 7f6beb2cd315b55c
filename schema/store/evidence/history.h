/*
 * history: what a page reported each time it was seen: verdicts, polls, tallies. Rows of an
 * observation, made of its record. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_HISTORY_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_HISTORY_H

#include "schema/record/record.h"
#include "schema/store/store.h"

/* Writes the history of a new observation. */
int history_write(struct store *store, int64_t observation, const struct record *record,
    struct err *err) __attribute__((warn_unused_result));

/* Makes that of all observations again from their stored records. */
int history_all(struct store *store, struct err *err) __attribute__((warn_unused_result));

#endif
