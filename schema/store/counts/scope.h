/* scope: the mentions whose ballots are counted, and what they share. For this folder only. */
#ifndef FILMTALLY_SCHEMA_STORE_COUNTS_SCOPE_H
#define FILMTALLY_SCHEMA_STORE_COUNTS_SCOPE_H

#include "schema/store/id_set.h"
#include "schema/store/store.h"

#include <stdbool.h>

struct scope_mention {
	int64_t mention;
	int64_t film; /* 0: shares with none */
	int64_t source;
	char *key; /* of a mention that shares: it decides between equal ballots */
};

/* In the order of mentions. All-zero is empty. */
struct scope {
	struct scope_mention *at;
	size_t n, cap;
	bool tables; /* one of them is a table's */
};

/* Reads these mentions, or all of them when `mentions` is NULL. */
int scope_read(struct store *store, const struct id_set *mentions, struct scope *scope,
    struct err *err) __attribute__((warn_unused_result));

/* NULL when it is not to be counted. */
const struct scope_mention *scope_find(const struct scope *scope, int64_t mention);

void scope_release(struct scope *scope);

#endif
