/*
 * check: looks for what can't be true in a database.
 *
 * Each finding is one line of text that names what it is about by its natural key. None of it is
 * repaired here: what is shown can be made again from the evidence (check_rebuild), and evidence
 * that is wrong is for a person.
 */
#ifndef FILMTALLY_SCHEMA_STORE_CHECK_CHECK_H
#define FILMTALLY_SCHEMA_STORE_CHECK_CHECK_H

#include "schema/store/store.h"

#include <stdint.h>

typedef void check_finding(void *context, const char *finding);

/*
 * Checks all of the database within a reading transaction: the file (integrity_check), its foreign
 * keys, counts against ballots, orphans, impossible values, human merges that break a rule,
 * decisions that name nothing. -1 with err when it can't be read to the end.
 */
int check_all(struct store *store, check_finding *found, void *context, struct err *err)
    __attribute__((warn_unused_result));

/* Makes all that is derived again from the evidence, in one transaction; a finding names each table
 * that came out otherwise than it was. */
int check_rebuild(struct store *store, check_finding *found, void *context, struct err *err)
    __attribute__((warn_unused_result));

#endif
