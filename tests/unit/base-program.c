/* The shared driver: each case runs in a child, of which stdout, stderr and the exit status are
 * looked at. */
#include "schema/base/buf.h"
#include "schema/base/program.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

struct test_options {
	bool all;
	const char *format;
	int64_t top;
	double share;
	struct option_list genres, people;
};

static const struct option_spec options[] = {
    {'a', "all", NULL, OPTION_FLAG, offsetof(struct test_options, all), "show all"},
    {'f', "format", "FORMAT", OPTION_TEXT, offsetof(struct test_options, format),
	"how it is written, which takes so many words to explain that they do not fit into one "
	"line of a "
	"hundred columns, csv or json"},
    {'t', "top", "N", OPTION_NUMBER, offsetof(struct test_options, top), "only the first N"},
    {0, "share", "X", OPTION_DECIMAL, offsetof(struct test_options, share), "the least share"},
    {0, "genre", "NAME", OPTION_LIST, offsetof(struct test_options, genres),
	"only this genre; repeatable"},
    {'p', "person", "NAME", OPTION_LIST, offsetof(struct test_options, people), "only this person"},
    {0},
};
static const struct program program = {
    "film-test", "DB [-- COMMAND …]", "Tests the driver.", options, "film-test -t 3 films.db"};

/* Runs in the child: prints what was read, and ends. */
static void run(int argc, char **argv)
{
	struct test_options into = {.format = "csv"};
	char **operands = program_start(&program, argc, argv, &into);
	printf("all=%d format=%s top=%" PRId64 " share=%g", into.all, into.format, into.top,
	    into.share);
	for (size_t i = 0; i < into.genres.n; i++)
		printf(" genre=%s", into.genres.at[i]);
	for (size_t i = 0; i < into.people.n; i++)
		printf(" person=%s", into.people.at[i]);
	for (; *operands; operands++)
		printf(" %s", *operands);
	printf("%s\n", message_is_quiet() ? " quiet" : "");
	message_detail(NULL, "a detail");
	fflush(stdout);
	_exit(message_status());
}

static void collect(int fd, struct buf *buf)
{
	ssize_t got;
	while ((got = read(fd, buf_room(buf, 4096), 4096)) > 0)
		buf_grown(buf, (size_t)got);
	close(fd);
}

/* The arguments are words of a line. Returns the exit status. */
static int call(const char *line, struct buf *out, struct buf *errors)
{
	char words[256], *argv[32], *rest = words;
	int argc = 0, ends[2][2], status;
	snprintf(words, sizeof words, "/usr/bin/film-test %s", line);
	while ((argv[argc] = strsep(&rest, " ")))
		argc += *argv[argc] != '\0';
	assert_int_equal(pipe(ends[0]) | pipe(ends[1]), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[0][1], STDOUT_FILENO);
		dup2(ends[1][1], STDERR_FILENO);
		run(argc, argv);
	}
	close(ends[0][1]);
	close(ends[1][1]);
	buf_clear(out);
	buf_clear(errors);
	collect(ends[0][0], out);
	collect(ends[1][0], errors);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void options_fill_the_struct_in_any_order(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
	    {"", "all=0 format=csv top=0 share=0\n"},
	    {"x -a y", "all=1 format=csv top=0 share=0 x y\n"},
	    {"-fjson -t3 --share=0.5 x", "all=0 format=json top=3 share=0.5 x\n"},
	    {"--format a --format b", "all=0 format=b top=0 share=0\n"},
	    {"--genre D -p A x --genre=C -p B",
		"all=0 format=csv top=0 share=0 genre=D genre=C person=A person=B x\n"},
	    {"-qv - x", "all=0 format=csv top=0 share=0 - x quiet\n", "film-test: a detail\n"},
	    {"db -- cmd -a --top x", "all=0 format=csv top=0 share=0 db cmd -a --top x\n"},
	    {"-a -- -x", "all=1 format=csv top=0 share=0 -x\n"},
	    {"-f -- x y", "all=0 format=-- top=0 share=0 x y\n"},
	    {"x --", "all=0 format=csv top=0 share=0 x\n"},
	    {"--form=json", "all=0 format=json top=0 share=0\n"},
	};
	struct buf out = BUF_INIT(1 << 16), errors = BUF_INIT(1 << 16);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(call(rows[i][0], &out, &errors), 0);
		assert_string_equal(buf_text(&out), rows[i][1]);
		assert_string_equal(buf_text(&errors), rows[i][2] ? rows[i][2] : "");
	}
	buf_release(&out);
	buf_release(&errors);
}

static void a_wrong_call_is_one_line_and_status_2(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
	    {"--wrong", "there is no option '--wrong' (or it is ambiguous)"},
	    {"-z", "there is no option '-z'"},
	    {"x --top", "--top needs a value (N)"},
	    {"-t", "--top needs a value (N)"},
	    {"--all=1", "--all takes no value"},
	    {"--top=x", "--top: 'x' is not a whole number"},
	    {"--top -1", "--top: '-1' is not a whole number"},
	    {"--share 1,5", "--share: '1,5' is not a number"},
	};
	struct buf out = BUF_INIT(1 << 16), errors = BUF_INIT(1 << 16);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char line[256];
		snprintf(line, sizeof line, "film-test: %s (try 'film-test --help')\n", rows[i][1]);
		assert_int_equal(call(rows[i][0], &out, &errors), EXIT_USAGE);
		assert_string_equal(buf_text(&errors), line);
		assert_string_equal(buf_text(&out), "");
	}
	buf_release(&out);
	buf_release(&errors);
}

static void help_comes_from_the_table(void **state)
{
	(void)state;
	struct buf out = BUF_INIT(1 << 16), errors = BUF_INIT(1 << 16);
	assert_int_equal(call("x --help -a", &out, &errors), 0);
	assert_string_equal(buf_text(&out),
	    "usage: film-test [OPTION …] DB [-- COMMAND …]\n"
	    "Tests the driver.\n"
	    "\n"
	    "  -a, --all            show all\n"
	    "  -f, --format=FORMAT  how it is written, which takes so many words to explain that "
	    "they do not fit\n"
	    "                       into one line of a hundred columns, csv or json\n"
	    "  -t, --top=N          only the first N\n"
	    "      --share=X        the least share\n"
	    "      --genre=NAME     only this genre; repeatable\n"
	    "  -p, --person=NAME    only this person\n"
	    "  -h, --help           print this help and exit\n"
	    "  -V, --version        print the version and exit\n"
	    "  -q, --quiet          say nothing unless something was refused or failed\n"
	    "  -v, --verbose        say more about what is done\n"
	    "\n"
	    "example: film-test -t 3 films.db\n");
	assert_int_equal(call("-V", &out, &errors), 0);
	assert_string_equal(buf_text(&out), "film-test " FILMTALLY_VERSION "\n");
	buf_release(&out);
	buf_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_fill_the_struct_in_any_order),
	    cmocka_unit_test(a_wrong_call_is_one_line_and_status_2),
	    cmocka_unit_test(help_comes_from_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
