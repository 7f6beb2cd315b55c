/*
 * merge: see merge.h. The part is looked at on its own first, so that what is wrong with it is
 * found before anything is begun; then it is attached beside the store, and its rows are united
 * with ours by SQL, in bulk.
 */
#include "schema/base/arena.h"
#include "schema/store/decide/reach.h"
#include "schema/store/derive/derive.h"
#include "schema/store/forget/erase.h"
#include "schema/store/merge/part.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { NAMES_MEMORY = 1 << 26 }; /* of the mentions that one decision names */

/* ---- the part as a file ---- */

/* The first complaint of sqlite's own check. */
static int sound(struct store *part, struct err *err)
{
	sqlite3_stmt *check = db_statement(part, "PRAGMA quick_check(1)", err);
	if (!check)
		return -1;
	int got = db_step(part, check, err);
	const char *complaint = got > 0 ? db_complaint(part, check) : NULL;
	if (complaint) {
		err_at(err, store_path(part), 0);
		got = err_set(err, EXIT_SYSTEM, "the database is damaged: %s", complaint);
	}
	db_done(check);
	return got < 0 ? -1 : 0;
}

static int part_is_sound(const char *path, struct err *err)
{
	struct store *part = store_open(path, STORE_READ, err);
	int result = part ? sound(part, err) : -1;
	store_close(part);
	return result;
}

/* Merging a database with itself changes nothing, and would wait for itself. */
static bool same_file(const char *a, const char *b)
{
	struct stat one, other;
	return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
	    one.st_ino == other.st_ino;
}

static int attach(struct merge *merge, const char *path, struct err *err)
{
	char *sql = sqlite3_mprintf("ATTACH '%q%q' AS part", *path == ':' ? "./" : "", path);
	int result = sql ? db_run(merge->store, sql, err) : db_err(merge->store, err);
	sqlite3_free(sql);
	return result;
}

static void detach(struct merge *merge)
{
	db_forget_statements(merge->store); /* none may look into the part any longer */
	sqlite3_exec(merge->store->db, "DETACH part", NULL, NULL, NULL);
}

/* ---- evidence ---- */

/* Both databases name their voters by one key. */
static int merge_key(struct merge *merge, struct err *err)
{
	int64_t other;
	if (merge_run(merge,
		"INSERT INTO main.setting SELECT name, value FROM part.setting "
		"WHERE name = 'voter_key' ON CONFLICT DO NOTHING",
		false, err) != 0 ||
	    db_integer(merge->store,
		"SELECT count(*) FROM main.setting m JOIN part.setting p USING (name) "
		"WHERE name = 'voter_key' AND m.value <> p.value",
		0, &other, err) != 0)
		return -1;
	return other ? err_set(err, EXIT_REFUSED, "the part was made with another voter key") : 0;
}

static int merge_suppressions(struct merge *merge, struct err *err)
{
	if (merge_run(merge,
		"INSERT INTO main.suppression SELECT kind, hash FROM part.suppression WHERE 1 "
		"ON CONFLICT DO NOTHING",
		false, err) != 0)
		return -1;
	if (sqlite3_changes(merge->store->db) == 0)
		return 0;
	return suppress_apply(merge->store, &merge->dirty, &merge->result->erased, err);
}

static const char *const decisions[] = {
    "CREATE TEMP TABLE decision_new (line TEXT PRIMARY KEY)",
    "INSERT INTO temp.decision_new SELECT d.line FROM part.decision d "
    "WHERE NOT EXISTS (SELECT 1 FROM main.decision x WHERE x.line = d.line) "
    "AND NOT " DECISION_KEPT_OUT("d.verb", "d.a", "d.b"),
};

static const char put_decisions[] =
    "INSERT INTO main.decision (line, date, verb, subject, a, b) "
    "SELECT d.line, d.date, d.verb, d.subject, d.a, d.b FROM temp.decision_new "
    "JOIN part.decision d USING (line)";

