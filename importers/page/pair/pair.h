/*
 * pair: facts that a page lays out by its markup as labels and values: the terms of a `dl`, the
 * rows of a table, rows of boxes
 * (`<h4>Director:</h4><span>…`), and people with what they did below their names. They are read
 * where it is known which film the page is about; and a table that could be nothing but a film's
 * makes a film of its page (an encyclopaedia's infobox).
 *
 * What a page shows of other films, in its sidebar or in a list, looks the same. So labels count
 * only in company: at least two of one make, of which one is a film's; of a label that comes again
 * elsewhere the first counts; and where the director, the year or the running time come again and
 * differ, what follows is about another film.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAIR_PAIR_H
#define FILMTALLY_IMPORTERS_PAGE_PAIR_PAIR_H

#include "importers/page/film/claim.h"
#include "importers/page/post/line.h"
#include "importers/page/tree/mask.h"

struct pair_rules {
	const struct document *document;
	const struct mask_index *index; /* of the document */
	const struct rules *rules;
	/* what post.c reads by its lines, and not looked at here; NULL for none */
	const struct node *post;
	int year_max;
};

/* Adds the claims: LAYER_LABELS, main. */
void pairs_read(struct arena *arena, const struct pair_rules *rules, struct claims *claims);

/* ---- the parts of it ---- */

/* A label and where its value stands. */
struct pair {
	int field;               /* enum field */
	const char *label;       /* as written */
	const struct node *node; /* the label's element, as far out as it holds nothing else */
	const char *rest;        /* of the value, in the label's own text; NULL for none */
	/* the value's nodes: siblings from first up to, not including, end (NULL: to the last) */
	const struct node *first, *end;
	const struct node
	    *unit;     /* what holds it and its like: the dl, the table, the rows' parent */
	uint32_t make; /* how the label is marked up: what is made alike belongs together */
	bool alone;    /* it needs no company: a heading over a list of people */
	bool caption;  /* the value is a person and stands before it */
};
typedef LIST_OF(struct pair) pair_list;

/* Adds the page's pairs in document order; only those of tables and dl when `tables`.
 * (find.c) */
void pairs_find(struct arena *arena, const struct pair_rules *rules, bool tables, pair_list *pairs);

/* One value as a reader sees it. */
struct pair_value {
	const char *text;
	const char *address;   /* of its link; NULL for none */
	bool row;              /* it is a row of its own, in a list or table: one person */
	const char *character; /* of a row: what stands below the name; NULL for none */
};
typedef LIST_OF(struct pair_value) pair_values;

/* Adds the pair's fact to the film; false when nothing in it is one. (value.c) */
bool pair_add(struct arena *arena, const struct pair *pair, int year_max, struct film *film);

#endif
