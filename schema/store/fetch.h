/*
 * fetch: the first column of all rows of a statement, gathered. For schema/store only.
 *
 * A NULL statement is one that db_statement could not make, whose err is filled: -1, so that both
 * calls can stand in one.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FETCH_H
#define FILMTALLY_SCHEMA_STORE_FETCH_H

#include "schema/record/record.h"
#include "schema/store/db.h"
#include "schema/store/id_set.h"

/* Row numbers in the order in which they came, some perhaps twice; lives in an arena. */
typedef LIST_OF(int64_t) id_list;

/* A statement as db_statement gives it, whose ?1 is a row number. */
sqlite3_stmt *fetch_of(struct store *store, const char *sql, int64_t row, struct err *err);

/* Adds row numbers to a set. */
int fetch_set(struct store *store, sqlite3_stmt *statement, struct id_set *ids, struct err *err)
    __attribute__((warn_unused_result));

/* Appends row numbers, or texts. */
int fetch_ids(struct store *store, struct arena *arena, sqlite3_stmt *statement, id_list *ids,
    struct err *err) __attribute__((warn_unused_result));
int fetch_texts(struct store *store, struct arena *arena, sqlite3_stmt *statement, text_list *texts,
    struct err *err) __attribute__((warn_unused_result));

/* A column of a statement's row, in the arena. */
const char *fetch_text(struct arena *arena, sqlite3_stmt *statement, int column);

#endif
