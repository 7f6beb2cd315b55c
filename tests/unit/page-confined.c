/* What is read in a confined process can reach no file, and costs itself alone when it crashes;
 * what it counted comes back. */
#include "importers/confine/confined.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static struct output output;
static struct ledger ledger;
static int state;

static int run(confined_work *work, struct err *err)
{
	const struct confined confined = {&output, &ledger, &state, sizeof state};
	return confined_run(&confined, "input", work, NULL, err);
}

static int count(void *context, struct err *err)
{
	(void)context;
	state = 7;
	ledger_keep(&ledger, 3);
	return output_write(&output, "row\n", 4, err);
}

static int crash(void *context, struct err *err)
{
	(void)context;
	(void)err;
	ledger_keep(&ledger, 100);
	signal(SIGSEGV, SIG_DFL);
	return raise(SIGSEGV);
}

static int reach(void *context, struct err *err)
{
	(void)context;
	if (open("/etc/passwd", O_RDONLY) >= 0 ||
	    open("/tmp/confined", O_CREAT | O_WRONLY, 0600) >= 0)
		return err_set(err, EXIT_SYSTEM, "a file was reached");
	return 0;
}

static int break_off(void *context, struct err *err)
{
	(void)context;
	return err_set(err, EXIT_SYSTEM, "the disk is full");
}

static void counts_come_back(void **unused)
{
	struct err err = {0};
	(void)unused;
	assert_int_equal(run(count, &err), 0);
	assert_int_equal(ledger.kept, 3);
	assert_int_equal(state, 7);
}

static void a_crash_costs_itself(void **unused)
{
	struct err err = {0};
	(void)unused;
	int64_t kept = ledger.kept, refused = ledger.refused;
	assert_int_equal(run(crash, &err), 0);
	assert_int_equal(ledger.kept, kept);
	assert_int_equal(ledger.refused, refused + 1);
}

static void no_file_is_reached(void **unused)
{
	struct err err = {0};
	(void)unused;
	assert_int_equal(run(reach, &err), 0);
}

static void a_failure_is_told(void **unused)
{
	struct err err = {0};
	(void)unused;
	assert_int_equal(run(break_off, &err), -1);
	assert_string_equal(err.text, "the disk is full");
}

/* A process that was taken over says what it likes. */
static int64_t lies[][2] = {{-1, 0}, {INT64_MAX, 0}, {0, INT64_MIN}, {1, INT64_MAX}};

static int lie(void *context, struct err *err)
{
	const int64_t *counts = context;
	(void)err;
	ledger.kept = counts[0];
	ledger.refused = counts[1];
	memset(&state, 0xFF, sizeof state);
	return 0;
}

static void counts_that_can_not_be_are_refused(void **unused)
{
	(void)unused;
	const struct confined confined = {&output, &ledger, &state, sizeof state};
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct err err = {0};
		int64_t kept = ledger.kept, refused = ledger.refused;
		state = 3;
		assert_int_equal(confined_run(&confined, "input", lie, lies[i], &err), 0);
		assert_int_equal(ledger.kept, kept);
		assert_int_equal(ledger.refused, refused + 1);
		assert_int_equal(state, 3);
	}
}

static int fail_without_end(void *context, struct err *err)
{
	(void)context;
	memset(err, 0xFF, sizeof *err);
	return -1;
}

static void an_error_without_end_has_one(void **unused)
{
	struct err err = {0};
	(void)unused;
	assert_int_equal(run(fail_without_end, &err), -1);
	assert_int_equal(strlen(err.text), sizeof err.text - 1);
	assert_int_equal(strlen(err.file), sizeof err.file - 1);
	assert_int_equal(err.status, EXIT_SYSTEM);
}

/* What is not so: 1, 2, … */
static int look_around(int kept, int other)
{
	static const char bytes[] = "x";
	confined_leave_parent((const int[]){-1, kept}, 2);
	if (fcntl(kept, F_GETFD) < 0)
		return 1;
	if (fcntl(other, F_GETFD) >= 0 || fcntl(kept + 1, F_GETFD) >= 0)
		return 2;
	return write(STDOUT_FILENO, bytes, 1) == 1 ? 0 : 3;
}

static void a_process_beside_has_what_it_keeps(void **unused)
{
	int ends[2], status, other;
	char byte;
	(void)unused;
	other = open("/dev/null", O_RDONLY);
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], ends[1] + 1);
		_exit(look_around(ends[1], other));
	}
	close(ends[1]);
	close(other);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(read(ends[0], &byte, 1), 0); /* its stdout was nobody's */
	close(ends[0]);
}

static int setup(void **unused)
{
	struct err err = {0};
	(void)unused;
	message_start("test", true, false);
	return output_open(&output, "/dev/null", &err) < 0 ||
		ledger_open(&ledger, "rows", NULL, &err) < 0
	    ? -1
	    : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_come_back),
	    cmocka_unit_test(a_crash_costs_itself),
	    cmocka_unit_test(no_file_is_reached),
	    cmocka_unit_test(a_failure_is_told),
	    cmocka_unit_test(counts_that_can_not_be_are_refused),
	    cmocka_unit_test(an_error_without_end_has_one),
	    cmocka_unit_test(a_process_beside_has_what_it_keeps),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
