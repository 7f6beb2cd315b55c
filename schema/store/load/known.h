/*
 * known: what was loaded before, told by a hash of its bytes (load_hash): a line of a record, or a
 * chunk of whole rows of a table. What is known needs not be read again; what is read again all
 * the same changes nothing, so nobody need ask where asking costs more than it saves.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_KNOWN_H
#define FILMTALLY_SCHEMA_STORE_LOAD_KNOWN_H

#include "schema/store/load/load.h"

#include <stdbool.h>

struct known;

/* NULL with err. */
struct known *known_open(struct store *store, const struct voter_key *key, struct err *err);
/* NULL is allowed. */
void known_close(struct known *known);

void known_hash(
    struct known *known, const char *header, const char *bytes, size_t n, uint8_t hash[LOAD_HASH]);

/* Is it known that the line was loaded? */
int known_line(struct known *known, const uint8_t hash[LOAD_HASH], bool *is, struct err *err)
    __attribute__((warn_unused_result));

/* Is the next chunk worth a question? To be called once for each, before known_rows. */
bool known_is_worth_asking(struct known *known);

/* Sets *rows to how many rows the chunk has, or to -1 when it was never loaded. */
int known_rows(struct known *known, const uint8_t hash[LOAD_HASH], int64_t *rows, struct err *err)
    __attribute__((warn_unused_result));

/* Notes a line, or a chunk of so many rows, to be written by known_write. */
void known_note(struct known *known, const uint8_t hash[LOAD_HASH], int64_t units);
bool known_is_noted(const struct known *known);
int known_write(struct known *known, struct err *err) __attribute__((warn_unused_result));

#endif
