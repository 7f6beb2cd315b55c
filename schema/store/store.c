/*
 * store.c: opens the database file and makes sure that it is ours and of today's version.
 *
 * application_id says whose a file is, user_version which tables stand in it. An upgrade is a list
 * of SQL texts, each of which leads from its number to the next; a new file takes the first, which
 * is the whole schema of today, and no other.
 */
#include "schema/store/db.h"
#include "schema/store/page_hash.h"

#include <errno.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern const char schema_sql[]; /* schema.sql, by tools/embed */

enum {
	APPLICATION_ID = 0x46696c6d, /* "Film" */
	CACHE_KIB = 16384
};

static const char *const upgrades[] = {schema_sql};
enum { STORE_VERSION = sizeof upgrades / sizeof *upgrades };

/* One thread at a time uses sqlite, and nobody asks how much memory it takes: locks and counts
 * would be for nothing. Its statements take and free some memory each time they run, which is not
 * given back to the system in between. */
static void library_start(void)
{
	static bool started;
	if (!started) {
		mallopt(M_TRIM_THRESHOLD, 4 << 20);
		mallopt(M_TOP_PAD, 1 << 20);
		sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	}
	started = true;
}

static int store_connect(struct store *store, enum store_mode mode, struct err *err)
{
	static const int flags[] = {[STORE_READ] = SQLITE_OPEN_READONLY,
	    [STORE_WRITE] = SQLITE_OPEN_READWRITE,
	    [STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
	struct stat file;
	err_at(err, store->path, 0);
	if (stat(store->path, &file) == 0) {
		if (S_ISDIR(file.st_mode))
			return err_set(err, EXIT_SYSTEM, "is a directory, not a database");
	} else if (errno != ENOENT || mode != STORE_CREATE) {
		return err_errno(err, "the database can't be opened");
	}
	library_start();
	if (sqlite3_open_v2(store->path, &store->db, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		return db_err(store, err);
	sqlite3_extended_result_codes(store->db, 0);
	sqlite3_busy_timeout(store->db, STORE_PATIENCE);
	return page_hash_start(store, err);
}

/* A load that was killed leaves a journal, which only who may write can roll back: a reader asks
 * for that once, and then reads. */
static void store_recover(struct store *store)
{
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(store->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
	    SQLITE_OK) {
		sqlite3_busy_timeout(db, STORE_PATIENCE);
		sqlite3_exec(db, "PRAGMA user_version", NULL, NULL, NULL);
	}
	sqlite3_close(db);
}

/* Reads both marks; the first read of the file, so it finds what is damaged, foreign or locked. */
static int store_marks(struct store *store, int64_t *application, int64_t *version, struct err *err)
{
	if (db_integer(store, "PRAGMA application_id", 0, application, err) != 0)
		return -1;
	return db_integer(store, "PRAGMA user_version", 0, version, err);
}

static int store_is_ours(struct store *store, enum store_mode mode, int64_t application,
    int64_t version, struct err *err)
{
	int64_t tables;
	if (application == 0 && version == 0) {
		if (db_integer(store, "SELECT count(*) FROM sqlite_schema", 0, &tables, err) != 0)
			return -1;
		if (tables == 0 && mode == STORE_CREATE)
			return 0;
	}
	/* another program may have made it since the marks were read */
	if (application != APPLICATION_ID && store_marks(store, &application, &version, err) != 0)
		return -1;
	if (application != APPLICATION_ID)
		return err_set(err, EXIT_SYSTEM, "is not a filmtally database");
	if (version > STORE_VERSION)
		return err_set(err, EXIT_SYSTEM,
		    "the database is newer (version %d) than this program (version %d): "
		    "install a newer filmtally",
		    (int)version, (int)STORE_VERSION);
	if (version < STORE_VERSION && mode == STORE_READ)
		return err_set(err, EXIT_SYSTEM,
		    "the database is older (version %d) than this program (version %d): "
		    "run film-load on it once",
		    (int)version, (int)STORE_VERSION);
	return 0;
}

/* Another program may do the same at the same time, so the version is read again under the lock. */
static int store_upgrade(struct store *store, struct err *err)
{
	int64_t application, version;
	char marks[96];
	if (store_begin(store, err) != 0)
		return -1;
	if (store_marks(store, &application, &version, err) != 0)
		return -1;
	for (; version < STORE_VERSION; version = version ? version + 1 : STORE_VERSION)
		if (db_run(store, upgrades[version], err) != 0)
			return -1;
	snprintf(marks, sizeof marks, "PRAGMA application_id=%d; PRAGMA user_version=%d",
	    APPLICATION_ID, STORE_VERSION);
	if (db_run(store, marks, err) != 0)
		return -1;
	return store_commit(store, err);
}

static int store_prepare(struct store *store, enum store_mode mode, struct err *err)
{
	int64_t application, version;
	char pragmas[128];
	snprintf(pragmas, sizeof pragmas,
	    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-%d; PRAGMA trusted_schema=OFF", CACHE_KIB);
	int read = store_marks(store, &application, &version, err);
	if (read != 0 && mode == STORE_READ &&
	    sqlite3_extended_errcode(store->db) == SQLITE_READONLY_ROLLBACK) {
		store_recover(store);
		read = store_marks(store, &application, &version, err);
		if (read != 0 && sqlite3_extended_errcode(store->db) == SQLITE_READONLY_ROLLBACK)
			err_set(err, EXIT_SYSTEM,
			    "a load was interrupted and must be undone first: run film-check "
			    "as a user who may write into this folder");
	}
	if (read != 0 || store_is_ours(store, mode, application, version, err) != 0 ||
	    db_run(store, pragmas, err) != 0)
		return -1;
	return version < STORE_VERSION && mode != STORE_READ ? store_upgrade(store, err) : 0;
}

struct store *store_open(const char *path, enum store_mode mode, struct err *err)
{
	struct store *store = must_calloc(1, sizeof *store);
	/* sqlite3 gives "" and names that begin with ":" a meaning of their own. */
	store->path = must_malloc(strlen(path) + 3);
	sprintf(store->path, "%s%s", *path == ':' ? "./" : "", path);
	if (store_connect(store, mode, err) != 0 || store_prepare(store, mode, err) != 0) {
		store_close(store);
		return NULL;
	}
	err->file[0] = '\0';
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	db_forget_statements(store);
	db_forget_memory(store);
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}

int store_begin_read(struct store *store, struct err *err)
{
	int64_t version; /* the first read takes the moment */
	if (db_run(store, "BEGIN", err) != 0)
		return -1;
	return db_integer(store, "PRAGMA user_version", 0, &version, err);
}

int store_begin(struct store *store, struct err *err)
{
	db_forget_memory(store); /* the transaction before may have been undone */
	return db_run(store, "BEGIN IMMEDIATE", err);
}

int store_commit(struct store *store, struct err *err)
{
	return db_run(store, "COMMIT", err);
}

void store_end(struct store *store)
{
	db_roll_back(store);
}
