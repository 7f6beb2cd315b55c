/* Which sentence speaks for the site, and which question asks readers. */
#include "importers/page/post/headline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static void a_headline_speaks_for_the_site(void **state)
{
	(void)state;
	static const char *const titles[] = {"My Favorite Year", "The Favourite"};
	const struct masks masks = {titles, 2};
	static const struct {
		const char *text;
		enum choice side;
	} rows[] = {
	    {"We say it is one of our favorite movies.", CHOICE_FAVORITE},
	    {"As reviewers, we say it is one of our non-favorite movies. Please VOTE!",
		CHOICE_UNFAVORITE},
	    {"This is not one of our favourite films.", CHOICE_UNFAVORITE},
	    {"We say My Favorite Year is one of our non-favorite movies.", CHOICE_UNFAVORITE},
	    {"The Favourite is one of our favourites.", CHOICE_FAVORITE},
	    {"My Favorite Year is about a summer.", CHOICE_NONE},
	    {"Is it one of our favorite movies?", CHOICE_NONE},
	    {"Her favorite brother leaves.", CHOICE_NONE},
	    {"It is favorite or unfavorite?", CHOICE_NONE},
	    {"Our house stands by the sea.", CHOICE_NONE},
	    {"", CHOICE_NONE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *sentence;
		if (headline_choice(&arena, rows[i].text, &masks, &sentence) != rows[i].side)
			fail_msg("%s", rows[i].text);
	}
	const char *sentence = NULL;
	(void)headline_choice(
	    &arena, "Hello. It is one of our favorites! Vote.", &masks, &sentence);
	assert_string_equal(sentence, "It is one of our favorites!");
}

static void a_poll_names_both_sides(void **state)
{
	(void)state;
	static const char *const titles[] = {"My Favorite Year"};
	const struct masks masks = {titles, 1};
	struct poll poll = {0};
	assert_true(headline_question(
	    &arena, "Hi! My Favorite Year is favorite or non-favorite?", &masks, &poll));
	assert_string_equal(poll.question, "My Favorite Year is favorite or non-favorite?");
	assert_int_equal(poll.options.n, 2);
	assert_string_equal(poll.options.at[0].label, "favorite");
	assert_int_equal(poll.options.at[0].choice, CHOICE_FAVORITE);
	assert_string_equal(poll.options.at[1].label, "non-favorite");
	assert_int_equal(poll.options.at[1].choice, CHOICE_UNFAVORITE);
	assert_int_equal(poll.options.at[1].votes, -1);
	assert_false(headline_question(&arena, "Is My Favorite Year unfavorite?", &masks, &poll));
	assert_false(headline_question(&arena, "It is favorite or unfavorite.", &masks, &poll));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_headline_speaks_for_the_site),
	    cmocka_unit_test(a_poll_names_both_sides),
	};
	arena_init(&arena, 1 << 24);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
