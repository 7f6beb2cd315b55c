/* The lexicon and what it makes of labels, headlines and comments. Expected sides were decided by
 * reading, not by running. */
#include "importers/page/words/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct said {
	const char *text;
	enum choice side;
};

static const char *word(enum choice choice)
{
	return choice ? vocab_word(&vocab_choice, (int)choice) : "nothing";
}

static void expect(const struct said *said, enum choice got)
{
	if (got != said->side)
		fail_msg("\"%s\": %s, not %s", said->text, word(got), word(said->side));
}

#define each_said(table)                                                                           \
	for (const struct said *it = (table); it < (table) + sizeof(table) / sizeof *(table); it++)

static void headlines_take_the_side_of_the_sentence(void **state)
{
	static const struct said table[] = {
	    {"Glass Harbour 1999 is one of our non-favorite movies. Please VOTE!",
		CHOICE_UNFAVORITE},
	    {"Glass Harbour is one of our favorite movies. Please VOTE!", CHOICE_FAVORITE},
	    {"Glass Harbour is favorite or unfavorite?", CHOICE_AMBIGUOUS},
	    {"Is Glass Harbour your favorite?", CHOICE_AMBIGUOUS},
	    {"This is not one of our favourite films", CHOICE_UNFAVORITE},
	    {"Our favorite. Is it favorite or unfavorite for you?", CHOICE_FAVORITE},
	    {"It isn’t our favorite", CHOICE_UNFAVORITE},
	    {"not slow at all, our favorite", CHOICE_FAVORITE},
	    {"He carries his favorite toy to the harbour", CHOICE_AMBIGUOUS},
	    {"a fan favorite", CHOICE_AMBIGUOUS},
	    {"nothing is said here", CHOICE_NONE},
	    {"a favorable wind", CHOICE_NONE},
	    {"the unfavored son", CHOICE_NONE},
	    {"our least favorite movie of the year", CHOICE_UNFAVORITE},
	    {"", CHOICE_NONE},
	};
	(void)state;
	each_said(table) expect(it, verdict_of_text(it->text));
}

static void labels_say_nothing_else(void **state)
{
	static const struct said table[] = {
	    {"Unfavorite 👎 Unfavourite", CHOICE_UNFAVORITE},
	    {"Favorite 👍 Favourite", CHOICE_FAVORITE},
	    {"👍", CHOICE_FAVORITE},
	    {"👍🏽", CHOICE_FAVORITE},
	    {"👎\xEF\xB8\x8F", CHOICE_UNFAVORITE},
	    {"Favorite", CHOICE_FAVORITE},
	    {"FAVOURITE!", CHOICE_FAVORITE},
	    {"un-favorite", CHOICE_UNFAVORITE},
	    {"Non‑favourite", CHOICE_UNFAVORITE},
	    {"not our favorite", CHOICE_UNFAVORITE},
	    {"Not favorite", CHOICE_UNFAVORITE},
	    {"Favorite or unfavorite", CHOICE_AMBIGUOUS},
	    {"Favorite Posts", CHOICE_NONE},
	    {"Directed by", CHOICE_NONE},
	};
	(void)state;
	each_said(table) expect(it, verdict_of_label(it->text));
}

static void comments_vote_by_their_leading_words(void **state)
{
	static const struct said table[] = {
	    {"Favorite!", CHOICE_FAVORITE},
	    {"my favourite", CHOICE_FAVORITE},
	    {"unfav", CHOICE_UNFAVORITE},
	    {"Unfavorite.", CHOICE_UNFAVORITE},
	    {"UNFAVOURITE 👎", CHOICE_UNFAVORITE},
	    {"not a favorite of mine", CHOICE_UNFAVORITE},
	    {"Not one of my favorites, sorry", CHOICE_UNFAVORITE},
	    {"👍👍👍", CHOICE_FAVORITE},
	    {"👍🏿 what a film", CHOICE_FAVORITE},
	    {"Favorite. The end made me cry for an hour.", CHOICE_FAVORITE},
	    {"Favorite! My wife says unfavorite though.", CHOICE_FAVORITE},
	    {"Definitely one of my favorite films of all time", CHOICE_FAVORITE},
	    {"I vote favorite", CHOICE_FAVORITE},
	    {"My vote: unfavorite", CHOICE_UNFAVORITE},
	    {"This is my favorite French movie", CHOICE_FAVORITE},
	    {"Glass Harbour is my favourite", CHOICE_FAVORITE},
	    {"My favorite is Glass Harbour", CHOICE_FAVORITE},
	    {"Great movie. One of my favorites.", CHOICE_FAVORITE},
	    {"“Favorite”", CHOICE_FAVORITE},
	    {"Unfavorite - too long", CHOICE_UNFAVORITE},
	    {"no doubt a favorite", CHOICE_FAVORITE},
	    {"least favorite", CHOICE_UNFAVORITE},
	    {"never my favorite", CHOICE_UNFAVORITE},
	    {"Unfavorite, not a favorite", CHOICE_UNFAVORITE},
	    {"non-favorite", CHOICE_UNFAVORITE},
	    {"I changed my mind: unfavorite", CHOICE_UNFAVORITE},
	    {"Favorite or unfavorite? Favorite!", CHOICE_FAVORITE},
	    {"Favorite? No, unfavorite", CHOICE_UNFAVORITE},
	    {"My vote goes to favorite", CHOICE_FAVORITE},
	};
	static const char *const titles[] = {"Glass Harbour"};
	(void)state;
	each_said(table) expect(it, verdict_of_comment(NULL, it->text, titles, 1));
}

