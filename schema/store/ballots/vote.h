/*
 * vote: what ballots say (a choice, or a value on a scale), each a row that many ballots point at.
 * For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_BALLOTS_VOTE_H
#define FILMTALLY_SCHEMA_STORE_BALLOTS_VOTE_H

#include "schema/store/ballots/row.h"

/* The vote_id of what the row says, made when it is not there; -1 with err. Those asked for lately
 * are remembered (db_memory). */
int64_t vote_id(struct store *store, const struct ballot_row *row, struct err *err);

#endif
