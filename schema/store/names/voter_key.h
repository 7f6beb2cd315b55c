/*
 * voter_key: the secret that turns voters into keys, its file, and the fingerprint by which a
 * database knows it.
 *
 * A voter's key is HMAC-SHA-256 of `scheme:profile` under the secret, cut to 16 bytes. The secret
 * never leaves its file.
 */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_VOTER_KEY_H
#define FILMTALLY_SCHEMA_STORE_NAMES_VOTER_KEY_H

#include "schema/store/store.h"

#include <stdint.h>

enum { VOTER_KEY_SIZE = 16, VOTER_SECRET_SIZE = 32 };

struct voter_key {
	uint8_t secret[VOTER_SECRET_SIZE];
	char fingerprint[2 * VOTER_KEY_SIZE + 1];
};

/*
 * Reads the key file at path, or when that is NULL at $FILMTALLY_KEY, else
 * $XDG_DATA_HOME/filmtally/voter.key, else
 * ~/.local/share/filmtally/voter.key. A file that is not there is made, mode 0600, with its
 * folders. -1 with err (EXIT_SYSTEM).
 */
int voter_key_read(const char *path, struct voter_key *key, struct err *err)
    __attribute__((warn_unused_result));

/* The key of a voter. */
void voter_key_of(
    const struct voter_key *key, const char *voter, size_t n, uint8_t out[VOTER_KEY_SIZE]);

/* Makes the database belong to this key, within a transaction; -1 with err when it belongs to
 * another. */
int voter_key_claim(struct store *store, const struct voter_key *key, struct err *err)
    __attribute__((warn_unused_result));

/* The trace that film-forget leaves of a key (`kind` is voter, comment or page): it tells what is
 * to be kept out to those who see it again, and says nothing to others. */
void voter_key_trace(const char *kind, const void *bytes, size_t n, uint8_t out[VOTER_KEY_SIZE]);

#endif
