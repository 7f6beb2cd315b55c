/*
 * film_sets: a block's mentions as disjoint sets, one for each film, joined edge by edge
 * (union-find). A set knows its ids, directors, people and years, so that a union can be refused.
 * For identity.c only; no database.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_FILM_SETS_H
#define FILMTALLY_SCHEMA_STORE_FILMS_FILM_SETS_H

#include "schema/store/films/identity.h"
#include "schema/store/text_set.h"

struct film_set {
	text_list ids, directors, people; /* text_set.h */
	int first_year, last_year;        /* 0 unknown */
	LIST_OF(size_t) differs;          /* mentions that it must not be joined with */
};

struct film_sets {
	struct arena *arena;
	const struct identity_mention *mentions;
	size_t n;
	size_t *parent;
	struct film_set *sets; /* good at the roots */
	struct identity_result *result;
};

/* Each mention a film of its own. arena, mentions, n and result are set. */
void film_sets_start(struct film_sets *sets);

/* The first mention of the film of a mention, by index. */
size_t film_sets_root(struct film_sets *sets, size_t mention);

/* Keeps the films of two mentions, which are not one yet, apart by a decision. */
void film_sets_keep_apart(struct film_sets *sets, size_t a, size_t b);

/* Tries one edge, joins its films when nothing stands against it, and writes it down. */
enum identity_why film_sets_try(
    struct film_sets *sets, size_t a, size_t b, enum identity_rule rule);

/* Writes an edge down that was not tried. */
void film_sets_note(
    struct film_sets *sets, size_t a, size_t b, enum identity_rule rule, enum identity_why why);

/* True if all films of these mentions could be one: each is held against what those before it add
 * up to. */
bool film_sets_could_be_one(struct film_sets *sets, const size_t *mentions, size_t n);

#endif
