/*
 * confined: what an importer reads itself, rather than its workers, it reads in a process of its
 * own, in the sandbox: one that crashes costs its input alone. The process writes to the output and
 * the rejects that are open already, whole rows only, and its counts and exit status come back. And
 * what a process needs that works beside its parent.
 */
#ifndef FILMTALLY_IMPORTERS_CONFINE_CONFINED_H
#define FILMTALLY_IMPORTERS_CONFINE_CONFINED_H

#include "schema/base/ledger.h"
#include "schema/base/message.h"
#include "schema/base/output.h"

struct confined {
	struct output *output;
	struct ledger *ledger;
	/* Further bytes that the work changes and that come back; NULL for none. They may come back
	 * as anything: a process that held hostile bytes wrote them. */
	void *state;
	size_t state_n;
};

/* The work: 0, or -1 with err when the output can't go on. It leaves nothing unwritten in buffers
 * of its own. */
typedef int confined_work(void *context, struct err *err);

/* Does the work on what is called `name`. A crash is a refusal of it in the ledger; -1 with err
 * when the work says so, or when there can be no process. */
int confined_run(const struct confined *confined, const char *name, confined_work *work,
    void *context, struct err *err) __attribute__((warn_unused_result));

/*
 * For a process that works beside its parent (worker.h, film-warc's reader), before its sandbox: it
 * ends when the parent does and, when it exits, does nothing that the parent registered. Of the
 * parent's files it has only stderr and those that are kept; numbers below 0 among them are passed
 * over.
 */
void confined_leave_parent(const int *kept, size_t n);

#endif
