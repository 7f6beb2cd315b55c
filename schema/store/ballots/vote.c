/* vote.c: see vote.h. The memory has one place for each of a few hashes: a table of ratings has
 * few different votes, all of them again and again. */
#include "schema/store/ballots/vote.h"
#include "schema/store/db.h"

#include <string.h>

enum { VOTES_KEPT = 256 };

static const char vote_memory; /* its address is the memory's name */

struct vote_kept {
	struct ballot_row row;
	int64_t id; /* 0: free */
};

static bool says_the_same(const struct ballot_row *a, const struct ballot_row *b)
{
	return a->value == b->value && a->unit == b->unit && a->tie == b->tie &&
	    a->choice == b->choice && a->scale == b->scale;
}

static size_t place_of(const struct ballot_row *row)
{
	uint64_t bits;
	memcpy(&bits, &row->value, sizeof bits);
	bits ^=
	    (uint64_t)row->scale << 24 ^ (uint64_t)(row->unit << 3 | row->choice << 1 | row->tie);
	return bits * 0x9e3779b97f4a7c15u >> 56;
}

static sqlite3_stmt *bind(
    struct store *store, const char *sql, const struct ballot_row *row, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return NULL;
	sqlite3_bind_double(statement, 1, row->value);
	sqlite3_bind_int(statement, 2, row->choice);
	sqlite3_bind_int(statement, 3, row->tie);
	sqlite3_bind_int(statement, 4, row->unit);
	sqlite3_bind_int(statement, 5, row->scale);
	return statement;
}

static int64_t find_or_make(struct store *store, const struct ballot_row *row, struct err *err)
{
	sqlite3_stmt *get = bind(store,
	    "SELECT vote_id FROM vote WHERE value = ?1 AND choice = ?2 AND tie = ?3 "
	    "AND cast_unit = ?4 AND scale_id = ?5",
	    row, err);
	if (!get)
		return -1;
	int got = db_step(store, get, err);
	int64_t id = got > 0 ? sqlite3_column_int64(get, 0) : got;
	db_done(get);
	if (id != 0)
		return id;
	sqlite3_stmt *put = bind(store,
	    "INSERT INTO vote (value, choice, tie, cast_unit, scale_id) VALUES (?1, ?2, ?3, ?4, "
	    "?5)",
	    row, err);
	if (!put || db_step(store, put, err) < 0)
		return -1;
	return sqlite3_last_insert_rowid(store->db);
}

int64_t vote_id(struct store *store, const struct ballot_row *row, struct err *err)
{
	struct vote_kept *all = db_memory(store, &vote_memory, VOTES_KEPT * sizeof *all);
	struct vote_kept *kept = &all[place_of(row)];
	if (kept->id && says_the_same(&kept->row, row))
		return kept->id;
	int64_t id = find_or_make(store, row, err);
	if (id > 0)
		*kept = (struct vote_kept){*row, id};
	return id;
}
