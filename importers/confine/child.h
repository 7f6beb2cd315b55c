/*
 * child: one worker process as its parent sees it: its pipes, the memory they share, the orders it
 * has. For worker.c and answer.c alone.
 */
#ifndef FILMTALLY_IMPORTERS_CONFINE_CHILD_H
#define FILMTALLY_IMPORTERS_CONFINE_CHILD_H

#include "importers/confine/worker.h"
#include "importers/confine/worker_process.h"
#include "schema/base/buf.h"

#include <stdbool.h>
#include <sys/types.h>

/* A job's place in the order. */
struct turn {
	void *ticket;
	bool done;
	struct err err; /* why it was refused; status EXIT_DONE when it was not */
	char *bytes;    /* the answer, malloc'd */
	size_t n;
};

/* What all workers of a program do. */
struct task {
	struct worker_options options;
	job_work *work;
	void *context;
};

struct child {
	pid_t pid;
	int to, from;                           /* pipes: headers to it, answers from it; or -1 */
	char *slots[WORKER_SLOTS];              /* shared memory of job_max bytes each */
	struct work_order orders[WORKER_SLOTS]; /* oldest first */
	struct turn *turns[WORKER_SLOTS];       /* whose they are */
	int busy;                               /* orders under way */
	bool served;                            /* it has answered */
	bool lied;                              /* with what is no answer */
	int64_t since;                          /* when the oldest one became the oldest, ms */
	struct buf answer;                      /* what was read of it so far */
};

/* Takes the memory and starts the process. What a failure leaves, child_release takes back. */
int child_open(struct child *child, const struct task *task, struct err *err)
    __attribute__((warn_unused_result));

/* Ends the process if it still runs; gives the memory back. */
void child_stop(struct child *child);
void child_release(struct child *child, const struct task *task);

/* Another process in place of one that is gone (child_close_pipes was called): it gets the orders
 * that are under way. */
void child_close_pipes(struct child *child);
int child_restart(struct child *child, const struct task *task, struct err *err)
    __attribute__((warn_unused_result));

/* Where the next job may be put. One of the slots must be free: busy < WORKER_SLOTS. */
char *child_room(const struct child *child);

/* Hands over a job, which must fit; its bytes are copied unless they stand in the room, behind the
 * meta. */
int child_give(struct child *child, const struct job *job, struct turn *turn, struct err *err)
    __attribute__((warn_unused_result));

/* The oldest order is done: its slot is free again. Returns whose it was. */
struct turn *child_finish_oldest(struct child *child, const struct task *task);

/* Kills it when its oldest page has taken too long: its pipe's end tells the rest. */
void child_kill_if_late(struct child *child, const struct task *task);

#endif