static void doubtful_comments_wait_for_a_person(void **state)
{
	static const struct said table[] = {
	    {"Favorite or unfavorite?", CHOICE_AMBIGUOUS},
	    {"I can't decide, favorite or unfavorite", CHOICE_AMBIGUOUS},
	    {"Favorite?", CHOICE_AMBIGUOUS},
	    {"favorite or not", CHOICE_AMBIGUOUS},
	    {"Not sure whether it is a favorite", CHOICE_AMBIGUOUS},
	    {"neither favorite nor unfavorite", CHOICE_AMBIGUOUS},
	    {"My favorite scene is the one on the pier", CHOICE_AMBIGUOUS},
	    {"Favorite actor!", CHOICE_AMBIGUOUS},
	    {"My favorite is still Jaws", CHOICE_AMBIGUOUS},
	    {"Jaws is my favorite film", CHOICE_AMBIGUOUS},
	    {"my brother's favorite", CHOICE_AMBIGUOUS},
	    {"Thanks for sharing 👍", CHOICE_AMBIGUOUS},
	    {"Favorite. No wait, unfavorite.", CHOICE_AMBIGUOUS},
	    {"It would be a favorite with another ending", CHOICE_AMBIGUOUS},
	    {"not unfavorite", CHOICE_AMBIGUOUS},
	    {"Favorite? My wife says favorite", CHOICE_AMBIGUOUS},
	    {"favorite... not!", CHOICE_AMBIGUOUS},
	    {"better than my favorite", CHOICE_AMBIGUOUS},
	};
	static const char *const titles[] = {"Glass Harbour"};
	(void)state;
	each_said(table) expect(it, verdict_of_comment(NULL, it->text, titles, 1));
}

static void comments_about_other_things_are_no_votes(void **state)
{
	static const struct said table[] = {
	    {"What a film!", CHOICE_NO_VOTE},
	    {"", CHOICE_NO_VOTE},
	    {"Do me a favor", CHOICE_NO_VOTE},
	    {"+1", CHOICE_NO_VOTE},
	};
	(void)state;
	each_said(table) expect(it, verdict_of_comment(NULL, it->text, NULL, 0));
}

static void a_title_is_masked_before_words_are_weighed(void **state)
{
	static const char *const titles[] = {"My Favorite Wife", "Favorite"};
	static const struct said table[] = {
	    {"My Favorite Wife made me laugh", CHOICE_NO_VOTE},
	    {"my favourite wife: unfavorite", CHOICE_UNFAVORITE},
	    {"My Favorite Wife is one of my favorites", CHOICE_FAVORITE},
	};
	(void)state;
	each_said(table) expect(it, verdict_of_comment(NULL, it->text, titles, 1));
	struct said whole = {"Favorite", CHOICE_AMBIGUOUS};
	expect(&whole, verdict_of_comment(NULL, whole.text, titles, 2));
}

static void scores_become_sides_only_outside_the_middle(void **state)
{
	(void)state;
	assert_int_equal(verdict_of_score(0.6), CHOICE_FAVORITE);
	assert_int_equal(verdict_of_score(0.4), CHOICE_UNFAVORITE);
	assert_int_equal(verdict_of_score(5.0 / 9), CHOICE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(headlines_take_the_side_of_the_sentence),
	    cmocka_unit_test(labels_say_nothing_else),
	    cmocka_unit_test(comments_vote_by_their_leading_words),
	    cmocka_unit_test(doubtful_comments_wait_for_a_person),
	    cmocka_unit_test(comments_about_other_things_are_no_votes),
	    cmocka_unit_test(a_title_is_masked_before_words_are_weighed),
	    cmocka_unit_test(scores_become_sides_only_outside_the_middle),
	};
	return cmocka_run_group_tests_name("page-verdict", tests, NULL, NULL);
}
