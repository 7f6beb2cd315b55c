/*
 * decide: puts people's decisions into the database, where they are evidence like any other, and
 * brings up to date what they are about. Lines that contradict each other (A same B, B same C, A
 * differ C) are refused, all shown.
 */
#ifndef FILMTALLY_SCHEMA_STORE_DECIDE_DECIDE_H
#define FILMTALLY_SCHEMA_STORE_DECIDE_DECIDE_H

#include "schema/store/store.h"

#include <stddef.h>
#include <stdint.h>

struct decide;

/* Told of each line that was refused; the texts are borrowed. */
typedef void decide_refused(
    void *context, const char *input, long line, const char *reason, const char *bytes, size_t n);

/* Starts taking lines for a store (borrowed). */
struct decide *decide_open(struct store *store, decide_refused *refused, void *context);

/* Takes one line of `input`, copied; a line that is no decision is refused at once, a blank or a
 * remark skipped. */
void decide_line(struct decide *decide, const char *input, long line, const char *bytes, size_t n);

struct decide_result {
	int64_t kept;     /* lines that were not refused */
	int64_t added;    /* of these, those that the database did not have */
	int64_t kept_out; /* of these, those about a comment or page that film-forget keeps out: not
	                     written */
};

/* Refuses what contradicts, writes the rest and all that follows from it in one transaction. -1
 * with err; nothing is written then. */
int decide_commit(struct decide *decide, struct decide_result *result, struct err *err)
    __attribute__((warn_unused_result));

/* Frees it. NULL is allowed. */
void decide_close(struct decide *decide);

#endif
