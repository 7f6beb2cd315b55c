/*
 * decide: see decide.h. The decisions on films are a graph: `same` joins names, a name joins the
 * mentions that it names. A `differ` whose two names are joined is a contradiction, and the way
 * between them is what it contradicts.
 */
#include "schema/store/decide/decide.h"
#include "schema/store/evidence/decision.h"
#include "schema/store/evidence/decision_film.h"
#include "schema/store/decide/reach.h"
#include "schema/store/derive/derive.h"
#include "schema/store/forget/suppress.h"

#include <stdlib.h>
#include <string.h>

enum { DECISIONS_MEMORY = 1 << 30, REASON_MAX = 1 << 16 };

struct decided {
	struct decision decision;
	const char *input; /* NULL: it was in the database before */
	long line;
	bool refused; /* or kept out: not to be written */
};

struct decide {
	struct store *store;
	decide_refused *refused;
	void *context;
	struct arena arena;
	LIST_OF(struct decided) all;
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

/* True for the latest of its subject that was not refused. */
static bool counts(const struct decide *decide, size_t i)
{
	const struct decided *at = decide->all.at;
	if (at[i].refused)
		return false;
	for (size_t k = i + 1; k < decide->all.n; k++) {
		if (strcmp(at[k].decision.subject, at[i].decision.subject) != 0)
			return true;
		if (!at[k].refused)
			return false;
	}
	return true;
}

/* ---- the graph ---- */

/* A step between two nodes: a `same` line, or (line < 0) a name and a mention that it names. */
struct step {
	size_t a, b;
	long decided;
};

struct graph {
	struct arena *arena;
	text_list names; /* sorted, each once: nodes are their indexes */
	size_t nodes;    /* names, and then mentions */
	LIST_OF(struct step) steps;
};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t node_of(const struct graph *graph, const char *name)
{
	const char *const *found =
	    bsearch(&name, graph->names.at, graph->names.n, sizeof *graph->names.at, compare_texts);
	return (size_t)(found - graph->names.at);
}

static bool is_about_films(const struct decision *decision)
{
	return decision->verb == DECISION_SAME || decision->verb == DECISION_DIFFER;
}

static void gather_names(const struct decide *decide, struct graph *graph)
{
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decision *decision = &decide->all.at[i].decision;
		if (!is_about_films(decision))
			continue;
		*list_add(graph->arena, &graph->names) = decision->a;
		*list_add(graph->arena, &graph->names) = decision->b;
	}
	size_t kept = 0;
	if (graph->names.n)
		qsort(graph->names.at, graph->names.n, sizeof *graph->names.at, compare_texts);
	for (size_t i = 0; i < graph->names.n; i++)
		if (!kept || strcmp(graph->names.at[kept - 1], graph->names.at[i]) != 0)
			graph->names.at[kept++] = graph->names.at[i];
	graph->names.n = kept;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* A step from each name to each mention that it names. */
static int gather_mentions(struct decide *decide, struct graph *graph, struct err *err)
{
	id_list all = {0};
	id_list *named = arena_take(graph->arena, graph->names.n * sizeof *named);
	for (size_t i = 0; i < graph->names.n; i++) {
		if (decision_film_mentions(
			decide->store, graph->arena, graph->names.at[i], &named[i], err) < 0)
			return -1;
		list_each (int64_t, id, &named[i])
			*list_add(graph->arena, &all) = *id;
	}
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, compare_ids);
	for (size_t i = 0; i < graph->names.n; i++)
		list_each (int64_t, id, &named[i]) {
			const int64_t *found =
			    bsearch(id, all.at, all.n, sizeof *all.at, compare_ids);
			while (found > all.at && found[-1] == *id)
				found--;
			*list_add(graph->arena, &graph->steps) =
			    (struct step){i, graph->names.n + (size_t)(found - all.at), -1};
		}
	graph->nodes = graph->names.n + all.n;
	return 0;
}

static size_t root_of(size_t *parent, size_t node)
{
	while (parent[node] != node)
		node = parent[node] = parent[parent[node]];
	return node;
}

/* The way from one node to another over the steps that count: `from[node]` is the step that reached
 * it. Breadth first, so it is a shortest one. */
static void find_way(const struct graph *graph, const bool *open, size_t start, long *from)
{
	bool *reached = arena_take(graph->arena, graph->nodes * sizeof *reached);
	size_t *queue = arena_take(graph->arena, graph->nodes * sizeof *queue), head = 0, tail = 0;
	queue[tail++] = start;
	reached[start] = true;
	from[start] = -1;
	while (head < tail) {
		size_t node = queue[head++];
		for (size_t i = 0; i < graph->steps.n; i++) {
			const struct step *step = &graph->steps.at[i];
			if (!open[i] || (step->a != node && step->b != node))
				continue;
			size_t next = step->a == node ? step->b : step->a;
			if (reached[next])
				continue;
			reached[next] = true;
			from[next] = (long)i;
			queue[tail++] = next;
		}
	}
}

