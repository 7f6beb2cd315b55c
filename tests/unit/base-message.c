/* Messages: one form, harmless to a terminal, and the worst status is kept. */
#include "schema/base/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* What act says on stderr. */
static const char *said(void (*act)(void))
{
	static char text[4096];
	int ends[2], kept = dup(STDERR_FILENO);
	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	act();
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[1]);
	ssize_t n = read(ends[0], text, sizeof text - 1);
	close(ends[0]);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

static void say_error(void)
{
	struct err err = {0};
	err_set(&err, EXIT_REFUSED, "a \"%s\" label", "new\nline\x1B[2J");
	err_at(&err, "page\x9B.html", 12);
	err_at(&err, "another", 13);
	message_err(&err);
}

static void say_errno(void)
{
	struct err err = {0};
	errno = ENOSPC;
	err_errno(&err, "can't write %s", "films");
	message_err(&err);
}

static void say_notes(void)
{
	message_note("a", "note %d", 1);
	message_detail(NULL, "detail");
}

static void a_message_has_one_harmless_form(void **state)
{
	(void)state;
	message_start("film-test", false, false);
	assert_string_equal(
	    said(say_error), "film-test: page\\x9b.html:12: a \"new\\x0aline\\x1b[2J\" label\n");
	assert_int_equal(message_status(), EXIT_REFUSED);
	assert_string_equal(
	    said(say_errno), "film-test: can't write films: No space left on device\n");
	assert_int_equal(message_status(), EXIT_SYSTEM);
}

static void quiet_and_verbose_choose_what_is_said(void **state)
{
	(void)state;
	message_start("film-test", false, false);
	assert_string_equal(said(say_notes), "film-test: a: note 1\n");
	message_start("film-test", true, false);
	assert_string_equal(said(say_notes), "");
	message_start("film-test", false, true);
	assert_string_equal(said(say_notes), "film-test: a: note 1\nfilm-test: detail\n");
}

static void the_worst_status_is_kept(void **state)
{
	(void)state;
	message_raise(EXIT_LOCKED);
	assert_int_equal(message_status(), EXIT_SYSTEM);
	message_raise(EXIT_DONE);
	assert_int_equal(message_status(), EXIT_SYSTEM);
}

/* A process that read hostile bytes may say anything. */
static void what_another_process_gave_can_be_told(void **state)
{
	(void)state;
	struct err err;
	memset(&err, 'x', sizeof err);
	err_received(&err);
	assert_int_equal(strlen(err.file), sizeof err.file - 1);
	assert_int_equal(strlen(err.text), sizeof err.text - 1);
	assert_int_equal(err.status, EXIT_SYSTEM);
	memset(&err, 0, sizeof err);
	err.status = EXIT_REFUSED;
	err_received(&err);
	assert_int_equal(err.status, EXIT_REFUSED);
	message_raise((enum exit_status)1000000);
	assert_int_equal(message_status(), EXIT_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_has_one_harmless_form),
	    cmocka_unit_test(quiet_and_verbose_choose_what_is_said),
	    cmocka_unit_test(the_worst_status_is_kept),
	    cmocka_unit_test(what_another_process_gave_can_be_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
