/* What is read in a confined process can reach no file, and costs itself alone when it crashes;
 * what it counted comes back. */
#include "importers/page/confined.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
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
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
