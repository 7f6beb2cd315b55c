/*
 * contradiction: decisions on films that can't all be true: A same B, B same C, A differ C. For
 * decide.c only.
 *
 * The decisions are a graph: `same` joins names, a name joins the mentions that it names. A
 * `differ` whose two names are joined is a contradiction, and the way between them is what it
 * contradicts.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DECIDE_CONTRADICTION_H
#define FILMTALLY_SCHEMA_STORE_DECIDE_CONTRADICTION_H

#include "schema/store/evidence/decision.h"
#include "schema/store/fetch.h"

/* A decision among those that are looked at together. */
struct decided {
	struct decision decision;
	const char *input; /* NULL: it was in the database before */
	long line;
	bool refused; /* or kept out: not to be written */
};

/* Sorted by subject, the latest last. */
typedef LIST_OF(struct decided) decided_list;

/* A step between two nodes: a `same` line, or (decided < 0) a name and a mention that it names. */
struct contradiction_step {
	size_t a, b;
	long decided;
};

struct contradiction_graph {
	struct arena *arena; /* of all that is found too */
	text_list names;     /* sorted, each once: nodes are their indexes */
	size_t nodes;        /* names, and then mentions */
	LIST_OF(struct contradiction_step) steps;
};

/* Reads which mentions the names of all decisions name. */
int contradiction_graph_read(struct store *store, struct arena *arena, const decided_list *all,
    struct contradiction_graph *graph, struct err *err) __attribute__((warn_unused_result));

struct contradiction {
	LIST_OF(size_t) decided; /* by index: the `differ`, then the way between its films */
	const char *reason;
};

/* Finds one with a new line in it among the decisions that count: the latest of each subject that
 * is not refused. False when there is none. */
bool contradiction_find(
    struct contradiction_graph *graph, const decided_list *all, struct contradiction *found);

#endif
