/*
 * worker: see worker.h. This file keeps the order of the jobs; child.c is one worker as the parent
 * sees it, answers.c what it says, worker_process.c the worker's own side.
 *
 * A worker has two pipes and two slots of memory shared with the parent. The parent reads or copies
 * a job into a free slot and writes a small header; the worker answers in order. So one job is
 * worked on while the next one waits, the pages' bytes are copied at most once, and no write of the
 * parent's can block. When a worker dies, the oldest of its jobs is the one that killed it; the
 * other one goes to its successor.
 */
#include "importers/confine/worker.h"
#include "importers/confine/answers.h"
#include "importers/confine/child.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	WORKERS_MAX = 256,
	WINDOW = 32 /* jobs per worker that may be under way or wait for their turn */
};

const struct worker_options worker_defaults = {
    .workers = 0,
    .cpu_seconds = 10,
    .memory_base = 16 << 20,
    .memory_factor = 4,
    .output_max = 64 << 20,
    .job_max = 65 << 20,
};

struct workers {
	struct task task;
	job_done *done;
	void *done_context;
	struct child *all;
	int n;
	struct turn *turns;         /* a ring */
	size_t window, first, next; /* turns first … next-1 are under way; indices grow for ever */
	bool failed;                /* an order or an answer was lost: waiting might never end */
};

static struct turn *turn_at(struct workers *workers, size_t index)
{
	return &workers->turns[index % workers->window];
}

/* ---- starting and ending ---- */

/* Ends what still runs: none is needed any more, and none has anything to finish. */
static void end_workers(struct workers *workers)
{
	for (int i = 0; i < workers->n; i++)
		child_stop(&workers->all[i]);
	for (int i = 0; i < workers->n; i++)
		child_release(&workers->all[i], &workers->task);
	for (size_t i = workers->first; i < workers->next; i++)
		free(turn_at(workers, i)->bytes);
	free(workers->turns);
	free(workers->all);
	free(workers);
}

static int count_workers(int asked)
{
	if (asked > 0)
		return asked < WORKERS_MAX ? asked : WORKERS_MAX;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores < 1 ? 1 : cores < WORKERS_MAX ? (int)cores : WORKERS_MAX;
}

struct workers *workers_start(const struct worker_options *options, job_work *work,
    void *work_context, job_done *done, void *done_context, struct err *err)
{
	struct workers *workers = must_calloc(1, sizeof *workers);
	int n = count_workers(options->workers);
	*workers = (struct workers){.task = {*options, work, work_context},
	    .done = done,
	    .done_context = done_context,
	    .all = must_calloc((size_t)n, sizeof *workers->all),
	    .window = (size_t)n * WINDOW};
	workers->turns = must_calloc(workers->window, sizeof *workers->turns);
	while (workers->n < n) {
		struct child *child = &workers->all[workers->n++];
		if (child_open(child, &workers->task, err) < 0) {
			end_workers(workers);
			return NULL;
		}
	}
	return workers;
}

/* ---- answers ---- */

/* Hands out what is done, as far as the order allows. */
static void hand_out(struct workers *workers)
{
	while (workers->first < workers->next && turn_at(workers, workers->first)->done) {
		struct turn turn = *turn_at(workers, workers->first++);
		bool refused = turn.err.status != EXIT_DONE;
		workers->done(workers->done_context, turn.ticket, turn.bytes, turn.n,
		    refused ? &turn.err : NULL);
		free(turn.bytes);
	}
}

static int take_what_came(struct workers *workers, bool wait, struct err *err)
{
	struct pollfd polls[WORKERS_MAX];
	for (int i = 0; i < workers->n; i++)
		polls[i] = (struct pollfd){.fd = workers->all[i].from, .events = POLLIN};
	int ready = poll(polls, (nfds_t)workers->n, wait ? 1000 : 0);
	if (ready < 0 && errno != EINTR)
		return err_errno(err, "poll");
	for (int i = 0; i < workers->n && ready > 0; i++)
		if (polls[i].revents && answers_read(&workers->task, &workers->all[i], err) < 0)
			return -1;
	for (int i = 0; i < workers->n && wait; i++)
		child_kill_if_late(&workers->all[i], &workers->task);
	hand_out(workers);
	return 0;
}

/* Takes in what the workers have said; waits for the first of them when `wait` is true. */
static int take_in(struct workers *workers, bool wait, struct err *err)
{
	if (workers->failed)
		return err_set(err, EXIT_SYSTEM, "the worker processes have failed");
	if (take_what_came(workers, wait, err) == 0)
		return 0;
	workers->failed = true;
	return -1;
}

/* ---- jobs ---- */

static int wait_for_turn(struct workers *workers, struct err *err)
{
	while (workers->next - workers->first == workers->window)
		if (take_in(workers, true, err) < 0)
			return -1;
	return 0;
}

static struct turn *new_turn(struct workers *workers, void *ticket)
{
	struct turn *turn = turn_at(workers, workers->next++);
	*turn = (struct turn){.ticket = ticket};
	return turn;
}

static struct child *least_busy(struct workers *workers)
{
	struct child *best = &workers->all[0];
	for (int i = 1; i < workers->n; i++)
		if (workers->all[i].busy < best->busy)
			best = &workers->all[i];
	return best->busy < WORKER_SLOTS ? best : NULL;
}

/* Waits until a job may be handed out; returns who gets it. */
static struct child *next_worker(struct workers *workers, struct err *err)
{
	struct child *worker = NULL;
	if (wait_for_turn(workers, err) < 0)
		return NULL;
	while (!(worker = least_busy(workers)))
		if (take_in(workers, true, err) < 0)
			return NULL;
	return worker;
}

char *workers_room(struct workers *workers, size_t meta_n, size_t *room, struct err *err)
{
	struct child *worker = next_worker(workers, err);
	size_t most = workers->task.options.job_max - 1;
	meta_n = meta_n < most ? meta_n : most;
	*room = most - meta_n;
	return worker ? child_room(worker) + meta_n : NULL;
}

int workers_submit(struct workers *workers, const struct job *job, void *ticket, struct err *err)
{
	size_t most = workers->task.options.job_max - 1;
	if (job->meta_n > most || job->n > most - job->meta_n) {
		struct err why = {0};
		err_set(&why, EXIT_REFUSED, "is larger than %zu MB",
		    workers->task.options.job_max >> 20);
		return workers_refuse(workers, ticket, &why, err);
	}
	struct child *worker = next_worker(workers, err);
	if (!worker)
		return -1;
	if (child_give(worker, job, new_turn(workers, ticket), err) < 0) {
		workers->failed = true;
		return -1;
	}
	return take_in(workers, false, err);
}

int workers_refuse(struct workers *workers, void *ticket, const struct err *why, struct err *err)
{
	if (wait_for_turn(workers, err) < 0)
		return -1;
	struct turn *turn = new_turn(workers, ticket);
	turn->err = *why;
	turn->done = true;
	hand_out(workers);
	return 0;
}

int workers_finish(struct workers *workers, struct err *err)
{
	int result = 0;
	while (!result && workers->first < workers->next)
		result = take_in(workers, true, err);
	end_workers(workers);
	return result;
}
