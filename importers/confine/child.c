/* child: see child.h. */
#include "importers/confine/child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LARGE = 1 << 20 /* a slot's memory beyond it is given back after the job */ };

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- starting and ending ---- */

void child_close_pipes(struct child *child)
{
	close(child->to);
	close(child->from);
	child->to = child->from = -1;
}

static void become_worker(const struct child *child, const struct task *task, int in, int out)
{
	struct worker_process process = {.options = task->options,
	    .work = task->work,
	    .context = task->context,
	    .in = in,
	    .out = out};
	memcpy(process.slots, child->slots, sizeof process.slots);
	worker_process_run(&process);
}

static int start(struct child *child, const struct task *task, struct err *err)
{
	int down[2], up[2];
	if (pipe(down) < 0)
		return err_errno(err, "can't make a worker");
	if (pipe(up) < 0) {
		err_errno(err, "can't make a worker");
		close(down[0]), close(down[1]);
		return -1;
	}
	child->served = child->lied = false;
	fflush(NULL); /* what waits in a buffer must not be written twice */
	child->pid = fork();
	if (child->pid == 0) {
		close(down[1]), close(up[0]);
		become_worker(child, task, down[0], up[1]);
	}
	close(down[0]), close(up[1]);
	child->to = down[1];
	child->from = up[0];
	if (child->pid < 0) {
		err_errno(err, "can't make a worker");
		child_close_pipes(child);
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

int child_open(struct child *child, const struct task *task, struct err *err)
{
	size_t largest = task->options.output_max;
	largest = largest > sizeof(struct err) ? largest : sizeof(struct err);
	*child = (struct child){.to = -1, .from = -1};
	buf_init(&child->answer, sizeof(struct work_answer) + largest);
	for (int s = 0; s < WORKER_SLOTS; s++)
		if (!(child->slots[s] = map_slot(task->options.job_max)))
			return err_errno(err, "can't make memory to share with a worker");
	return start(child, task, err);
}

void child_stop(struct child *child)
{
	if (child->to < 0)
		return;
	child_close_pipes(child);
	kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
}

void child_release(struct child *child, const struct task *task)
{
	buf_release(&child->answer);
	for (int s = 0; s < WORKER_SLOTS; s++)
		if (child->slots[s])
			munmap(child->slots[s], task->options.job_max);
}

/* ---- orders ---- */

static int send_order(struct child *child, const struct work_order *order, struct err *err)
{
	/* At most WORKER_SLOTS headers wait in the pipe, so this can't block, and so small a write
	 * is whole or not at all; a dead worker is noticed by its answers' end. */
	ssize_t sent;
	do
		sent = write(child->to, order, sizeof *order);
	while (sent < 0 && errno == EINTR);
	if (sent == sizeof *order || (sent < 0 && errno == EPIPE))
		return 0;
	if (sent >= 0)
		return err_set(err, EXIT_SYSTEM, "an order to a worker was cut short");
	return err_errno(err, "an order to a worker");
}

static unsigned free_slot(const struct child *child)
{
	unsigned taken = 0, slot = 0;
	for (int i = 0; i < child->busy; i++)
		taken |= 1u << child->orders[i].slot;
	while (taken & 1u << slot)
		slot++;
	return slot;
}

char *child_room(const struct child *child)
{
	return child->slots[free_slot(child)];
}

int child_give(struct child *child, const struct job *job, struct turn *turn, struct err *err)
{
	unsigned slot = free_slot(child);
	char *to = child->slots[slot];
	if (job->meta_n)
		memcpy(to, job->meta, job->meta_n);
	if (job->n && job->bytes != to + job->meta_n)
		memcpy(to + job->meta_n, job->bytes, job->n);
	to[job->meta_n + job->n] = '\0';
	if (!child->busy)
		child->since = now_ms();
	struct work_order *order = &child->orders[child->busy];
	*order = (struct work_order){.slot = slot, .meta_n = job->meta_n, .n = job->n};
	child->turns[child->busy++] = turn;
	return send_order(child, order, err);
}

struct turn *child_finish_oldest(struct child *child, const struct task *task)
{
	struct turn *turn = child->turns[0];
	struct work_order order = child->orders[0];
	if (order.meta_n + order.n > LARGE)
		madvise(child->slots[order.slot], task->options.job_max, MADV_REMOVE);
	child->busy--;
	memmove(child->orders, child->orders + 1, sizeof child->orders - sizeof *child->orders);
	memmove(child->turns, child->turns + 1, sizeof child->turns - sizeof *child->turns);
	child->since = now_ms();
	turn->done = true;
	return turn;
}

int child_restart(struct child *child, const struct task *task, struct err *err)
{
	if (start(child, task, err) < 0)
		return -1;
	for (int i = 0; i < child->busy; i++)
		if (send_order(child, &child->orders[i], err) < 0)
			return -1;
	return 0;
}

void child_kill_if_late(struct child *child, const struct task *task)
{
	int64_t patience = (int64_t)worker_patience(&task->options) * 1000;
	if (child->busy && now_ms() - child->since > patience)
		kill(child->pid, SIGKILL);
}
