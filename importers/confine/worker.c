/*
 * worker: see worker.h. This file is the parent's side; worker_process.c is the worker's.
 *
 * A worker has two pipes and two slots of memory shared with the parent. The parent reads or copies
 * a job into a free slot and writes a small header; the worker answers in order. So one job is
 * worked on while the next one waits, the pages' bytes are copied at most once, and no write of the
 * parent's can block. When a worker dies, the oldest of its jobs is the one that killed it; the
 * other one goes to its successor.
 */
#include "importers/confine/worker.h"
#include "importers/confine/worker_process.h"
#include "schema/base/buf.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	WORKERS_MAX = 256,
	WINDOW = 32,     /* jobs per worker that may be under way or wait for their turn */
	LARGE = 1 << 20, /* a slot's memory beyond it is given back after the job */
	PATIENCE_FACTOR =
	    10, /* wall time that a page may take, in its CPU seconds: machines are shared */
	READ_SIZE = 64 << 10
};

const struct worker_options worker_defaults = {
    .workers = 0,
    .cpu_seconds = 10,
    .memory_base = 16 << 20,
    .memory_factor = 4,
    .output_max = 64 << 20,
    .job_max = 65 << 20,
};

/* A job's place in the order. */
struct turn {
	void *ticket;
	bool done;
	struct err err; /* why it was refused; status EXIT_DONE when it was not */
	char *bytes;    /* the answer, malloc'd */
	size_t n;
};

struct worker {
	pid_t pid;
	int to, from;                           /* pipes: headers to it, answers from it */
	char *slots[WORKER_SLOTS];              /* shared memory of job_max bytes each */
	struct work_order orders[WORKER_SLOTS]; /* oldest first */
	size_t turns[WORKER_SLOTS];             /* whose they are */
	int busy;                               /* orders under way */
	bool served;                            /* it has answered */
	bool lied;                              /* with what is no answer */
	int64_t since;                          /* when the oldest one became the oldest, ms */
	struct buf answer;                      /* what was read of it so far */
};

