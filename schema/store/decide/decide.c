/*
 * decide: see decide.h. All lines are held until decide_commit, since a later one may contradict an
 * earlier, or go before it.
 */
#include "schema/store/decide/decide.h"
#include "schema/store/decide/contradiction.h"
#include "schema/store/decide/reach.h"
#include "schema/store/derive/derive.h"
#include "schema/store/forget/suppress.h"

#include <stdlib.h>
#include <string.h>

enum { DECISIONS_MEMORY = 1 << 30 };

struct decide {
	struct store *store;
	decide_refused *refused;
	void *context;
	struct arena arena;
	decided_list all;
};

struct decide *decide_open(struct store *store, decide_refused *refused, void *context)
{
	struct decide *decide = must_calloc(1, sizeof *decide);
	decide->store = store;
	decide->refused = refused;
	decide->context = context;
	arena_init(&decide->arena, DECISIONS_MEMORY);
	return decide;
}

void decide_close(struct decide *decide)
{
	if (!decide)
		return;
	arena_release(&decide->arena);
	free(decide);
}

void decide_line(struct decide *decide, const char *input, long line, const char *bytes, size_t n)
{
	struct decision decision;
	struct err err = {0};
	int got = decision_read(&decide->arena, bytes, n, &decision, &err);
	if (got < 0)
		decide->refused(decide->context, input, line, err.text, bytes, n);
	if (got > 0)
		*list_add(&decide->arena, &decide->all) = (struct decided){
		    .decision = decision, .input = arena_text(&decide->arena, input), .line = line};
}

/* ---- the decisions that count ---- */

/* By subject, the latest last; what is in the database already before the same line again. */
static int compare_decided(const void *left, const void *right)
{
	const struct decided *a = left, *b = right;
	int order = strcmp(a->decision.subject, b->decision.subject);
	if (order == 0)
		order = strcmp(a->decision.date, b->decision.date);
	if (order == 0)
		order = strcmp(a->decision.line, b->decision.line);
	if (order == 0)
		order = (a->input != NULL) - (b->input != NULL);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* Adds the decisions of the database. */
static int read_known(struct decide *decide, struct err *err)
{
	sqlite3_stmt *get = db_statement(decide->store, "SELECT line FROM decision", err);
	int row = get ? 1 : -1;
	while (get && (row = db_step(decide->store, get, err)) > 0) {
		struct decided known = {0};
		const char *line = (const char *)sqlite3_column_text(get, 0);
		if (decision_read(&decide->arena, line, strlen(line), &known.decision, err) < 0) {
			db_done(get);
			return -1;
		}
		*list_add(&decide->arena, &decide->all) = known;
	}
	if (row == 0 && decide->all.n)
		qsort(decide->all.at, decide->all.n, sizeof *decide->all.at, compare_decided);
	return row;
}

/* Refuses the new lines of a contradiction. */
static void refuse(struct decide *decide, const struct contradiction *found)
{
	list_each (const size_t, at, &found->decided) {
		struct decided *one = &decide->all.at[*at];
		if (!one->input)
			continue;
		one->refused = true;
		decide->refused(decide->context, one->input, one->line, found->reason,
		    one->decision.line, strlen(one->decision.line));
	}
}

static int refuse_contradictions(struct decide *decide, struct err *err)
{
	struct contradiction_graph graph;
	struct contradiction found;
	if (contradiction_graph_read(decide->store, &decide->arena, &decide->all, &graph, err) < 0)
		return -1;
	while (contradiction_find(&graph, &decide->all, &found))
		refuse(decide, &found);
	return 0;
}

/* ---- writing ---- */

static int insert(struct decide *decide, const struct decision *decision, struct err *err)
{
	sqlite3_stmt *put = db_statement(decide->store,
	    "INSERT OR IGNORE INTO decision (line, date, verb, subject, a, b)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	    err);
	if (!put)
		return -1;
	db_bind_text(put, 1, decision->line);
	db_bind_text(put, 2, decision->date);
	db_bind_text(put, 3, decision_verb_name(decision->verb));
	db_bind_text(put, 4, decision->subject);
	db_bind_text(put, 5, decision->a);
	db_bind_text(put, 6, decision->b);
	if (db_step(decide->store, put, err) < 0)
		return -1;
	return sqlite3_changes(decide->store->db) > 0;
}

/* Takes out the new lines about what film-forget keeps out: they would bring its name back. */
static int keep_out(struct decide *decide, struct decide_result *result, struct err *err)
{
	sqlite3_stmt *ask =
	    db_statement(decide->store, "SELECT " DECISION_KEPT_OUT("?1", "?2", "?3"), err);
	if (!ask)
		return -1;
	for (size_t i = 0; i < decide->all.n; i++) {
		struct decided *one = &decide->all.at[i];
		if (!one->input)
			continue;
		db_bind_text(ask, 1, decision_verb_name(one->decision.verb));
		db_bind_text(ask, 2, one->decision.a);
		db_bind_text(ask, 3, one->decision.b);
		if (db_step(decide->store, ask, err) < 0)
			return -1;
		one->refused = sqlite3_column_int(ask, 0);
		result->kept_out += one->refused;
		db_done(ask);
	}
	result->kept = result->kept_out;
	return 0;
}

static int insert_all(struct decide *decide, struct decide_result *result, struct err *err)
{
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decided *one = &decide->all.at[i];
		if (!one->input || one->refused)
			continue;
		int is_new = insert(decide, &one->decision, err);
		if (is_new < 0)
			return -1;
		result->kept++;
		result->added += is_new > 0;
	}
	return 0;
}

static int reach_all(struct decide *decide, struct dirty *dirty, struct err *err)
{
	if (reach_start(decide->store, err) != 0)
		return -1;
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decided *one = &decide->all.at[i];
		if (one->input && !one->refused &&
		    reach_decision(decide->store, &decide->arena, one->decision.verb,
			one->decision.a, one->decision.b, dirty, err) < 0)
			return -1;
	}
	return reach_end(decide->store, err);
}

static int write_all(struct decide *decide, struct decide_result *result, struct err *err)
{
	struct dirty dirty = {0};
	int status = read_known(decide, err);
	if (status == 0)
		status = keep_out(decide, result, err);
	if (status == 0)
		status = refuse_contradictions(decide, err);
	if (status == 0)
		status = insert_all(decide, result, err);
	if (status == 0)
		status = reach_all(decide, &dirty, err);
	if (status == 0)
		status = derive(decide->store, &dirty, err);
	dirty_release(&dirty);
	return status;
}

int decide_commit(struct decide *decide, struct decide_result *result, struct err *err)
{
	*result = (struct decide_result){0};
	if (suppress_start(decide->store, err) < 0 || store_begin(decide->store, err) < 0)
		return -1;
	if (write_all(decide, result, err) == 0 && store_commit(decide->store, err) == 0)
		return 0;
	store_end(decide->store);
	return -1;
}
