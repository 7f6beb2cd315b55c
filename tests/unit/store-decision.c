/* decision: lines that are decisions, lines that are none, and why. */
#include "schema/store/evidence/decision.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;
static struct decision decision;
static struct err err;

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 20);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int read_line(const char *line)
{
	return decision_read(&arena, line, strlen(line), &decision, &err);
}

static void two_films_stand_in_bytewise_order(void **state)
{
	(void)state;
	assert_int_equal(read_line("2026-11-22  same  imdb:tt2\timdb:tt1\r"), 1);
	assert_string_equal(decision.line, "2026-11-22 same imdb:tt1 imdb:tt2");
	const char *subject = decision.subject;
	assert_int_equal(read_line("2026-12-01 open imdb:tt1 imdb:tt2"), 1);
	assert_string_equal(decision.subject, subject);
	assert_int_equal(read_line("2026-12-01 differ imdb:tt1 imdb:tt3"), 1);
	assert_string_not_equal(decision.subject, subject);
}

static void a_page_alone_is_its_first_film(void **state)
{
	(void)state;
	assert_int_equal(read_line("2026-11-22 same https://a.example/ https://b.example/#2"), 1);
	assert_string_equal(
	    decision.line, "2026-11-22 same https://a.example/#1 https://b.example/#2");
	assert_int_equal(read_line("2026-11-22 same imdb:tt1 form||x|1999"), 1);
	assert_string_equal(decision.line, "2026-11-22 same form||x|1999 imdb:tt1");
	assert_int_equal(read_line("2026-11-22 same https://a.example/ https://a.example/#1"), -1);
}

static void words_with_spaces_or_quotes_round_trip(void **state)
{
	(void)state;
	assert_int_equal(
	    read_line("2026-11-22 differ \"form||The \"\"Long\"\" Tunnel|2021\" a#1"), 1);
	assert_string_equal(decision.b, "form||The \"Long\" Tunnel|2021");
	assert_string_equal(
	    decision.line, "2026-11-22 differ a#1 \"form||The \"\"Long\"\" Tunnel|2021\"");
	const char *line = decision.line;
	assert_int_equal(read_line(line), 1);
	assert_string_equal(decision.line, line);
}

static void ballots_and_verdicts_name_a_choice(void **state)
{
	(void)state;
	assert_int_equal(read_line("2026-11-22T10:00:00+02:00 ballot 9006 favorite"), 1);
	assert_string_equal(decision.date, "2026-11-22T08:00:00Z");
	assert_int_equal(decision.verb, DECISION_BALLOT);
	assert_int_equal(read_line("2026-11-22 verdict https://a.example/ auto"), 1);
	assert_int_equal(read_line("2026-11-22 ballot 9006 maybe"), -1);
	assert_string_equal(err.text, "'maybe' is none of favorite, unfavorite, none, auto");
}

static void blank_lines_and_remarks_are_nothing(void **state)
{
	(void)state;
	assert_int_equal(read_line(""), 0);
	assert_int_equal(read_line("  \r"), 0);
	assert_int_equal(read_line("# 2026-11-22 same a b"), 0);
}

static void what_is_no_decision_is_refused_with_its_reason(void **state)
{
	(void)state;
	assert_int_equal(read_line("same a b"), -1);
	assert_string_equal(err.text, "'same' is no date (YYYY-MM-DD)");
	assert_int_equal(read_line("2026 same a b"), -1);
	assert_int_equal(read_line("2026-02-30 same a b"), -1);
	assert_int_equal(read_line("2026-11-22"), -1);
	assert_int_equal(read_line("2026-11-22 maybe a b"), -1);
	assert_string_equal(err.text, "'maybe' is none of same, differ, open, ballot, verdict");
	assert_int_equal(read_line("2026-11-22 same a"), -1);
	assert_int_equal(read_line("2026-11-22 same a a"), -1);
	assert_string_equal(err.text, "both films are 'a'");
	assert_int_equal(read_line("2026-11-22 same a b c"), -1);
	assert_int_equal(read_line("2026-11-22 same a b c d e"), -1);
	assert_int_equal(read_line("2026-11-22 same \"a b"), -1);
	assert_int_equal(read_line("2026-11-22 same \"a\"b c"), -1);
	assert_int_equal(read_line("2026-11-22 same a \xff"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(two_films_stand_in_bytewise_order),
	    cmocka_unit_test(a_page_alone_is_its_first_film),
	    cmocka_unit_test(words_with_spaces_or_quotes_round_trip),
	    cmocka_unit_test(ballots_and_verdicts_name_a_choice),
	    cmocka_unit_test(blank_lines_and_remarks_are_nothing),
	    cmocka_unit_test(what_is_no_decision_is_refused_with_its_reason),
	};
	return cmocka_run_group_tests(tests, start, close_all);
}
