/* worker_process: the worker's side of worker.h, and what goes over the two pipes. For the parent's
 * side alone. */
#ifndef FILMTALLY_IMPORTERS_CONFINE_WORKER_PROCESS_H
#define FILMTALLY_IMPORTERS_CONFINE_WORKER_PROCESS_H

#include "importers/confine/worker.h"

enum { WORKER_SLOTS = 2 };

/* Exit statuses. */
enum {
	WORKER_NO_MEMORY = 97,
	WORKER_NO_PIPE = 98 /* no page's fault: nothing that follows can be relied on */
};

/* Parent → worker: a job stands in a slot, its meta first. */
struct work_order {
	unsigned slot;
	size_t meta_n, n;
};

/* Worker → parent: n bytes of answer follow, or a struct err when it was refused. */
struct work_answer {
	unsigned refused; /* 0 or 1 */
	size_t n;
};

struct worker_process {
	struct worker_options options;
	job_work *work;
	void *context;
	int in, out;
	char *slots[WORKER_SLOTS];
};

/* Works until the pipe's end, and exits. */
void worker_process_run(struct worker_process *process) __attribute__((noreturn));

/* The wall time that a page may take, in seconds: more than its CPU time, for machines are shared.
 */
int worker_patience(const struct worker_options *options);

/* What a page of n bytes may use. */
size_t worker_limit(const struct worker_options *options, size_t n);

#endif
