/* Output is whole or not there, and refusals are counted and kept. */
#include "schema/base/input.h"
#include "schema/base/ledger.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static char path[] = "/tmp/base-output.XXXXXX";

static int set_up(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	return mkdtemp(path) && chdir(path) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	return chdir("/") == 0 && rmdir(path) == 0 ? 0 : -1;
}

static void assert_file(const char *name, const char *text)
{
	struct buf buf = BUF_INIT(1 << 22);
	struct err err = {0};
	assert_int_equal(input_slurp(name, &buf, &err), 0);
	assert_string_equal(buf_text(&buf), text);
	buf_release(&buf);
}

static void write_new(const char *name, const char *text)
{
	struct output output;
	struct err err = {0};
	assert_int_equal(output_open(&output, name, &err), 0);
	assert_int_equal(output_write(&output, text, strlen(text), &err), 0);
	assert_int_equal(output_commit(&output, &err), 0);
	assert_null(output.file);
	assert_null(output.path);
}

static void the_old_file_stays_until_the_new_one_is_whole(void **state)
{
	(void)state;
	struct output output;
	struct err err = {0};
	write_new("out", "old");
	assert_int_equal(output_open(&output, "out", &err), 0);
	assert_int_equal(output_write(&output, "new", 3, &err), 0);
	fflush(output.file);
	assert_file("out", "old");
	assert_int_equal(output_commit(&output, &err), 0);
	assert_file("out", "new");
	assert_int_equal(output_open(&output, "out", &err), 0);
	output_abandon(&output);
	assert_file("out", "new");
	unlink("out"); /* the folder is empty now, or the tear-down fails */
}

static void a_new_file_has_the_modes_of_the_old(void **state)
{
	(void)state;
	struct stat facts;
	umask(022);
	write_new("out", "a");
	assert_int_equal(stat("out", &facts), 0);
	assert_int_equal(facts.st_mode & 07777, 0644);
	chmod("out", 0640);
	write_new("out", "b");
	assert_int_equal(stat("out", &facts), 0);
	assert_int_equal(facts.st_mode & 07777, 0640);
	unlink("out");
}

static void a_link_stays_a_link(void **state)
{
	(void)state;
	struct stat facts;
	write_new("real", "a");
	assert_int_equal(symlink("real", "link"), 0);
	write_new("link", "b");
	assert_int_equal(lstat("link", &facts), 0);
	assert_true(S_ISLNK(facts.st_mode));
	assert_file("real", "b");
	unlink("link");
	unlink("real");
}

static void a_full_disk_is_an_error(void **state)
{
	(void)state;
	struct output output;
	struct err err = {0};
	assert_int_equal(output_open(&output, "/dev/full", &err), 0);
	fputs("by stdio", output.file);
	assert_int_equal(output_commit(&output, &err), -1);
	assert_int_equal(err.status, EXIT_SYSTEM);
	assert_string_equal(err.text, "can't write: No space left on device");
	assert_string_equal(err.file, "/dev/full");
	assert_null(output.file);

	err = (struct err){0};
	assert_int_equal(output_open(&output, "/dev/full", &err), 0);
	for (int i = 0; i < 20000; i++)
		fputs("an error that stdio alone has seen", output.file);
	assert_int_equal(output_commit(&output, &err), -1);
	assert_int_equal(output_open(&output, "missing/out", &err), -1);
	assert_int_equal(output_open(&output, "/dev/null", &err), 0);
	assert_int_equal(output_commit(&output, &err), 0);
}

/* Runs act in a child whose stdout is a pipe without a reader; returns its exit status. */
static int status_of(void (*act)(void))
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		act();
		_exit(77);
	}
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void write_much(void)
{
	struct output output;
	struct err err = {0};
	char bytes[4096] = "";
	if (output_open(&output, NULL, &err) != 0)
		_exit(78);
	for (int i = 0; i < 100; i++) {
		if (output_write(&output, bytes, sizeof bytes, &err) != 0)
			_exit(79);
	}
}

