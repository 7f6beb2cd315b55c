/*
 * worker: pages parsed in worker processes. A page that crashes, hangs or outgrows its worker costs
 * that page alone: it is refused with the reason and the worker is replaced. The parent opens
 * operands, keeps input order, and alone writes.
 */
#ifndef FILMTALLY_IMPORTERS_CONFINE_WORKER_H
#define FILMTALLY_IMPORTERS_CONFINE_WORKER_H

#include "schema/base/message.h"

#include <stddef.h>
#include <stdint.h>

/* One job: bytes to parse and a small header of texts that the two functions agree on. The work
 * function runs in the worker, after the sandbox is up: it appends the answer (NDJSON lines) to
 * `out` and returns 0, or -1 with err to refuse. */
struct job {
	const char *meta; /* serialised by the program; borrowed */
	size_t meta_n;
	const char *bytes; /* a NUL stands after them */
	size_t n;
};

struct buf;
typedef int job_work(void *context, const struct job *job, struct buf *out, struct err *err);

/* Called in the parent, in input order: the answer's bytes, or err when the page was refused.
 * `ticket` is what workers_submit was given. */
typedef void job_done(
    void *context, void *ticket, const char *bytes, size_t n, const struct err *err);

struct worker_options {
	int workers;        /* 0: as many as there are cores */
	int cpu_seconds;    /* per page */
	size_t memory_base; /* a page may use memory_base + memory_factor × its bytes */
	int memory_factor;
	size_t output_max; /* of one answer */
	size_t job_max;    /* bytes and meta of one job; larger ones are refused */
};
extern const struct worker_options worker_defaults; /* 10 s, 16 MB + 4 × page … */

/* For the work function: how much an arena may hold for this job, and what to do when it is full
 * (struct arena's max and full). worker_no_memory ends the worker, and the page is refused with the
 * reason. */
size_t worker_memory(const struct job *job);
void worker_no_memory(size_t max) __attribute__((noreturn));

struct workers;
struct workers *workers_start(const struct worker_options *options, job_work *work,
    void *work_context, job_done *done, void *done_context, struct err *err);
/* Waits for a worker, and returns where the bytes of the next job may be put, behind meta_n bytes
 * of meta: those that stand there are not copied. *room is how many there may be, a NUL not
 * counted. NULL when workers can't be made. */
char *workers_room(struct workers *workers, size_t meta_n, size_t *room, struct err *err)
    __attribute__((warn_unused_result));
/* Hands over a job; waits while every worker is busy and answers wait for their turn. -1 only when
 * workers can't be made. */
int workers_submit(struct workers *workers, const struct job *job, void *ticket, struct err *err)
    __attribute__((warn_unused_result));
/* A unit refused before it could become a job (unreadable file): its place in the order is kept. */
int workers_refuse(struct workers *workers, void *ticket, const struct err *why, struct err *err)
    __attribute__((warn_unused_result));
/* Waits for all, ends the workers. */
int workers_finish(struct workers *workers, struct err *err) __attribute__((warn_unused_result));

#endif
