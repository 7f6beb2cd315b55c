/*
 * name_rows: the names that a table gives its voters and mentions, as rows of the database. A new
 * row has its number at once, and goes in later, with many others: sorted, they meet each page of a
 * large index once. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_NAME_ROWS_H
#define FILMTALLY_SCHEMA_STORE_LOAD_NAME_ROWS_H

#include "schema/store/load/names.h"
#include "schema/store/store.h"

struct load;
struct name_rows_held;

/* What became of a voter's name. */
struct voter_row {
	int32_t id; /* -1 suppressed */
	uint8_t key_byte;
	bool anonymous;
};

struct name_rows {
	const struct names *voters, *mentions;
	struct voter_row *voter; /* by the name's number */
	int32_t *mention;
	size_t voters_n, mentions_n; /* names that have their rows */
	int32_t newest;              /* voter */
	struct name_rows_held *held;
};

void name_rows_open(
    struct name_rows *rows, const struct names *voters, const struct names *mentions);
void name_rows_close(struct name_rows *rows);

/* Before the first of a transaction, or after the names were cleared: `newest` is the last voter
 * that there is. */
int name_rows_start(struct name_rows *rows, struct load *load, struct err *err)
    __attribute__((warn_unused_result));

/* Rows for so many names. */
int name_rows_put(struct name_rows *rows, struct load *load, size_t voters_n, size_t mentions_n,
    struct err *err) __attribute__((warn_unused_result));

/* All rows go in. The names may be cleared now, and must be when the transaction ends: others may
 * write then. */
int name_rows_finish(struct name_rows *rows, struct load *load, struct err *err)
    __attribute__((warn_unused_result));

#endif