struct workers {
	struct worker_options options;
	job_work *work;
	job_done *done;
	void *work_context, *done_context;
	struct worker *all;
	int n;
	struct turn *turns;         /* a ring */
	size_t window, first, next; /* turns first … next-1 are under way; indices grow for ever */
	bool failed;                /* an order or an answer was lost: waiting might never end */
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct turn *turn_at(struct workers *workers, size_t index)
{
	return &workers->turns[index % workers->window];
}

/* ---- starting and ending ---- */

static void close_pipes(struct worker *worker)
{
	close(worker->to);
	close(worker->from);
	worker->to = worker->from = -1;
}

static void become_worker(struct workers *workers, struct worker *worker, int in, int out)
{
	struct worker_process process = {.options = workers->options,
	    .work = workers->work,
	    .context = workers->work_context,
	    .in = in,
	    .out = out};
	memcpy(process.slots, worker->slots, sizeof process.slots);
	worker_process_run(&process);
}

static int start_worker(struct workers *workers, struct worker *worker, struct err *err)
{
	int down[2], up[2];
	if (pipe(down) < 0)
		return err_errno(err, "can't make a worker");
	if (pipe(up) < 0) {
		err_errno(err, "can't make a worker");
		close(down[0]), close(down[1]);
		return -1;
	}
	worker->served = worker->lied = false;
	fflush(NULL); /* what waits in a buffer must not be written twice */
	worker->pid = fork();
	if (worker->pid == 0) {
		close(down[1]), close(up[0]);
		become_worker(workers, worker, down[0], up[1]);
	}
	close(down[0]), close(up[1]);
	worker->to = down[1];
	worker->from = up[0];
	if (worker->pid < 0) {
		err_errno(err, "can't make a worker");
		close_pipes(worker);
		return -1;
	}
	return 0;
}

static char *map_slot(size_t size)
{
	void *slot = mmap(
	    NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return slot == MAP_FAILED ? NULL : slot;
}

static void free_workers(struct workers *workers)
{
	for (int i = 0; i < workers->n; i++) {
		struct worker *worker = &workers->all[i];
		buf_release(&worker->answer);
		for (int s = 0; s < WORKER_SLOTS; s++)
			if (worker->slots[s])
				munmap(worker->slots[s], workers->options.job_max);
	}
	for (size_t i = workers->first; i < workers->next; i++)
		free(turn_at(workers, i)->bytes);
	free(workers->turns);
	free(workers->all);
	free(workers);
}

/* Ends what still runs: none is needed any more, and none has anything to finish. */
static void stop_all(struct workers *workers)
{
	for (int i = 0; i < workers->n; i++) {
		struct worker *worker = &workers->all[i];
		if (worker->to < 0)
			continue;
		close_pipes(worker);
		kill(worker->pid, SIGKILL);
		waitpid(worker->pid, NULL, 0);
	}
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
	*workers = (struct workers){.options = *options,
	    .work = work,
	    .done = done,
	    .work_context = work_context,
	    .done_context = done_context,
	    .n = count_workers(options->workers)};
	workers->all = must_calloc((size_t)workers->n, sizeof *workers->all);
	workers->window = (size_t)workers->n * WINDOW;
	workers->turns = must_calloc(workers->window, sizeof *workers->turns);
	for (int i = 0; i < workers->n; i++)
		workers->all[i].to = workers->all[i].from = -1;
	for (int i = 0; i < workers->n; i++) {
		struct worker *worker = &workers->all[i];
		size_t largest = options->output_max > sizeof(struct err) ? options->output_max
									  : sizeof(struct err);
		buf_init(&worker->answer, sizeof(struct work_answer) + largest);
		bool mapped = true;
		for (int s = 0; s < WORKER_SLOTS; s++)
			mapped &= (worker->slots[s] = map_slot(options->job_max)) != NULL;
		if (!mapped)
			err_errno(err, "no memory to share with a worker");
		if (!mapped || start_worker(workers, worker, err) < 0) {
			stop_all(workers);
			free_workers(workers);
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

static int send_order(struct worker *worker, const struct work_order *order, struct err *err)
{
	/* At most WORKER_SLOTS headers wait in the pipe, so this can't block, and so small a write
	 * is whole or not at all; a dead worker is noticed by its answers' end. */
	ssize_t sent;
	do
		sent = write(worker->to, order, sizeof *order);
	while (sent < 0 && errno == EINTR);
	if (sent == sizeof *order || (sent < 0 && errno == EPIPE))
		return 0;
	if (sent >= 0)
		return err_set(err, EXIT_SYSTEM, "an order to a worker was cut short");
	return err_errno(err, "an order to a worker");
}

/* The oldest order is done: its slot is free again. */
static struct turn *finish_oldest(struct workers *workers, struct worker *worker)
{
	struct turn *turn = turn_at(workers, worker->turns[0]);
	struct work_order order = worker->orders[0];
	if (order.meta_n + order.n > LARGE)
		madvise(worker->slots[order.slot], workers->options.job_max, MADV_REMOVE);
	worker->busy--;
	memmove(worker->orders, worker->orders + 1, sizeof worker->orders - sizeof *worker->orders);
	memmove(worker->turns, worker->turns + 1, sizeof worker->turns - sizeof *worker->turns);
	worker->since = now_ms();
	turn->done = true;
	return turn;
}

/* A worker holds hostile bytes: what it says may be no answer at all. */
static bool makes_sense(
    const struct workers *workers, const struct worker *worker, const struct work_answer *head)
{
	return worker->busy > 0 && head->refused <= 1 &&
	    (head->refused ? head->n == sizeof(struct err)
			   : head->n <= workers->options.output_max);
}

/* Lines of text, with no character that would drive a terminal they are shown on. */
static bool is_text(const char *bytes, size_t n)
{
	size_t others = 0;
	for (size_t i = 0; i < n; i++)
		others += (unsigned char)bytes[i] < ' ' && bytes[i] != '\n';
	return others == 0;
}

static void take_answer(
    struct workers *workers, struct worker *worker, const struct work_answer *head, const char *at)
{
	struct turn *turn = finish_oldest(workers, worker);
	worker->served = true;
	if (head->refused) {
		memcpy(&turn->err, at, sizeof turn->err);
		err_received(&turn->err);
		turn->err.status = EXIT_REFUSED;
		return;
	}
	turn->bytes = must_malloc(head->n + 1);
	memcpy(turn->bytes, at, head->n);
	turn->bytes[head->n] = '\0';
	turn->n = head->n;
}

/* Takes whole answers from what was read. One that makes no sense ends its worker. */
static void take_answers(struct workers *workers, struct worker *worker)
{
	struct buf *got = &worker->answer;
	struct work_answer head;
	size_t at = 0;
	while (got->n - at >= sizeof head) {
		memcpy(&head, got->at + at, sizeof head);
		bool sense = makes_sense(workers, worker, &head);
		if (sense && got->n - at - sizeof head < head.n)
			break;
		const char *body = got->at + at + sizeof head;
		if (!sense || (!head.refused && !is_text(body, head.n))) {
			worker->lied = true;
			kill(worker->pid, SIGKILL); /* its pipe's end tells the rest */
			buf_clear(got);
			return;
		}
		take_answer(workers, worker, &head, body);
		at += sizeof head + head.n;
	}
	memmove(got->at, got->at + at, got->n - at);
	got->n -= at;
}

static void say_how_it_ended(const struct workers *workers, const struct worker *worker,
    const struct work_order *order, int status, struct err *err)
{
	if (worker->lied)
		err_set(err, EXIT_REFUSED, "crashed the parser (its answer makes no sense)");
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
		err_set(
		    err, EXIT_REFUSED, "took more than %d s of CPU", workers->options.cpu_seconds);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		err_set(err, EXIT_REFUSED, "took more than %d s, or was killed",
		    workers->options.cpu_seconds * PATIENCE_FACTOR);
	else if (WIFSIGNALED(status))
		err_set(err, EXIT_REFUSED, "crashed the parser (signal %d)", WTERMSIG(status));
	else if (WEXITSTATUS(status) == WORKER_NO_MEMORY)
		err_set(err, EXIT_REFUSED, "needs more memory than %zu MB",
		    worker_limit(&workers->options, order->n) >> 20);
	else
		err_set(err, EXIT_REFUSED, "ended the parser (status %d)", WEXITSTATUS(status));
}

/* The worker is gone: its oldest page is refused, a new worker gets the others. One that only
 * closed its pipe would be waited for without end; one that has exited keeps its status. */
static int replace(struct workers *workers, struct worker *worker, struct err *err)
{
	int status = 0;
	close_pipes(worker);
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	buf_clear(&worker->answer);
	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_PIPE)
		return err_set(err, EXIT_SYSTEM, "a worker could not use its pipe");
	if (!worker->busy && !worker->served && !worker->lied)
		return err_set(err, EXIT_SYSTEM, "a worker could not start (status %d)", status);
	if (worker->busy) {
		struct work_order order = worker->orders[0];
		struct turn *turn = finish_oldest(workers, worker);
		say_how_it_ended(workers, worker, &order, status, &turn->err);
	}
	if (start_worker(workers, worker, err) < 0)
		return -1;
	for (int i = 0; i < worker->busy; i++)
		if (send_order(worker, &worker->orders[i], err) < 0)
			return -1;
	return 0;
}

static int read_answers(struct workers *workers, struct worker *worker, struct err *err)
{
	char *room = buf_room(&worker->answer, READ_SIZE);
	size_t size = READ_SIZE;
	if (!room) { /* near the maximum: the rest of the answer, which is known to fit */
		worker->answer.overflow = false;
		size = worker->answer.max - worker->answer.n;
		room = buf_room(&worker->answer, size);
	}
	ssize_t got = read(worker->from, room, size);
	if (got < 0)
		return errno == EINTR ? 0 : err_errno(err, "a worker's answer");
	if (got == 0)
		return replace(workers, worker, err);
	buf_grown(&worker->answer, (size_t)got);
	take_answers(workers, worker);
	return 0;
}

static void kill_the_late(struct workers *workers)
{
	int64_t patience = (int64_t)workers->options.cpu_seconds * 1000 * PATIENCE_FACTOR,
		now = now_ms();
	for (int i = 0; i < workers->n; i++) {
		struct worker *worker = &workers->all[i];
		if (worker->busy && now - worker->since > patience)
			kill(worker->pid, SIGKILL); /* its pipe's end tells the rest */
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
		if (polls[i].revents && read_answers(workers, &workers->all[i], err) < 0)
			return -1;
	if (wait)
		kill_the_late(workers);
	hand_out(workers);
	return 0;
}

/* Takes in what the workers have said; waits for the first of them when `wait` is true. */
static int take_in(struct workers *workers, bool wait, struct err *err)
{
	if (workers->failed)
		return err_set(err, EXIT_SYSTEM, "the workers have failed");
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

static struct worker *least_busy(struct workers *workers)
{
	struct worker *best = &workers->all[0];
	for (int i = 1; i < workers->n; i++)
		if (workers->all[i].busy < best->busy)
			best = &workers->all[i];
	return best->busy < WORKER_SLOTS ? best : NULL;
}

/* Waits until a job may be handed out; returns who gets it. */
static struct worker *next_worker(struct workers *workers, struct err *err)
{
	struct worker *worker = NULL;
	if (wait_for_turn(workers, err) < 0)
		return NULL;
	while (!(worker = least_busy(workers)))
		if (take_in(workers, true, err) < 0)
			return NULL;
	return worker;
}

static unsigned free_slot(const struct worker *worker)
{
	unsigned taken = 0, slot = 0;
	for (int i = 0; i < worker->busy; i++)
		taken |= 1u << worker->orders[i].slot;
	while (taken & 1u << slot)
		slot++;
	return slot;
}

char *workers_room(struct workers *workers, size_t meta_n, size_t *room, struct err *err)
{
	struct worker *worker = next_worker(workers, err);
	size_t most = workers->options.job_max - 1;
	meta_n = meta_n < most ? meta_n : most;
	*room = most - meta_n;
	return worker ? worker->slots[free_slot(worker)] + meta_n : NULL;
}

static int place(
    struct workers *workers, struct worker *worker, const struct job *job, struct err *err)
{
	unsigned slot = free_slot(worker);
	char *to = worker->slots[slot];
	if (job->meta_n)
		memcpy(to, job->meta, job->meta_n);
	if (job->n && job->bytes != to + job->meta_n)
		memcpy(to + job->meta_n, job->bytes, job->n);
	to[job->meta_n + job->n] = '\0';
	if (!worker->busy)
		worker->since = now_ms();
	struct work_order *order = &worker->orders[worker->busy];
	*order = (struct work_order){.slot = slot, .meta_n = job->meta_n, .n = job->n};
	worker->turns[worker->busy++] = workers->next - 1;
	return send_order(worker, order, err);
}

int workers_submit(struct workers *workers, const struct job *job, void *ticket, struct err *err)
{
	size_t most = workers->options.job_max - 1;
	if (job->meta_n > most || job->n > most - job->meta_n) {
		struct err why = {0};
		err_set(
		    &why, EXIT_REFUSED, "is larger than %zu MB", workers->options.job_max >> 20);
		return workers_refuse(workers, ticket, &why, err);
	}
	struct worker *worker = next_worker(workers, err);
	if (!worker)
		return -1;
	new_turn(workers, ticket);
	if (place(workers, worker, job, err) < 0) {
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
	stop_all(workers);
	free_workers(workers);
	return result;
}
