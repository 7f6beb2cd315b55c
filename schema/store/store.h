/*
 * store: the database as a file. Opening, checking whose and how old it is, upgrading,
 * transactions.
 *
 * Exporters and tools may include it. They read with query.h and write through the functions that
 * say what they do (load.h, decide.h, …); sqlite3 itself is seen in schema/store only. A store is
 * used by one thread at a time.
 */
#ifndef FILMTALLY_SCHEMA_STORE_STORE_H
#define FILMTALLY_SCHEMA_STORE_STORE_H

#include "schema/base/message.h"

struct store;

enum store_mode {
	STORE_READ,  /* never makes or changes a file; works on a read-only disk */
	STORE_WRITE, /* the file must be there */
	STORE_CREATE /* made on first use */
};

/*
 * Opens the database at path, brings an older one up to date (not with STORE_READ: that refuses
 * it), and checks that it is ours. NULL with err: EXIT_SYSTEM for a missing, foreign, newer or
 * damaged file, EXIT_LOCKED when another program is writing it and does not end within
 * STORE_PATIENCE milliseconds.
 */
enum { STORE_PATIENCE = 5000 };
struct store *store_open(const char *path, enum store_mode mode, struct err *err);

/* Closes it; a transaction that was not committed is undone. NULL is allowed. */
void store_close(struct store *store);

/* Its path, for messages. */
const char *store_path(const struct store *store);

/* One transaction. store_begin_read makes all that is read until store_end one moment of the
 * database; store_begin takes the right to write at once, so that waiting is done here
 * (EXIT_LOCKED). */
int store_begin_read(struct store *store, struct err *err) __attribute__((warn_unused_result));
int store_begin(struct store *store, struct err *err) __attribute__((warn_unused_result));
int store_commit(struct store *store, struct err *err) __attribute__((warn_unused_result));
/* Ends a reading transaction, or undoes a writing one. */
void store_end(struct store *store);

#endif
