/*
 * answers: see answers.h. A worker holds hostile bytes, so that what it says is looked at before it
 * is believed.
 */
#include "importers/confine/answers.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 64 << 10 };

/* A worker holds hostile bytes: what it says may be no answer at all. */
static bool makes_sense(
    const struct task *task, const struct child *child, const struct work_answer *head)
{
	return child->busy > 0 && head->refused <= 1 &&
	    (head->refused ? head->n == sizeof(struct err) : head->n <= task->options.output_max);
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
    const struct task *task, struct child *child, const struct work_answer *head, const char *at)
{
	struct turn *turn = child_finish_oldest(child, task);
	child->served = true;
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
static void take_answers(const struct task *task, struct child *child)
{
	struct buf *got = &child->answer;
	struct work_answer head;
	size_t at = 0;
	while (got->n - at >= sizeof head) {
		memcpy(&head, got->at + at, sizeof head);
		bool sense = makes_sense(task, child, &head);
		if (sense && got->n - at - sizeof head < head.n)
			break;
		const char *body = got->at + at + sizeof head;
		if (!sense || (!head.refused && !is_text(body, head.n))) {
			child->lied = true;
			kill(child->pid, SIGKILL); /* its pipe's end tells the rest */
			buf_clear(got);
			return;
		}
		take_answer(task, child, &head, body);
		at += sizeof head + head.n;
	}
	memmove(got->at, got->at + at, got->n - at);
	got->n -= at;
}

static void say_how_it_ended(const struct task *task, const struct child *child,
    const struct work_order *order, int status, struct err *err)
{
	if (child->lied)
		err_set(err, EXIT_REFUSED, "crashed the parser (its answer makes no sense)");
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
		err_set(err, EXIT_REFUSED, "took more than %d s of CPU", task->options.cpu_seconds);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		err_set(err, EXIT_REFUSED, "took more than %d s, or was killed",
		    worker_patience(&task->options));
	else if (WIFSIGNALED(status))
		err_set(err, EXIT_REFUSED, "crashed the parser (signal %d)", WTERMSIG(status));
	else if (WEXITSTATUS(status) == WORKER_NO_MEMORY)
		err_set(err, EXIT_REFUSED, "needs more memory than %zu MB",
		    worker_limit(&task->options, order->n) >> 20);
	else
		err_set(err, EXIT_REFUSED, "ended the parser (status %d)", WEXITSTATUS(status));
}

/* The worker is gone: its oldest page is refused, a new worker gets the others. One that only
 * closed its pipe would be waited for without end; one that has exited keeps its status. */
static int replace(const struct task *task, struct child *child, struct err *err)
{
	int status = 0;
	child_close_pipes(child);
	kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	buf_clear(&child->answer);
	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_PIPE)
		return err_set(err, EXIT_SYSTEM, "a worker could not use its pipe");
	if (!child->busy && !child->served && !child->lied)
		return err_set(err, EXIT_SYSTEM, "a worker could not start (status %d)", status);
	if (child->busy) {
		struct work_order order = child->orders[0];
		struct turn *turn = child_finish_oldest(child, task);
		say_how_it_ended(task, child, &order, status, &turn->err);
	}
	return child_restart(child, task, err);
}

int answers_read(const struct task *task, struct child *child, struct err *err)
{
	char *room = buf_room(&child->answer, READ_SIZE);
	size_t size = READ_SIZE;
	if (!room) { /* near the maximum: the rest of the answer, which is known to fit */
		child->answer.overflow = false;
		size = child->answer.max - child->answer.n;
		room = buf_room(&child->answer, size);
	}
	ssize_t got = read(child->from, room, size);
	if (got < 0)
		return errno == EINTR ? 0 : err_errno(err, "a worker's answer");
	if (got == 0)
		return replace(task, child, err);
	buf_grown(&child->answer, (size_t)got);
	take_answers(task, child);
	return 0;
}
