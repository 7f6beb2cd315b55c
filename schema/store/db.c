/* db.c: sqlite3's errors made ours, and statements that are prepared once: see db.h. */
#include "schema/store/db.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct memory {
	struct memory *next;
	const void *owner;
	max_align_t bytes[];
};

struct statement {
	const char *sql; /* NULL: free */
	sqlite3_stmt *prepared;
};

void db_roll_back(struct store *store)
{
	if (store->db && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* As when our own memory fails; whose file was read then does not matter. */
static void __attribute__((noreturn)) no_memory(struct store *store)
{
	db_roll_back(store);
	die(EXIT_SYSTEM, store->path, "out of memory");
}

int db_err(struct store *store, struct err *err)
{
	int code = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	err_at(err, store->path, 0);
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(
		    err, EXIT_LOCKED, "the database is in use by another program: try again");
	case SQLITE_NOTADB:
		return err_set(err, EXIT_SYSTEM, "is not a database");
	case SQLITE_CORRUPT:
		return err_set(
		    err, EXIT_SYSTEM, "the database is damaged: %s", sqlite3_errmsg(store->db));
	case SQLITE_NOMEM:
		no_memory(store);
	default:
		return err_set(err, EXIT_SYSTEM, "%s", sqlite3_errmsg(store->db));
	}
}

/* Open addressing by the text's address; doubled when half full. */
static struct statement *statement_slot(struct statement *table, size_t cap, const char *sql)
{
	size_t at = ((uintptr_t)sql >> 3) * 0x9e3779b97f4a7c15u;
	for (at &= cap - 1; table[at].sql && table[at].sql != sql;)
		at = (at + 1) & (cap - 1);
	return &table[at];
}

static void statements_grow(struct store *store)
{
	size_t cap = store->statement_cap ? store->statement_cap * 2 : 64;
	struct statement *table = must_calloc(cap, sizeof *table);
	for (size_t i = 0; i < store->statement_cap; i++)
		if (store->statements[i].sql)
			*statement_slot(table, cap, store->statements[i].sql) =
			    store->statements[i];
	free(store->statements);
	store->statements = table;
	store->statement_cap = cap;
}

/* Of a page that can't be had sqlite says why by number alone. */
static bool is_no_memory(const char *complaint)
{
	static const char why[] = "error code=7"; /* SQLITE_NOMEM */
	const char *at = strstr(complaint, why);
	return at && (at[sizeof why - 1] < '0' || at[sizeof why - 1] > '9');
}

const char *db_complaint(struct store *store, sqlite3_stmt *check)
{
	const char *complaint = (const char *)sqlite3_column_text(check, 0);
	if (!complaint || is_no_memory(complaint))
		no_memory(store);
	return strcmp(complaint, "ok") != 0 ? complaint : NULL;
}

sqlite3_stmt *db_statement(struct store *store, const char *sql, struct err *err)
{
	if (store->statement_n * 2 >= store->statement_cap)
		statements_grow(store);
	struct statement *slot = statement_slot(store->statements, store->statement_cap, sql);
	if (!slot->sql) {
		if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			&slot->prepared, NULL) != SQLITE_OK) {
			db_err(store, err);
			return NULL;
		}
		slot->sql = sql;
		store->statement_n++;
	}
	sqlite3_reset(slot->prepared);
	return slot->prepared;
}

void db_forget_statements(struct store *store)
{
	for (size_t i = 0; i < store->statement_cap; i++)
		sqlite3_finalize(store->statements[i].prepared);
	free(store->statements);
	store->statements = NULL;
	store->statement_cap = store->statement_n = 0;
}

void *db_memory(struct store *store, const void *owner, size_t size)
{
	struct memory *memory = store->memory;
	while (memory && memory->owner != owner)
		memory = memory->next;
	if (!memory) {
		memory = must_calloc(1, sizeof *memory + size);
		memory->owner = owner;
		memory->next = store->memory;
		store->memory = memory;
	}
	return memory->bytes;
}

void db_forget_memory(struct store *store)
{
	for (struct memory *memory = store->memory, *next; memory; memory = next) {
		next = memory->next;
		free(memory);
	}
	store->memory = NULL;
}

int db_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		return 1;
	int result = code == SQLITE_DONE ? 0 : db_err(store, err);
	sqlite3_reset(statement);
	return result;
}

void db_done(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
}

int db_run(struct store *store, const char *sql, struct err *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_err(store, err);
}

int db_integer(
    struct store *store, const char *sql, int64_t absent, int64_t *value, struct err *err)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return db_err(store, err);
	int code = sqlite3_step(statement);
	*value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : absent;
	int result = code == SQLITE_ROW || code == SQLITE_DONE ? 0 : db_err(store, err);
	sqlite3_finalize(statement);
	return result;
}

int db_run_text(
    struct store *store, const char *sql, const char *text, int64_t number, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	db_bind_text(statement, 1, text);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, number);
	return db_step(store, statement, err);
}

void db_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
}

void db_bind_slice(sqlite3_stmt *statement, int parameter, const char *bytes, size_t n)
{
	sqlite3_bind_text64(
	    statement, parameter, bytes ? bytes : "", n, SQLITE_STATIC, SQLITE_UTF8);
}

void db_bind_real(sqlite3_stmt *statement, int parameter, double value)
{
	if (isnan(value))
		sqlite3_bind_null(statement, parameter);
	else
		sqlite3_bind_double(statement, parameter, value);
}

void db_bind_known(sqlite3_stmt *statement, int parameter, int64_t value, int64_t unknown)
{
	if (value == unknown)
		sqlite3_bind_null(statement, parameter);
	else
		sqlite3_bind_int64(statement, parameter, value);
}

double db_real(sqlite3_stmt *statement, int column)
{
	return sqlite3_column_type(statement, column) == SQLITE_NULL
	    ? NAN
	    : sqlite3_column_double(statement, column);
}
