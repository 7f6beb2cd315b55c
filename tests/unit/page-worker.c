/* page-worker: one bad page among a thousand costs itself alone, and the order is kept. */
#include "importers/confine/worker.h"
#include "importers/confine/worker_process.h"
#include "schema/base/arena.h"
#include "schema/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct seen {
	size_t next; /* the ticket that must come */
	int kept, refused;
	char reasons[8][540];
};

static void done(void *context, void *ticket, const char *bytes, size_t n, const struct err *err)
{
	struct seen *seen = context;
	assert_int_equal((size_t)(uintptr_t)ticket, seen->next++);
	if (err) {
		assert_true(seen->refused < 8);
		snprintf(seen->reasons[seen->refused++], sizeof *seen->reasons, "%zu: %s",
		    seen->next - 1, err->text);
		return;
	}
	char want[40];
	snprintf(want, sizeof want, "page %zu ", seen->next - 1);
	assert_true(n >= strlen(want) && !memcmp(bytes, want, strlen(want)));
	seen->kept++;
}

/* ---- a worker that was taken over ---- */

/* The pipe to the parent: whoever has taken over a worker finds it. */
static int pipe_to_parent(void)
{
	struct stat about;
	for (int fd = 3; fd < 1024; fd++)
		if (fstat(fd, &about) == 0 && S_ISFIFO(about.st_mode) &&
		    (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
			return fd;
	return -1;
}

static void say(const void *bytes, size_t n)
{
	(void)!write(pipe_to_parent(), bytes, n);
}

static void say_head(unsigned refused, size_t n)
{
	const struct work_answer head = {.refused = refused, .n = n};
	say(&head, sizeof head);
}

/* What such a worker may say; it does not end by itself. */
static void lie(char how)
{
	struct err err;
	switch (how) {
	case '1': /* neither refused nor not */
		say_head(7, 4);
		break;
	case '2': /* more than there is memory */
		say_head(0, SIZE_MAX);
		break;
	case '3': /* more than an answer may have */
		say_head(0, worker_defaults.output_max + 1);
		break;
	case '4': /* a refusal that is no err */
		say_head(1, 3);
		break;
	case '5': /* what drives a terminal */
		say_head(0, 8);
		say("\033[2Jpwn\n", 8);
		break;
	case '6': /* nothing more at all */
		close(pipe_to_parent());
		break;
	case '7': /* an error without an end, whose status is none */
		memset(&err, 0xFF, sizeof err);
		say_head(1, sizeof err);
		say(&err, sizeof err);
		break;
	}
	for (;;)
		sleep(1000);
}

/* Pages of this test begin with what they do. */
static int work(void *context, const struct job *job, struct buf *out, struct err *err)
{
	struct arena arena;
	arena_init(&arena, worker_memory(job));
	arena.full = worker_no_memory;
	(void)context;
	switch (job->n ? job->bytes[0] : '\0') {
	case 'C':
		signal(SIGSEGV, SIG_DFL); /* cmocka has a handler of its own */
		raise(SIGSEGV);
		break;
	case 'H':
		for (volatile unsigned i = 0;; i++)
			;
	case 'M':
		for (;;)
			arena_take(&arena, 1 << 20);
	case 'R':
		return err_set(err, EXIT_REFUSED, "is no page");
	case 'L': /* an answer that no pipe holds */
		buf_add_format(out, "page %.*s ", (int)job->meta_n, job->meta);
		for (int i = 0; i < 100000; i++)
			buf_add_text(out, "0123456789");
		return 0;
	case 'T':
		lie(job->bytes[1]);
		break;
	case 'Z': /* says more than it was asked */
		buf_add_format(out, "page %.*s and", (int)job->meta_n, job->meta);
		say_head(0, out->n);
		say(out->at, out->n);
		return 0;
	default:
		break;
	}
	assert_int_equal(job->bytes[job->n], '\0');
	buf_add_format(out, "page %.*s of %zu", (int)job->meta_n, job->meta, job->n);
	arena_release(&arena);
	return 0;
}

static struct worker_options options(int n)
{
	struct worker_options options = worker_defaults;
	options.workers = n;
	options.cpu_seconds = 1;
	options.job_max = 1 << 20;
	return options;
}

static void submit(struct workers *workers, size_t number, const char *bytes, size_t n)
{
	struct err err = {0};
	char meta[24];
	snprintf(meta, sizeof meta, "%zu", number);
	struct job job = {meta, strlen(meta), bytes, n};
	assert_int_equal(workers_submit(workers, &job, (void *)(uintptr_t)number, &err), 0);
}

static void run_a_thousand(int n)
{
	struct err err = {0};
	struct seen seen = {0};
	struct worker_options chosen = options(n);
	static char page[50000];
	struct workers *workers = workers_start(&chosen, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	for (size_t i = 0; i < 1000; i++) {
		memset(page, 'x', sizeof page);
		page[0] = i == 100 ? 'C' : i == 101 ? 'H' : i == 600 ? 'M' : 'x';
		submit(workers, i, page, (i * 7919) % sizeof page + 1);
	}
	assert_int_equal(workers_finish(workers, &err), 0);
	assert_int_equal(seen.kept, 997);
	assert_int_equal(seen.refused, 3);
	assert_string_equal(seen.reasons[0], "100: crashed the parser (signal 11)");
	assert_string_equal(seen.reasons[1], "101: took more than 1 s of CPU");
	assert_string_equal(seen.reasons[2], "600: needs more memory than 16 MB");
}

static void bad_pages_cost_themselves_alone(void **state)
{
	(void)state;
	run_a_thousand(1);
	run_a_thousand(3);
}

static void refusals_keep_their_place(void **state)
{
	(void)state;
	struct err err = {0}, why = {0};
	struct seen seen = {0};
	struct worker_options chosen = options(2);
	struct workers *workers = workers_start(&chosen, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	err_set(&why, EXIT_REFUSED, "can't be opened");
	submit(workers, 0, "x", 1);
	assert_int_equal(workers_refuse(workers, (void *)1, &why, &err), 0);
	submit(workers, 2, "", 0);
	submit(workers, 3, "R", 1);
	char *large = calloc(1, 1 << 20);
	submit(workers, 4, large, 1 << 20);
	free(large);
	submit(workers, 5, "x", 1);
	assert_int_equal(workers_finish(workers, &err), 0);
	assert_int_equal(seen.kept, 3);
	assert_string_equal(seen.reasons[0], "1: can't be opened");
	assert_string_equal(seen.reasons[1], "3: is no page");
	assert_string_equal(seen.reasons[2], "4: is larger than 1 MB");
}

static void large_answers_pass(void **state)
{
	(void)state;
	struct err err = {0};
	struct seen seen = {0};
	struct worker_options chosen = options(2);
	struct workers *workers = workers_start(&chosen, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	for (size_t i = 0; i < 200; i++)
		submit(workers, i, "L", 1);
	assert_int_equal(workers_finish(workers, &err), 0);
	assert_int_equal(seen.kept, 200);
	assert_int_equal(seen.refused, 0);
}

static void answers_have_a_limit(void **state)
{
	(void)state;
	struct err err = {0};
	struct seen seen = {0};
	struct worker_options chosen = options(1);
	chosen.output_max = 1000;
	struct workers *workers = workers_start(&chosen, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	submit(workers, 0, "L", 1);
	submit(workers, 1, "x", 1);
	assert_int_equal(workers_finish(workers, &err), 0);
	assert_int_equal(seen.kept, 1);
	assert_string_equal(seen.reasons[0], "0: its records are larger than 0 MB");
}

static void lies_cost_themselves_alone(void **state)
{
	(void)state;
	struct err err = {0};
	struct seen seen = {0};
	struct worker_options chosen = options(1);
	char page[] = "T0";
	struct workers *workers = workers_start(&chosen, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	for (size_t i = 0; i < 6; i++) {
		page[1]++;
		submit(workers, 2 * i, page, 2);
		submit(workers, 2 * i + 1, "x", 1);
	}
	assert_int_equal(workers_finish(workers, &err), 0);
	assert_int_equal(seen.kept, 6);
	assert_int_equal(seen.refused, 6);
	for (int i = 0; i < 5; i++)
		assert_non_null(strstr(seen.reasons[i], "its answer makes no sense"));
	assert_string_equal(seen.reasons[5], "10: took more than 10 s, or was killed");
}

/* A lone page, from a worker that says too much. */
static void ask_alone(const char *page, struct seen *seen)
{
	struct err err = {0};
	struct worker_options chosen = options(1);
	struct workers *workers = workers_start(&chosen, work, NULL, done, seen, &err);
	assert_non_null(workers);
	submit(workers, 0, page, strlen(page));
	assert_int_equal(workers_finish(workers, &err), 0);
}

static void an_error_without_end_has_one(void **state)
{
	(void)state;
	struct err err;
	struct seen seen = {0};
	ask_alone("T7", &seen);
	assert_int_equal(seen.refused, 1);
	assert_int_equal(strlen(seen.reasons[0]), strlen("0: ") + sizeof err.text - 1);
}

static void answers_nobody_asked_for_are_none(void **state)
{
	(void)state;
	struct seen seen = {0};
	ask_alone("Z", &seen);
	assert_int_equal(seen.kept, 1);
}

static void no_work_is_fine(void **state)
{
	(void)state;
	struct err err = {0};
	struct seen seen = {0};
	struct workers *workers = workers_start(&worker_defaults, work, NULL, done, &seen, &err);
	assert_non_null(workers);
	assert_int_equal(workers_finish(workers, &err), 0);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	const struct CMUnitTest tests[] = {
	    {"bad-pages-cost-themselves-alone", bad_pages_cost_themselves_alone, NULL, NULL, NULL},
	    {"refusals-keep-their-place", refusals_keep_their_place, NULL, NULL, NULL},
	    {"large-answers-pass", large_answers_pass, NULL, NULL, NULL},
	    {"answers-have-a-limit", answers_have_a_limit, NULL, NULL, NULL},
	    {"lies-cost-themselves-alone", lies_cost_themselves_alone, NULL, NULL, NULL},
	    {"an-error-without-end-has-one", an_error_without_end_has_one, NULL, NULL, NULL},
	    {"answers-nobody-asked-for-are-none", answers_nobody_asked_for_are_none, NULL, NULL,
		NULL},
	    {"no-work-is-fine", no_work_is_fine, NULL, NULL, NULL},
	};
	return cmocka_run_group_tests_name("page-worker", tests, NULL, NULL);
}
