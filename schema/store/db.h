/*
 * db: the store from inside, for the files of schema/store only: sqlite3, and statements that are
 * prepared once.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DB_H
#define FILMTALLY_SCHEMA_STORE_DB_H

#include "schema/store/store.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct statement; /* a prepared statement, by the address of its SQL */
struct memory;    /* what somebody remembers of the database */
struct array_source;

struct store {
	sqlite3 *db;
	char *path;
	struct statement *statements; /* hash table by SQL address */
	size_t statement_cap, statement_n;
	struct memory *memory;             /* a list: see db_memory */
	struct array_source *array_source; /* NULL: sqlite does not know it yet */
};

/* Fills err from sqlite's last error, with its exit status: EXIT_LOCKED when another program holds
 * the database, else EXIT_SYSTEM. Returns -1. When memory failed the program ends, as must_malloc's
 * caller does. */
int db_err(struct store *store, struct err *err);

/*
 * A prepared statement for a literal SQL text, prepared on first use and kept until the store is
 * closed, reset and ready for binding. The text's address is its name: pass the same literal from
 * one place. NULL with err.
 */
sqlite3_stmt *db_statement(struct store *store, const char *sql, struct err *err);

/* Frees them all. */
void db_forget_statements(struct store *store);

/*
 * What a file remembers of the database while a transaction lasts: `size` bytes, zeroed when they
 * are first asked for. They stay until the next transaction begins or the store is closed, since
 * what was read or written may be undone. The owner is an address of the file's own.
 */
void *db_memory(struct store *store, const void *owner, size_t size);

/* Frees it all. */
void db_forget_memory(struct store *store);

/* Undoes the transaction that is open, if one is. */
void db_roll_back(struct store *store);

/* Steps once and, if it was not a row, resets. 1 row, 0 done, -1 err. After a row, call db_done (or
 * step to the end). */
int db_step(struct store *store, sqlite3_stmt *statement, struct err *err)
    __attribute__((warn_unused_result));
void db_done(sqlite3_stmt *statement);

/* What a row of sqlite's own check complains of; NULL when it is "ok". When it is memory that
 * failed the program ends. */
const char *db_complaint(struct store *store, sqlite3_stmt *check);

/* Runs SQL without parameters and rows; several statements may stand in it. */
int db_run(struct store *store, const char *sql, struct err *err)
    __attribute__((warn_unused_result));

/* The single integer that SQL without parameters gives, or `absent` when it gives no row. */
int db_integer(struct store *store, const char *sql, int64_t absent, int64_t *value,
    struct err *err) __attribute__((warn_unused_result));

/* Runs a statement whose ?1 is a text and whose ?2, if it has one, a number. -1 err. */
int db_run_text(struct store *store, const char *sql, const char *text, int64_t number,
    struct err *err) __attribute__((warn_unused_result));

/* Binds text that lives until the statement is reset (NULL: SQL's NULL); NAN: SQL's NULL. */
void db_bind_text(sqlite3_stmt *statement, int parameter, const char *text);
void db_bind_slice(sqlite3_stmt *statement, int parameter, const char *bytes, size_t n);
void db_bind_real(sqlite3_stmt *statement, int parameter, double value);
/* A column that may be NULL: NAN. */
double db_real(sqlite3_stmt *statement, int column);
/* Binds an integer, or NULL when it equals `unknown`. */
void db_bind_known(sqlite3_stmt *statement, int parameter, int64_t value, int64_t unknown);

#endif
