/*
 * identity: which mentions are one film. A pure function of a block of mentions (block.h) and the
 * decisions about them: no database, no order of arrival, no clock.
 *
 * The rules, strongest first, with their scores:
 *
 *	decision    1.0   a person said so
 *	id          1.0   an id of one scheme, or one page, is shared
 *	people      0.95  a folded title, years at most one apart, a director or cast member
 *	title-year  0.8   a folded title and the year, if all mentions of both could be one film
 *	near-year   0.7   a folded title, years one apart, each the other's only candidate
 *
 * A title alone, or its romanisation, is never a reason; film-decide lists such pairs for a person.
 * Edges are tried by rule, then by keys. A union is refused when it would bring two ids of one
 * scheme together, break a `differ`, or stretch a film over more than two years (so "1999, 2000,
 * 2001" does not become one film by steps of one).
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_IDENTITY_H
#define FILMTALLY_SCHEMA_STORE_FILMS_IDENTITY_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum identity_rule {
	IDENTITY_DECISION,
	IDENTITY_ID,
	IDENTITY_PEOPLE,
	IDENTITY_TITLE_YEAR,
	IDENTITY_NEAR_YEAR
};

/* Why an edge was not taken. */
enum identity_why {
	IDENTITY_TAKEN,
	IDENTITY_IDS_DIFFER,       /* two ids of one scheme */
	IDENTITY_DECIDED_DIFFER,   /* a person said that they differ */
	IDENTITY_YEARS_STRETCH,    /* the film would span more than two years */
	IDENTITY_DIRECTORS_DIFFER, /* both name directors, none shared */
	IDENTITY_CANDIDATES,       /* more than one film it could be */
	IDENTITY_OVERRULED         /* a decision that contradicts a later one */
};

/* What is known of a mention. Lists are borrowed; their order does not matter. */
struct identity_mention {
	const char *key;           /* unique: `page#n`, `source|film|title|year` */
	int year;                  /* 0 unknown */
	const char *const *titles; /* folded */
	size_t titles_n;
	const char *const *directors; /* folded names */
	size_t directors_n;
	const char *const *people; /* folded names of directors and cast */
	size_t people_n;
	const char *const *ids; /* `scheme:id`; `page:URL` for a row that names a page, and for the
	                           page's only film */
	size_t ids_n;
};

/* `same` or `differ` about two mentions of the block, by index. */
struct identity_decision {
	size_t a, b;
	bool same;
	const char *date; /* the later one wins; equal dates: the later in the list */
};

struct identity_edge {
	size_t a, b; /* a < b, indexes of mentions */
	enum identity_rule rule;
	enum identity_why why;
};

struct identity_result {
	size_t *film; /* per mention: the index of its film's first mention */
	LIST_OF(struct identity_edge) edges;
};

/*
 * Resolves a block. Mentions must be sorted by key, bytewise; decisions by date. Everything in
 * *result lives in arena. A bucket of n mentions gives about n edges, not n squared: each is tried
 * against the films that the bucket has so far.
 */
void identity_resolve(struct arena *arena, const struct identity_mention *mentions, size_t n,
    const struct identity_decision *decisions, size_t decisions_n, struct identity_result *result);

/* "people", "directors differ": the words for edges in tables and messages. */
const char *identity_rule_name(enum identity_rule rule);
double identity_rule_score(enum identity_rule rule);
const char *identity_why_name(enum identity_why why);

#endif
