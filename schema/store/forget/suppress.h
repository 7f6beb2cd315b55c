/*
 * suppress: what film-forget erased and keeps out. For schema/store only.
 *
 * A suppression is a trace (voter_key_trace) of a voter's key, of a comment's id, or of a page's
 * name, so that it says nothing about whom it keeps out. Suppressions are evidence: merging unites
 * them, and applies them before anything else.
 *
 * Within SQL the traces are made by suppression_trace(kind, key), which suppress_start gives a
 * store.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FORGET_SUPPRESS_H
#define FILMTALLY_SCHEMA_STORE_FORGET_SUPPRESS_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

#include <stddef.h>
#include <stdint.h>

/* "Is it kept out?", of a kind and a key within SQL, after suppress_start. Without a suppression of
 * the kind nothing is traced. */
#define KEPT_OUT(kind, key)                                                                        \
	"(EXISTS (SELECT 1 FROM main.suppression WHERE kind = '" kind "') AND EXISTS "             \
	"(SELECT 1 FROM main.suppression WHERE kind = '" kind                                      \
	"' AND hash = suppression_trace('" kind "', " key ")))"

/* The same of a decision: it is kept out with the comment or page that it names. A page's name
 * stands alone, or before # and the number of a film or a comment's id. */
#define DECISION_KEPT_OUT(verb, a, b)                                                              \
	"(" PAGE_KEPT_OUT_(a) " OR CASE " verb " WHEN 'ballot' THEN " KEPT_OUT(                    \
	    "comment", a) " OR " KEPT_OUT("comment",                                               \
	    "substr(" a ", instr(" a ", '#') + 1)") " ELSE " PAGE_KEPT_OUT_(b) " END)"
#define PAGE_KEPT_OUT_(word)                                                                       \
	"(" KEPT_OUT("page", word) " OR " KEPT_OUT(                                                \
	    "page", "substr(" word ", 1, instr(" word ", '#') - 1)") ")"

/* Gives the store the function suppression_trace(kind, key). */
int suppress_start(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* Keeps out a voter (its key), a comment (its id) or a page (one of its names) from now on: 1, or 0
 * when it is kept out already, or -1. */
int suppress(struct store *store, const char *kind, const void *key, size_t n, struct err *err)
    __attribute__((warn_unused_result));

/* Erases all that is kept out and is here yet; *erased gets the number of voters, comments and
 * pages. */
int suppress_apply(struct store *store, struct dirty *dirty, int64_t *erased, struct err *err)
    __attribute__((warn_unused_result));

/* Removes the decisions that are kept out; to be done when there is a new suppression. */
int suppress_decisions(struct store *store, struct err *err) __attribute__((warn_unused_result));

#endif
