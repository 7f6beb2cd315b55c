/* identity and romanise: hand-made cases, each with the reason for what is expected. */
#include "schema/store/films/identity.h"
#include "schema/store/names/romanise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define NAMES(...)                                                                                 \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define COUNT(...) (sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
#define TITLES(...) .titles = NAMES(__VA_ARGS__), .titles_n = COUNT(__VA_ARGS__)
#define IDS(...) .ids = NAMES(__VA_ARGS__), .ids_n = COUNT(__VA_ARGS__)
#define DIRECTOR(...)                                                                              \
	.directors = NAMES(__VA_ARGS__), .directors_n = COUNT(__VA_ARGS__),                        \
	.people = NAMES(__VA_ARGS__), .people_n = COUNT(__VA_ARGS__)

static struct arena arena;
static struct identity_result result;

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 24);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void resolve(const struct identity_mention *mentions, size_t n)
{
	identity_resolve(&arena, mentions, n, NULL, 0, &result);
}

/* The edge of a rule between two mentions; fails when there is none. */
static const struct identity_edge *edge(size_t a, size_t b, enum identity_rule rule)
{
	list_each (struct identity_edge, it, &result.edges)
		if (it->a == a && it->b == b && it->rule == rule)
			return it;
	fail_msg("no edge of rule %s between %zu and %zu", identity_rule_name(rule), a, b);
	return NULL;
}

static void remakes_ten_years_apart_are_two_films(void **state)
{
	(void)state;
	resolve((struct identity_mention[]){{.key = "a#1", .year = 2003, TITLES("oldboy")},
		    {.key = "b#1", .year = 2013, TITLES("oldboy")}},
	    2);
	assert_int_equal(result.film[1], 1);
}

static void a_shared_id_is_one_film_whatever_the_title(void **state)
{
	(void)state;
	resolve(
	    (struct identity_mention[]){
		{.key = "a#1", .year = 2017, TITLES("closeness"), IDS("imdb:tt1")},
		{.key = "b#1", .year = 2019, TITLES("tesnota"), IDS("imdb:tt1", "movielens:7")},
		{.key = "c", IDS("movielens:7")}},
	    3);
	assert_int_equal(result.film[1], 0);
	assert_int_equal(result.film[2], 0);
}

static void two_ids_of_one_scheme_never_merge(void **state)
{
	(void)state;
	resolve(
	    (struct identity_mention[]){{.key = "a#1", .year = 2017, TITLES("x"), IDS("imdb:tt1")},
		{.key = "b#1", .year = 2017, TITLES("x"), IDS("imdb:tt2")},
		{.key = "c#1", .year = 2017, TITLES("x")}},
	    3);
	assert_int_equal(result.film[1], 1);
	assert_int_equal(result.film[2], 2); /* it could be either */
	assert_int_equal(edge(0, 2, IDENTITY_TITLE_YEAR)->why, IDENTITY_CANDIDATES);
}

static void an_id_does_not_pull_in_a_conflicting_one(void **state)
{
	(void)state;
	resolve((struct identity_mention[]){{.key = "a", IDS("imdb:tt1", "tmdb:5")},
		    {.key = "b", IDS("imdb:tt2", "tmdb:5")}, {.key = "c", IDS("imdb:tt2")}},
	    3);
	assert_int_equal(result.film[1], 1);
	assert_int_equal(result.film[2], 1);
	assert_int_equal(edge(0, 1, IDENTITY_ID)->why, IDENTITY_IDS_DIFFER);
}

static void same_title_and_year_with_other_directors_are_two(void **state)
{
	(void)state;
	resolve(
	    (struct identity_mention[]){
		{.key = "a", .year = 2005, TITLES("crash"), DIRECTOR("ann one")},
		{.key = "b", .year = 2005, TITLES("crash"), DIRECTOR("bo two")},
		{.key = "c", .year = 2006, TITLES("crash"), DIRECTOR("bo two")}},
	    3);
	assert_int_equal(result.film[1], 1);
	assert_int_equal(result.film[2], 1); /* a shared director, a year apart */
}

static void directors_in_different_scripts_do_not_differ(void **state)
{
	(void)state;
	resolve(
	    (struct identity_mention[]){
		{.key = "a", .year = 2017, TITLES("теснота"), DIRECTOR("кантемир")},
		{.key = "b", .year = 2017, TITLES("теснота", "closeness"), DIRECTOR("kantemir")}},
	    2);
	assert_int_equal(result.film[1], 0);
}