/* Refuses the new lines among a `differ` and the way between its films. False when all of them were
 * here before. */
static bool refuse_way(
    struct decide *decide, const struct graph *graph, const bool *open, size_t differ)
{
	struct decided *all = decide->all.at;
	size_t a = node_of(graph, all[differ].decision.a),
	       b = node_of(graph, all[differ].decision.b);
	long *from = arena_take(graph->arena, graph->nodes * sizeof *from);
	struct buf reason = BUF_INIT(REASON_MAX);
	LIST_OF(size_t) way = {0};
	find_way(graph, open, a, from);
	*list_add(graph->arena, &way) = differ;
	for (size_t node = b; from[node] >= 0;) {
		const struct step *step = &graph->steps.at[from[node]];
		if (step->decided >= 0)
			*list_add(graph->arena, &way) = (size_t)step->decided;
		node = step->a == node ? step->b : step->a;
	}
	buf_add_text(&reason, "these contradict each other:");
	for (size_t i = way.n; i-- > 0;)
		buf_add_format(
		    &reason, "%s %s", i + 1 < way.n ? ";" : "", all[way.at[i]].decision.line);
	bool any = false;
	for (size_t i = 0; i < way.n; i++) {
		struct decided *one = &all[way.at[i]];
		if (!one->input)
			continue;
		one->refused = any = true;
		decide->refused(decide->context, one->input, one->line, buf_text(&reason),
		    one->decision.line, strlen(one->decision.line));
	}
	buf_release(&reason);
	return any;
}

/* Looks for one contradiction with a new line in it and refuses it: 1 when there was one, 0 when
 * there is none. */
static bool refuse_one(struct decide *decide, struct graph *graph)
{
	size_t fixed = graph->steps.n; /* steps to mentions stand in every round */
	bool found = false;
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decision *decision = &decide->all.at[i].decision;
		if (decision->verb == DECISION_SAME && counts(decide, i))
			*list_add(graph->arena, &graph->steps) = (struct step){
			    node_of(graph, decision->a), node_of(graph, decision->b), (long)i};
	}
	bool *open = arena_take(graph->arena, (graph->steps.n + 1) * sizeof *open);
	size_t *parent = arena_take(graph->arena, (graph->nodes + 1) * sizeof *parent);
	for (size_t i = 0; i < graph->nodes; i++)
		parent[i] = i;
	for (size_t i = 0; i < graph->steps.n; i++) {
		open[i] = true;
		parent[root_of(parent, graph->steps.at[i].a)] =
		    root_of(parent, graph->steps.at[i].b);
	}
	for (size_t i = 0; !found && i < decide->all.n; i++) {
		const struct decision *decision = &decide->all.at[i].decision;
		if (decision->verb != DECISION_DIFFER || !counts(decide, i))
			continue;
		if (root_of(parent, node_of(graph, decision->a)) ==
		    root_of(parent, node_of(graph, decision->b)))
			found = refuse_way(decide, graph, open, i);
	}
	graph->steps.n = fixed;
	return found;
}

static int refuse_contradictions(struct decide *decide, struct err *err)
{
	struct graph graph = {.arena = &decide->arena};
	gather_names(decide, &graph);
	if (gather_mentions(decide, &graph, err) < 0)
		return -1;
	while (refuse_one(decide, &graph))
		;
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
static int keep_out(struct decide *decide, struct decide_result *said, struct err *err)
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
		said->kept_out += one->refused;
		db_done(ask);
	}
	said->kept = said->kept_out;
	return 0;
}

static int insert_all(struct decide *decide, struct decide_result *said, struct err *err)
{
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decided *one = &decide->all.at[i];
		if (!one->input || one->refused)
			continue;
		int is_new = insert(decide, &one->decision, err);
		if (is_new < 0)
			return -1;
		said->kept++;
		said->added += is_new > 0;
	}
	return 0;
}

static int reach_all(struct decide *decide, struct dirty *dirty, struct err *err)
{
	if (decision_reach_start(decide->store, err) != 0)
		return -1;
	for (size_t i = 0; i < decide->all.n; i++) {
		const struct decided *one = &decide->all.at[i];
		if (one->input && !one->refused &&
		    decision_reach(decide->store, &decide->arena, one->decision.verb,
			one->decision.a, one->decision.b, dirty, err) < 0)
			return -1;
	}
	return decision_reach_end(decide->store, err);
}

static int write_all(struct decide *decide, struct decide_result *said, struct err *err)
{
	struct dirty dirty = {0};
	int result = read_known(decide, err);
	if (result == 0)
		result = keep_out(decide, said, err);
	if (result == 0)
		result = refuse_contradictions(decide, err);
	if (result == 0)
		result = insert_all(decide, said, err);
	if (result == 0)
		result = reach_all(decide, &dirty, err);
	if (result == 0)
		result = derive(decide->store, &dirty, err);
	dirty_release(&dirty);
	return result;
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