static void write_by_stdio(void)
{
	struct output output;
	struct err err = {0};
	if (output_open(&output, "-", &err) != 0)
		_exit(78);
	for (int i = 0; i < 100000; i++)
		fputs("by stdio", output.file);
	if (output_commit(&output, &err) != 0)
		_exit(79);
}

static void leave_with_5(void)
{
	_exit(5);
}

static void write_with_action(void)
{
	output_on_closed_pipe(leave_with_5);
	write_much();
}

static void leave_in_the_middle(void)
{
	struct output output;
	struct err err = {0};
	if (output_open(&output, "unfinished", &err) != 0)
		_exit(78);
	exit(6);
}

static void a_closed_pipe_ends_in_silence(void **state)
{
	(void)state;
	assert_int_equal(status_of(write_much), 0);
	assert_int_equal(status_of(write_by_stdio), 0);
	assert_int_equal(status_of(write_with_action), 5);
}

static void dying_leaves_nothing_behind(void **state)
{
	(void)state;
	assert_int_equal(status_of(leave_in_the_middle), 6);
	assert_int_equal(
	    access("unfinished", F_OK), -1); /* and the tear-down finds an empty folder */
}

static void refusals_are_kept_as_lines_of_json(void **state)
{
	(void)state;
	struct ledger ledger;
	struct err err = {0};
	message_start("film-test", true, false);
	assert_int_equal(ledger_open(&ledger, "rows", "rejects", &err), 0);
	ledger_keep(&ledger, 3);
	ledger_refuse(&ledger, "a.csv", "12", "a \"bad\" row", "x\\\t\"é\n\x01", 8);
	ledger_refuse(&ledger, "b\xFF", NULL, "not UTF-8", "\xFE\xFF", 2);
	ledger_refuse(&ledger, "c", "", "no bytes", NULL, 0);
	assert_int_equal(ledger.kept, 3);
	assert_int_equal(ledger.refused, 3);
	assert_int_equal(ledger_close(&ledger, NULL, &err), 0);
	assert_int_equal(message_status(), EXIT_REFUSED);
	assert_file("rejects",
	    "{\"program\":\"film-test\",\"input\":\"a.csv\",\"place\":\"12\",\"reason\":\"a "
	    "\\\"bad\\\" row\","
	    "\"text\":\"x\\\\\\t\\\"é\\n\\u0001\"}\n"
	    "{\"program\":\"film-test\",\"input\":\"b\xEF\xBF\xBD\",\"reason\":\"not "
	    "UTF-8\",\"base64\":\"/v8=\"}\n"
	    "{\"program\":\"film-test\",\"input\":\"c\",\"place\":\"\",\"reason\":\"no bytes\"}\n");
	unlink("rejects");
}

static void a_long_reject_is_cut_between_characters(void **state)
{
	(void)state;
	size_t n = LEDGER_TEXT + 9;
	char *bytes = malloc(n + 1);
	struct ledger ledger;
	struct err err = {0};
	struct buf buf = BUF_INIT(4 << 20);
	memset(bytes, 'x', n);
	memcpy(bytes + LEDGER_TEXT - 1, "é", 2);
	assert_int_equal(ledger_open(&ledger, "rows", "rejects", &err), 0);
	ledger_refuse(&ledger, "a", NULL, "long", bytes, n);
	assert_int_equal(ledger_close(&ledger, NULL, &err), 0);
	assert_int_equal(input_slurp("rejects", &buf, &err), 0);
	static const char end[] = "xxx\",\"cut\":true}\n";
	assert_string_equal(buf.at + buf.n - strlen(end), end);
	assert_true(buf.n > LEDGER_TEXT && buf.n < LEDGER_TEXT + 100);
	unlink("rejects");
	buf_release(&buf);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_old_file_stays_until_the_new_one_is_whole),
	    cmocka_unit_test(a_new_file_has_the_modes_of_the_old),
	    cmocka_unit_test(a_link_stays_a_link),
	    cmocka_unit_test(a_full_disk_is_an_error),
	    cmocka_unit_test(a_closed_pipe_ends_in_silence),
	    cmocka_unit_test(dying_leaves_nothing_behind),
	    cmocka_unit_test(refusals_are_kept_as_lines_of_json),
	    cmocka_unit_test(a_long_reject_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
