/* Headings: titles, years, further titles and their kinds, and what is no title. */
#include "importers/page/words/title.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static void a_year_is_taken_only_when_a_title_is_left(void **state)
{
	(void)state;
	static const struct {
		const char *text, *title;
		int year;
	} rows[] = {
	    {"Closeness 2017", "Closeness", 2017},
	    {"Closeness (2017)", "Closeness", 2017},
	    {"Closeness [2017]", "Closeness", 2017},
	    {"Closeness, 2017", "Closeness", 2017},
	    {"Closeness (2017 film)", "Closeness", 2017},
	    {"Closeness (2017): a family in trouble", "Closeness", 2017},
	    {"Review: “Closeness” (2017)", "Closeness", 2017},
	    {"My Favorite Year 1982", "My Favorite Year", 1982},
	    {"1917 2019", "1917", 2019},
	    {"1917", "1917", 0},
	    {"2012 2009", "2012", 2009},
	    {"2001: A Space Odyssey 1968", "2001: A Space Odyssey", 1968},
	    {"2001: A Space Odyssey", "2001: A Space Odyssey", 0},
	    {"Blade Runner 2049 2017", "Blade Runner 2049", 2017},
	    {"Blade Runner 2049", "Blade Runner 2049", 0},
	    {"Blade Runner 2049 (2017)", "Blade Runner 2049", 2017},
	    {"Moon 1869", "Moon 1869", 0},
	    {"Roundhay 1888", "Roundhay", 1888},
	    {"(500) Days of Summer", "(500) Days of Summer", 0},
	    {"Room 12017", "Room 12017", 0},
	    {"Class of 1984", "Class of 1984", 0},
	    {"Class of 1984 1982", "Class of 1984", 1982},
	    {"Class of 1984 (1982)", "Class of 1984", 1982},
	    {"What Dreams Are Made Of 2012", "What Dreams Are Made Of", 2012},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct heading heading = title_read(&arena, rows[i].text, 2025);
		if (!heading.title || strcmp(heading.title, rows[i].title) != 0 ||
		    heading.year != rows[i].year)
			fail_msg("%s: %s, %d", rows[i].text, heading.title, heading.year);
	}
}

static void the_last_year_comes_from_the_page(void **state)
{
	(void)state;
	assert_int_equal(title_year_max("2018-03-01T00:00:00Z", "2012-01-01"), 2023);
	assert_int_equal(title_year_max(NULL, "2012-01-01"), 2017);
	assert_int_equal(title_year_max(NULL, NULL), YEAR_LAST);
	assert_int_equal(title_read(&arena, "Closeness 2017", 2011).year, 0);
}

/* The film's titles as "text/kind" in one line. */
static const char *kinds_of(const char *text)
{
	struct film film = film_init();
	struct heading heading = title_read(&arena, text, 2025);
	const char *line = "";
	title_add(&arena, &film, &heading);
	list_each (struct title, it, &film.titles)
		line = arena_format(&arena, "%s%s/%s ", line, it->text,
		    vocab_word(&vocab_title_kind, (int)it->kind));
	return line;
}

static void kinds_go_by_script(void **state)
{
	(void)state;
	assert_string_equal(
	    kinds_of("Salt | Sol | Соль"), "Salt/display Sol/romanised Соль/original ");
	assert_string_equal(kinds_of("Salt | Соль"), "Salt/display Соль/original ");
	assert_string_equal(kinds_of("Соль | Salt"), "Соль/display Salt/aka ");
	assert_string_equal(kinds_of("Salt | Sal"), "Salt/display Sal/aka ");
	assert_string_equal(kinds_of("Salt (Sal, 2011)"), "Salt/display Sal/aka ");
	assert_string_equal(kinds_of("Salt | salt"), "");
	assert_string_equal(kinds_of("Salt"), "");
}

static void dates_and_sentences_are_no_titles(void **state)
{
	(void)state;
	static const char *const titles[] = {
	    "1917 2019", "March of the Hens 2005", "Café Noir 1999", "What now? 2001", "Jr. 1990"};
	static const char *const others[] = {"", "Sunday, May 14, 2017", "May 2017", "14.5.2017",
	    "14 мая 2017", "We went to the sea and it was cold.", "...",
	    "a b c d e f g h i j k l m n o p q 2017"};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (!title_is_plausible(&arena, titles[i]))
			fail_msg("%s is a title", titles[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (title_is_plausible(&arena, others[i]))
			fail_msg("%s is no title", others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_year_is_taken_only_when_a_title_is_left),
	    cmocka_unit_test(the_last_year_comes_from_the_page),
	    cmocka_unit_test(kinds_go_by_script),
	    cmocka_unit_test(dates_and_sentences_are_no_titles),
	};
	arena_init(&arena, 1 << 24);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
