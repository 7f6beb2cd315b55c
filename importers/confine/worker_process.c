/*
 * worker_process: see worker_process.h. Limits are set anew for each page: CPU by a timer whose
 * signal ends the process, memory by the arena's maximum and, for what is not in the arena, by the
 * kernel's limit on data.
 */
#include "importers/confine/worker_process.h"
#include "importers/confine/confined.h"
#include "importers/confine/sandbox.h"
#include "schema/base/buf.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

/* Sanitizers keep terabytes of shadow memory: no limit on data can be set. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LIMITS_DATA 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define LIMITS_DATA 0
#endif
#endif
#ifndef LIMITS_DATA
#define LIMITS_DATA 1
#endif

enum {
	OWN_DATA = 32 << 20
}; /* what libraries and tables take before the first page, and then some */

static struct worker_options limits;

size_t worker_limit(const struct worker_options *options, size_t n)
{
	return options->memory_base + (size_t)options->memory_factor * n;
}

int worker_patience(const struct worker_options *options)
{
	enum { FACTOR = 10 };
	return options->cpu_seconds * FACTOR;
}

size_t worker_memory(const struct job *job)
{
	return worker_limit(&limits, job->n);
}

void worker_no_memory(size_t max)
{
	(void)max;
	_exit(WORKER_NO_MEMORY);
}

static void no_memory(void)
{
	_exit(WORKER_NO_MEMORY);
}

static void limit_cpu(int seconds)
{
	struct itimerval timer = {.it_value = {.tv_sec = seconds}};
	setitimer(ITIMER_PROF, &timer, NULL); /* SIGPROF ends the process */
}

static void limit_data(size_t n)
{
	struct rlimit limit;
	if (!LIMITS_DATA || getrlimit(RLIMIT_DATA, &limit) < 0)
		return;
	rlim_t most = OWN_DATA + limits.output_max + worker_limit(&limits, n);
	limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
	setrlimit(RLIMIT_DATA, &limit);
}

static bool read_all(int fd, void *to, size_t n)
{
	char *at = to;
	while (n) {
		ssize_t got = read(fd, at, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			_exit(WORKER_NO_PIPE);
		if (got == 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

/* Head and body in one call when the pipe has the room. */
static void answer(int fd, unsigned refused, const void *bytes, size_t n)
{
	struct work_answer head = {.refused = refused, .n = n};
	struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, n}};
	size_t left = sizeof head + n;
	while (left) {
		ssize_t put = writev(fd, parts, 2);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) /* the parent is gone, or its pipe has failed */
			_exit(put < 0 && errno == EPIPE ? EXIT_DONE : WORKER_NO_PIPE);
		left -= (size_t)put;
		for (int i = 0; i < 2; i++) {
			size_t step =
			    (size_t)put < parts[i].iov_len ? (size_t)put : parts[i].iov_len;
			parts[i].iov_base = (char *)parts[i].iov_base + step;
			parts[i].iov_len -= step;
			put -= (ssize_t)step;
		}
	}
}

static void work_on(struct worker_process *process, const struct work_order *order, struct buf *out)
{
	char *slot = process->slots[order->slot];
	struct job job = {slot, order->meta_n, slot + order->meta_n, order->n};
	struct err err = {0};
	buf_clear(out);
	limit_data(order->n);
	limit_cpu(limits.cpu_seconds);
	int refused = process->work(process->context, &job, out, &err);
	limit_cpu(0);
	if (!refused && out->overflow)
		refused = err_set(&err, EXIT_REFUSED, "its records are larger than %zu MB",
		    limits.output_max >> 20);
	if (refused)
		answer(process->out, 1, &err, sizeof err);
	else
		answer(process->out, 0, buf_text(out), out->n);
}

/* What one page gave back serves the next one, rather than going back to the kernel. */
static void keep_memory(void)
{
	enum { KEPT = 8 << 20 };
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, KEPT);
}

void worker_process_run(struct worker_process *process)
{
	struct err err = {0};
	struct work_order order;
	struct buf out = BUF_INIT(process->options.output_max);
	limits = process->options;
	signal(SIGPROF, SIG_DFL);
	memory_on_failure(no_memory);
	keep_memory();
	confined_leave_parent((const int[]){process->in, process->out}, 2);
	if (sandbox_enter(&err) < 0) {
		message_err(&err);
		_exit(EXIT_SYSTEM);
	}
	while (read_all(process->in, &order, sizeof order))
		work_on(process, &order, &out);
	_exit(EXIT_DONE);
}
