/* check: see check.h. */
#include "schema/store/check/check.h"
#include "schema/base/arena.h"
#include "schema/base/digest.h"
#include "schema/store/check/rules.h"
#include "schema/store/db.h"
#include "schema/store/decide/reach.h"
#include "schema/store/derive/derive.h"
#include "schema/store/derive/derived_digest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_MEMORY = 1 << 26, FINDING_MAX = 1024 };

struct check {
	struct store *store;
	check_finding *found;
	void *context;
	struct err *err;
};

static void find(struct check *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void find(struct check *check, const char *format, ...)
{
	char text[FINDING_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	check->found(check->context, text);
}

static const char *text_of(sqlite3_stmt *get, int column)
{
	const char *text = (const char *)sqlite3_column_text(get, column);
	return text ? text : "";
}

/* ---- the file ---- */

static int check_file(struct check *check)
{
	int got;
	sqlite3_stmt *get = db_statement(check->store, "PRAGMA integrity_check", check->err);
	if (!get)
		return -1;
	while ((got = db_step(check->store, get, check->err)) > 0) {
		const char *complaint = db_complaint(check->store, get);
		if (complaint)
			find(check, "file: %s", complaint);
	}
	return got;
}

/* One finding for each pair of tables. */
static int check_foreign_keys(struct check *check)
{
	int got;
	sqlite3_stmt *get = db_statement(check->store,
	    "SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2",
	    check->err);
	if (!get)
		return -1;
	while ((got = db_step(check->store, get, check->err)) > 0)
		find(check, "table %s: %s rows name a %s that is not there", text_of(get, 0),
		    text_of(get, 2), text_of(get, 1));
	return got;
}

/* ---- the rules ---- */

static void digest_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	uint8_t digest[SHA256_SIZE];
	const void *text = sqlite3_value_text(values[0]);
	(void)n;
	digest_sha256(text ? text : "", text ? (size_t)sqlite3_value_bytes(values[0]) : 0, digest);
	sqlite3_result_blob(context, digest, sizeof digest, SQLITE_TRANSIENT);
}

static int check_rule(struct check *check, const char *sql)
{
	int got;
	sqlite3_stmt *get = db_statement(check->store, sql, check->err);
	if (!get)
		return -1;
	while ((got = db_step(check->store, get, check->err)) > 0)
		check->found(check->context, text_of(get, 0));
	return got;
}

static int check_each_rule(struct check *check)
{
	if (sqlite3_create_function(check->store->db, "record_digest", 1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, digest_function, NULL,
		NULL) != SQLITE_OK)
		return db_err(check->store, check->err);
	for (size_t i = 0; check_rules[i]; i++)
		if (check_rule(check, check_rules[i]) != 0)
			return -1;
	return 0;
}

/* ---- decisions ---- */

static int check_decision(
    struct check *check, struct arena *arena, struct dirty *dirty, sqlite3_stmt *get)
{
	struct decision decision;
	struct err why = {0};
	const char *line = text_of(get, 0);
	int got = decision_read(arena, line, strlen(line), &decision, &why);
	if (got <= 0) {
		find(check, "decision \"%s\": %s", line, got < 0 ? why.text : "it says nothing");
		return 0;
	}
	bool films = decision.verb != DECISION_BALLOT && decision.verb != DECISION_VERDICT;
	int named = reach_decision(
	    check->store, arena, decision.verb, decision.a, decision.b, dirty, check->err);
	if (named >= 0 && named < (films ? 2 : 1))
		find(check, "decision \"%s\": it names %s that is not here", line,
		    films                                  ? "a film"
			: decision.verb == DECISION_BALLOT ? "a comment"
							   : "a page");
	return named < 0 ? -1 : 0;
}

static int check_decisions(struct check *check)
{
	struct dirty dirty = {0};
	struct arena arena;
	int got;
	if (reach_start(check->store, check->err) != 0)
		return -1;
	sqlite3_stmt *get =
	    db_statement(check->store, "SELECT line FROM decision ORDER BY line", check->err);
	if (!get)
		return -1;
	arena_init(&arena, NAMES_MEMORY);
	while ((got = db_step(check->store, get, check->err)) > 0) {
		if (check_decision(check, &arena, &dirty, get) != 0) {
			db_done(get);
			got = -1;
			break;
		}
		dirty_clear(&dirty);
		arena_reset(&arena);
	}
	dirty_release(&dirty);
	arena_release(&arena);
	return got < 0 ? -1 : reach_end(check->store, check->err);
}

int check_all(struct store *store, check_finding *found, void *context, struct err *err)
{
	struct check check = {store, found, context, err};
	if (store_begin_read(store, err) != 0)
		return -1;
	int result = check_file(&check) != 0 || check_foreign_keys(&check) != 0 ||
		check_each_rule(&check) != 0 || check_decisions(&check) != 0
	    ? -1
	    : 0;
	store_end(store);
	return result;
}

/* ---- making it again ---- */

static int rebuild(struct check *check)
{
	struct derived_digest before, after;
	if (derived_digest_read(check->store, &before, check->err) != 0 ||
	    derive_all(check->store, check->err) != 0 ||
	    derived_digest_read(check->store, &after, check->err) != 0)
		return -1;
	for (int i = 0; i < DERIVED_TABLES; i++)
		if (before.rows[i] != after.rows[i] ||
		    memcmp(before.digest[i], after.digest[i], sizeof before.digest[i]) != 0)
			find(check, "table %s: it was not what the evidence says, and is now",
			    derived_digest_name(i));
	return store_commit(check->store, check->err);
}

int check_rebuild(struct store *store, check_finding *found, void *context, struct err *err)
{
	struct check check = {store, found, context, err};
	if (store_begin(store, err) != 0)
		return -1;
	int result = rebuild(&check);
	store_end(store);
	return result;
}
