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
#ifndef FILMTALLY_SUPPRESS_H
#define FILMTALLY_SUPPRESS_H

#include "schema/store/store.h"
#include "schema/store/touched.h"

#include <stddef.h>
#include <stdint.h>

/* Gives the store the function suppression_trace(kind, key). */
int suppress_start(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* Keeps out a voter (its key), a comment (its id) or a page (one of its names) from now on: 1, or 0
 * when it is kept out already, or -1. */
int suppress(struct store *store, const char *kind, const void *key, size_t n, struct err *err)
    __attribute__((warn_unused_result));

/* Erases all that is kept out and is here yet; *erased gets the number of voters, comments and
 * pages. */
int suppress_apply(struct store *store, struct touched *touched, int64_t *erased, struct err *err)
    __attribute__((warn_unused_result));

#endif
