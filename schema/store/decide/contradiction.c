/* contradiction: see contradiction.h. */
#include "schema/store/decide/contradiction.h"
#include "schema/store/evidence/decision_film.h"
#include "schema/store/text_set.h"

#include <stdlib.h>
#include <string.h>

enum { REASON_MAX = 1 << 16 };

/* ---- the graph ---- */

static bool is_about_films(const struct decision *decision)
{
	return decision->verb == DECISION_SAME || decision->verb == DECISION_DIFFER;
}

static void gather_names(struct contradiction_graph *graph, const decided_list *all)
{
	list_each (const struct decided, one, all) {
		if (!is_about_films(&one->decision))
			continue;
		*list_add(graph->arena, &graph->names) = one->decision.a;
		*list_add(graph->arena, &graph->names) = one->decision.b;
	}
	text_set_sort(&graph->names);
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* A step from each name to each mention that it names: their nodes are the places of their first
 * among `all`, which is sorted. */
static void add_mentions(
    struct contradiction_graph *graph, const id_list *named, const id_list *all)
{
	for (size_t i = 0; i < graph->names.n; i++)
		list_each (int64_t, id, &named[i]) {
			const int64_t *found =
			    bsearch(id, all->at, all->n, sizeof *all->at, compare_ids);
			while (found > all->at && found[-1] == *id)
				found--;
			size_t node = graph->names.n + (size_t)(found - all->at);
			*list_add(graph->arena, &graph->steps) =
			    (struct contradiction_step){i, node, -1};
		}
	graph->nodes = graph->names.n + all->n;
}

int contradiction_graph_read(struct store *store, struct arena *arena, const decided_list *decided,
    struct contradiction_graph *graph, struct err *err)
{
	*graph = (struct contradiction_graph){.arena = arena};
	gather_names(graph, decided);
	id_list all = {0};
	id_list *named = arena_take(arena, graph->names.n * sizeof *named);
	for (size_t i = 0; i < graph->names.n; i++) {
		if (decision_film_mentions(store, arena, graph->names.at[i], &named[i], err) < 0)
			return -1;
		list_each (int64_t, id, &named[i])
			*list_add(arena, &all) = *id;
	}
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, compare_ids);
	add_mentions(graph, named, &all);
	return 0;
}

/* ---- the decisions that count ---- */

/* True for the latest of its subject that was not refused. */
static bool counts(const decided_list *all, size_t i)
{
	if (all->at[i].refused)
		return false;
	for (size_t k = i + 1; k < all->n; k++) {
		if (strcmp(all->at[k].decision.subject, all->at[i].decision.subject) != 0)
			return true;
		if (!all->at[k].refused)
			return false;
	}
	return true;
}

static size_t node_of(const struct contradiction_graph *graph, const char *name)
{
	return text_set_index(&graph->names, name);
}

static void add_same(struct contradiction_graph *graph, const decided_list *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct decision *decision = &all->at[i].decision;
		if (decision->verb == DECISION_SAME && counts(all, i))
			*list_add(graph->arena, &graph->steps) = (struct contradiction_step){
			    node_of(graph, decision->a), node_of(graph, decision->b), (long)i};
	}
}

/* ---- what is joined ---- */

static size_t root_of(size_t *parent, size_t node)
{
	while (parent[node] != node)
		node = parent[node] = parent[parent[node]];
	return node;
}

/* Union-find over all steps: nodes of one root are joined. */
static size_t *join_steps(const struct contradiction_graph *graph)
{
	size_t *parent = arena_take(graph->arena, (graph->nodes + 1) * sizeof *parent);
	for (size_t i = 0; i < graph->nodes; i++)
		parent[i] = i;
	for (size_t i = 0; i < graph->steps.n; i++)
		parent[root_of(parent, graph->steps.at[i].a)] =
		    root_of(parent, graph->steps.at[i].b);
	return parent;
}

/* The way from one node to all that it is joined with: `from[node]` is the step that reached it, -1
 * of the start. Breadth
 * first, so it is a shortest one. */
static void find_way(const struct contradiction_graph *graph, size_t start, long *from)
{
	bool *reached = arena_take(graph->arena, graph->nodes * sizeof *reached);
	size_t *queue = arena_take(graph->arena, graph->nodes * sizeof *queue), head = 0, tail = 0;
	queue[tail++] = start;
	reached[start] = true;
	from[start] = -1;
	while (head < tail) {
		size_t node = queue[head++];
		for (size_t i = 0; i < graph->steps.n; i++) {
			const struct contradiction_step *step = &graph->steps.at[i];
			if (step->a != node && step->b != node)
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

/* ---- one contradiction ---- */

/* The `differ` and the decisions on the way between its films. */
static void find_decided(const struct contradiction_graph *graph, const decided_list *all,
    size_t differ, struct contradiction *found)
{
	size_t start = node_of(graph, all->at[differ].decision.a),
	       node = node_of(graph, all->at[differ].decision.b);
	long *from = arena_take(graph->arena, graph->nodes * sizeof *from);
	find_way(graph, start, from);
	*found = (struct contradiction){0};
	*list_add(graph->arena, &found->decided) = differ;
	while (from[node] >= 0) {
		const struct contradiction_step *step = &graph->steps.at[from[node]];
		if (step->decided >= 0)
			*list_add(graph->arena, &found->decided) = (size_t)step->decided;
		node = step->a == node ? step->b : step->a;
	}
}

static const char *reason_of(
    struct arena *arena, const decided_list *all, const struct contradiction *found)
{
	struct buf reason = BUF_INIT(REASON_MAX);
	buf_add_text(&reason, "these contradict each other:");
	for (size_t i = found->decided.n; i-- > 0;)
		buf_add_format(&reason, "%s %s", i + 1 < found->decided.n ? ";" : "",
		    all->at[found->decided.at[i]].decision.line);
	const char *text = arena_text(arena, buf_text(&reason));
	buf_release(&reason);
	return text;
}

static bool any_is_new(const decided_list *all, const struct contradiction *found)
{
	for (size_t i = 0; i < found->decided.n; i++)
		if (all->at[found->decided.at[i]].input)
			return true;
	return false;
}

bool contradiction_find(
    struct contradiction_graph *graph, const decided_list *all, struct contradiction *found)
{
	size_t fixed = graph->steps.n; /* steps to mentions stand in every round */
	bool any = false;
	add_same(graph, all);
	size_t *parent = join_steps(graph);
	for (size_t i = 0; !any && i < all->n; i++) {
		const struct decision *decision = &all->at[i].decision;
		if (decision->verb != DECISION_DIFFER || !counts(all, i) ||
		    root_of(parent, node_of(graph, decision->a)) !=
			root_of(parent, node_of(graph, decision->b)))
			continue;
		find_decided(graph, all, i, found);
		any = any_is_new(all, found);
	}
	if (any)
		found->reason = reason_of(graph->arena, all, found);
	graph->steps.n = fixed;
	return any;
}
