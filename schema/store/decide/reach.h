/*
 * reach: what is to be made again when a decision comes or goes. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DECIDE_REACH_H
#define FILMTALLY_SCHEMA_STORE_DECIDE_REACH_H

#include "schema/base/arena.h"
#include "schema/store/evidence/decision.h"
#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* Before and after reach_decision: the decisions that it is asked for stand in the database. */
int reach_start(struct store *store, struct err *err) __attribute__((warn_unused_result));
int reach_end(struct store *store, struct err *err) __attribute__((warn_unused_result));

/*
 * Notes what the decision is about: the mentions of both films, the pages of a comment, the films
 * of the page of a verdict. Returns how many of its words name something (2 for two films, 1 for a
 * comment or a page), or -1.
 */
int reach_decision(struct store *store, struct arena *arena, enum decision_verb verb, const char *a,
    const char *b, struct dirty *dirty, struct err *err) __attribute__((warn_unused_result));

#endif
