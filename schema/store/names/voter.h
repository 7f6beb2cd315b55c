/* voter: the rows of voters, by their keys (voter_key.h). For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_VOTER_H
#define FILMTALLY_SCHEMA_STORE_NAMES_VOTER_H

#include "schema/store/names/voter_key.h"

#include <stdbool.h>
#include <stddef.h>

/* The row of a voter, made when it is not there; 0 when it is suppressed; -1. */
int64_t voter_id(
    struct store *store, const struct voter_key *key, const char *voter, size_t n, struct err *err);
int64_t voter_id_of_key(
    struct store *store, const uint8_t key[VOTER_KEY_SIZE], bool anonymous, struct err *err);

/* The row that is there; 0; -1. */
int64_t voter_find(struct store *store, const uint8_t key[VOTER_KEY_SIZE], struct err *err);

/* Is it one that no other ballot can name (`comment:ID`)? */
bool voter_is_anonymous(const char *voter, size_t n);

#endif