static void a_year_apart_is_not_transitive(void **state)
{
	(void)state;
	struct identity_mention years[] = {
	    {.key = "a", TITLES("x")}, {.key = "b", TITLES("x")}, {.key = "c", TITLES("x")}};
	static const int orders[6][3] = {
	    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	for (size_t i = 0; i < 6; i++) {
		for (int k = 0; k < 3; k++)
			years[k].year = 1999 + orders[i][k];
		resolve(years, 3);
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(result.film[k], k); /* 2000 has two candidates */
	}
	/* with the same director 1999 and 2000 are one film, and 2001 would stretch it */
	struct identity_mention directed[] = {
	    {.key = "a", .year = 2001, TITLES("x"), DIRECTOR("d")},
	    {.key = "b", .year = 1999, TITLES("x"), DIRECTOR("d")},
	    {.key = "c", .year = 2000, TITLES("x"), DIRECTOR("d")}};
	resolve(directed, 3);
	assert_int_equal(result.film[2], 1);
	assert_int_equal(result.film[0], 0);
	assert_int_equal(edge(0, 2, IDENTITY_PEOPLE)->why, IDENTITY_YEARS_STRETCH);
}

static void a_year_apart_with_one_candidate_each_is_one(void **state)
{
	(void)state;
	resolve((struct identity_mention[]){{.key = "a", .year = 1999, TITLES("x")},
		    {.key = "b", .year = 2000, TITLES("x")}},
	    2);
	assert_int_equal(result.film[1], 0);
	assert_int_equal(edge(0, 1, IDENTITY_NEAR_YEAR)->why, IDENTITY_TAKEN);
}

static void three_titles_meet_pages_with_one_of_them(void **state)
{
	(void)state;
	resolve(
	    (struct identity_mention[]){
		{.key = "a", .year = 2017, TITLES("closeness", "tesnota", "теснота")},
		{.key = "b", .year = 2017, TITLES("теснота")},
		{.key = "c", .year = 2017, TITLES("tesnota")},
		{.key = "d", .year = 2017, TITLES("closeness"), IDS("imdb:tt5")}},
	    4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(result.film[i], 0);
}

static void a_title_alone_is_no_reason(void **state)
{
	(void)state;
	resolve((struct identity_mention[]){{.key = "a", TITLES("x")},
		    {.key = "b", .year = 2000, TITLES("x")}},
	    2);
	assert_int_equal(result.film[1], 1);
	assert_int_equal(result.edges.n, 0);
}

static void decisions_override_and_the_later_one_wins(void **state)
{
	(void)state;
	struct identity_mention mentions[] = {
	    {.key = "a", .year = 2017, TITLES("x"), IDS("imdb:tt1")},
	    {.key = "b", .year = 2017, TITLES("x"), IDS("imdb:tt2")},
	    {.key = "c", .year = 1950, TITLES("y")}};
	struct identity_decision same[] = {{.a = 0, .b = 1, .same = true, .date = "2026-01-01"}};
	identity_resolve(&arena, mentions, 3, same, 1, &result);
	assert_int_equal(result.film[1], 0);
	struct identity_decision undone[] = {{.a = 0, .b = 1, .same = true, .date = "2026-01-01"},
	    {.a = 1, .b = 2, .same = true, .date = "2026-01-02"},
	    {.a = 0, .b = 2, .same = false, .date = "2026-01-03"}};
	identity_resolve(&arena, mentions, 3, undone, 3, &result);
	assert_int_equal(result.film[1], 1);
	assert_int_equal(result.film[2], 1);
	assert_int_equal(edge(0, 1, IDENTITY_DECISION)->why, IDENTITY_OVERRULED);
}

static void a_differ_stops_a_rule(void **state)
{
	(void)state;
	struct identity_mention mentions[] = {
	    {.key = "a", .year = 2017, TITLES("x")}, {.key = "b", .year = 2017, TITLES("x")}};
	struct identity_decision differ[] = {{.a = 0, .b = 1, .same = false, .date = "2026-01-01"}};
	identity_resolve(&arena, mentions, 2, differ, 1, &result);
	assert_int_equal(result.film[1], 1);
}

static void a_thousand_pages_of_one_film_are_one_film(void **state)
{
	(void)state;
	enum { MANY = 1000 };
	static const char *const title[] = {"ran"};
	struct identity_mention *mentions = arena_take(&arena, MANY * sizeof *mentions);
	for (int i = 0; i < MANY; i++)
		mentions[i] = (struct identity_mention){.key = arena_format(&arena, "p%04d#1", i),
		    .year = 1985,
		    .titles = title,
		    .titles_n = 1};
	resolve(mentions, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(result.film[i], 0);
	assert_true(result.edges.n < 2 * MANY);
}

static void romanises_cyrillic_and_greek(void **state)
{
	(void)state;
	assert_string_equal(romanise(&arena, "теснота"), "tesnota");
	assert_string_equal(romanise(&arena, "щит и меч 2"), "shchit i mech 2");
	assert_string_equal(romanise(&arena, "ο θιασος"), "o thiasos");
	assert_string_equal(romanise(&arena, "ουρανος"), "ouranos");
	assert_null(romanise(&arena, "tesnota"));
	assert_null(romanise(&arena, "七人の侍"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(remakes_ten_years_apart_are_two_films),
	    cmocka_unit_test(a_shared_id_is_one_film_whatever_the_title),
	    cmocka_unit_test(two_ids_of_one_scheme_never_merge),
	    cmocka_unit_test(an_id_does_not_pull_in_a_conflicting_one),
	    cmocka_unit_test(same_title_and_year_with_other_directors_are_two),
	    cmocka_unit_test(directors_in_different_scripts_do_not_differ),
	    cmocka_unit_test(a_year_apart_is_not_transitive),
	    cmocka_unit_test(a_year_apart_with_one_candidate_each_is_one),
	    cmocka_unit_test(three_titles_meet_pages_with_one_of_them),
	    cmocka_unit_test(a_title_alone_is_no_reason),
	    cmocka_unit_test(decisions_override_and_the_later_one_wins),
	    cmocka_unit_test(a_differ_stops_a_rule),
	    cmocka_unit_test(a_thousand_pages_of_one_film_are_one_film),
	    cmocka_unit_test(romanises_cyrillic_and_greek),
	};
	return cmocka_run_group_tests(tests, start, close_all);
}