/* After the pages and tables, so that all that a decision may name is here. */
static int reach_decisions(struct merge *merge, struct err *err)
{
	struct arena arena;
	int got;
	if (reach_start(merge->store, err) != 0)
		return -1;
	sqlite3_stmt *get = db_statement(merge->store,
	    "SELECT d.verb, d.a, d.b FROM temp.decision_new JOIN main.decision d USING (line)",
	    err);
	if (!get)
		return -1;
	arena_init(&arena, NAMES_MEMORY);
	while ((got = db_step(merge->store, get, err)) > 0) {
		const char *verb = (const char *)sqlite3_column_text(get, 0);
		if (reach_decision(merge->store, &arena, decision_verb_of(verb),
			(const char *)sqlite3_column_text(get, 1),
			(const char *)sqlite3_column_text(get, 2), &merge->dirty, err) < 0) {
			got = -1;
			db_done(get);
			break;
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	return got < 0 ? -1 : reach_end(merge->store, err);
}

static int merge_decisions(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, decisions, err) != 0)
		return -1;
	return merge_run(merge, put_decisions, true, err);
}

/* Lines that the part knows need no unpacking here either: all that they hold has come with it. */
static const char known_lines[] = "INSERT INTO main.known_line SELECT hash, units FROM "
				  "part.known_line WHERE 1 ON CONFLICT DO NOTHING";

static int merge_evidence(struct merge *merge, struct err *err)
{
	if (merge_key(merge, err) != 0 || merge_suppressions(merge, err) != 0 ||
	    merge_voters(merge, err) != 0 || merge_pages(merge, err) != 0 ||
	    merge_tables(merge, err) != 0 || merge_decisions(merge, err) != 0)
		return -1;
	return merge_run(merge, known_lines, false, err);
}

static const char forget_maps[] =
    "DROP TABLE temp.voter_map; DROP TABLE temp.page_map; DROP TABLE temp.observation_map; "
    "DROP TABLE temp.comment_map; DROP TABLE temp.review_map; DROP TABLE temp.mention_new; "
    "DROP TABLE temp.mention_map; DROP TABLE temp.vote_map; "
    "DROP TABLE temp.decision_new";

/* What is shown; from here on the part is not read, and a failure is the store's own. */
static int show(struct merge *merge, struct err *err)
{
	struct store *store = merge->store;
	if (reach_decisions(merge, err) != 0 || derive(store, &merge->dirty, err) != 0 ||
	    (merge->result->erased && erase_leftovers(store, err) != 0) ||
	    db_run(store, forget_maps, err) != 0)
		return -1;
	return store_commit(store, err);
}

/* ---- whose fault ---- */

/* The evidence could not be united: 1 when the part is to blame, -1 when the store is. The store is
 * ours alone since the transaction began, so what is in use or breaks a rule is the part; of damage
 * either may be guilty, so the store is looked at. */
static int blame(struct merge *merge, const char *path, int code, struct err *err)
{
	struct err other = {0};
	bool part = err->status == EXIT_REFUSED || err->status == EXIT_LOCKED ||
	    code == SQLITE_CONSTRAINT || code == SQLITE_NOTADB || code == SQLITE_MISMATCH ||
	    code == SQLITE_ERROR;
	if (code == SQLITE_CORRUPT)
		part = sound(merge->store, &other) == 0;
	if (!part)
		return -1;
	snprintf(err->file, sizeof err->file, "%s", path);
	if (code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH) {
		struct err cause = *err;
		err_set(err, EXIT_REFUSED, "the database is damaged: %.400s", cause.text);
	}
	return 1;
}

static int merge_attached(struct merge *merge, const char *path, struct err *err)
{
	if (store_begin(merge->store, err) != 0)
		return -1;
	if (attach(merge, path, err) != 0)
		return 1;
	if (merge_evidence(merge, err) == 0)
		return show(merge, err);
	int code = sqlite3_errcode(merge->store->db) & 0xff;
	store_end(merge->store);
	return blame(merge, path, code, err);
}

int merge_part(struct store *store, const char *path, struct merge_result *result, struct err *err)
{
	struct merge merge = {.store = store, .result = result};
	*result = (struct merge_result){0};
	if (same_file(store_path(store), path))
		return 0;
	if (part_is_sound(path, err) != 0)
		return 1;
	if (suppress_start(store, err) != 0)
		return -1;
	int status = merge_attached(&merge, path, err);
	store_end(store);
	detach(&merge);
	dirty_release(&merge.dirty);
	if (status == 0 && result->erased)
		status = store_scrub(store, err);
	if (status != 0)
		*result = (struct merge_result){0};
	return status;
}
