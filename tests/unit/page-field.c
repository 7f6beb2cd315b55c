/* Values as pages write them, put into a film's fields; countries and languages by name. */
#include "importers/page/words/country.h"
#include "importers/page/film/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

/* "name[character] …" of a value under the role. */
static const char *names_of(enum role role, const char *value)
{
	struct film film = film_init();
	const char *line = "";
	if (!field_add(&arena, &film, FIELD_CREDIT + (int)role, value, 2025))
		return "refused";
	list_each (struct credit, it, &film.credits)
		line = arena_format(&arena, "%s%s%s%s%s%s", line, *line ? " | " : "", it->name,
		    it->character ? "[" : "", it->character ? it->character : "",
		    it->character ? "]" : "");
	return line;
}

static void names_are_split(void **state)
{
	(void)state;
	assert_string_equal(names_of(ROLE_DIRECTOR, "Ann Ash"), "Ann Ash");
	assert_string_equal(names_of(ROLE_WRITER, "Ann Ash, Bo Lund & Cy Orr and Di Poe"),
	    "Ann Ash | Bo Lund | Cy Orr | Di Poe");
	assert_string_equal(
	    names_of(ROLE_WRITER, "Sammy Stone, Jr., Ann Ash"), "Sammy Stone, Jr. | Ann Ash");
	assert_string_equal(
	    names_of(ROLE_ACTOR, "Ann Ash (Mia), Bo Lund as The Cook, Cy Orr ... Sam"),
	    "Ann Ash[Mia] | Bo Lund[The Cook] | Cy Orr[Sam]");
	assert_string_equal(names_of(ROLE_DIRECTOR, "Вера Линд"), "Вера Линд");
	assert_string_equal(names_of(ROLE_COMPOSER, "We listened to the radio."), "refused");
	assert_string_equal(names_of(ROLE_DIRECTOR, "anybody but me"), "refused");
	assert_string_equal(names_of(ROLE_DIRECTOR, "Who knows?"), "refused");
}

static void lists_are_split_at_four_marks_only(void **state)
{
	(void)state;
	struct film film = film_init();
	assert_true(field_add(
	    &arena, &film, FIELD_GENRES, "Drama, Sci-Fi / Film noir|War; Sports & Games", 2025));
	assert_int_equal(film.genres.n, 5);
	assert_string_equal(film.genres.at[4], "Sports & Games");
	assert_true(field_add(
	    &arena, &film, FIELD_COUNTRIES, "Russia / Soviet Union, Côte d’Ivoire", 2025));
	assert_string_equal(film.countries.at[0].code, "RU");
	assert_null(film.countries.at[1].code);
	assert_string_equal(film.countries.at[2].code, "CI");
	assert_true(field_add(&arena, &film, FIELD_LANGUAGES, "English, Klingon", 2025));
	assert_string_equal(film.languages.at[0], "en");
	assert_string_equal(film.languages.at[1], "Klingon");
}

static void numbers_are_read_or_refused(void **state)
{
	(void)state;
	struct film film = film_init();
	assert_true(field_add(&arena, &film, FIELD_RUNTIME, "1h 42m", 2025));
	assert_int_equal(film.runtime_min, 102);
	assert_true(field_add(&arena, &film, FIELD_YEAR, "made in 1999", 2025));
	assert_int_equal(film.year, 1999);
	assert_false(field_add(&arena, &film, FIELD_YEAR, "2050", 2025));
	assert_true(field_add(&arena, &film, FIELD_RELEASED, "2015-09-11", 2025));
	assert_string_equal(film.released, "2015-09-11");
	assert_false(field_add(&arena, &film, FIELD_ID, "https://films.example/x", 2025));
	assert_true(
	    field_add(&arena, &film, FIELD_ID, "https://www.imdb.com/title/tt0000001/", 2025));
	assert_string_equal(film.ids.at[0].id, "tt0000001");
}

static struct film origin(const char *line)
{
	struct film film = film_init();
	field_add(&arena, &film, FIELD_ORIGIN, line, 2025);
	return film;
}

static void countries_year_and_running_time_on_one_line(void **state)
{
	(void)state;
	struct film film = origin("Norway / Sweden, 1999, 136 min");
	assert_int_equal(film.countries.n, 2);
	assert_string_equal(film.countries.at[1].code, "SE");
	assert_int_equal(film.year, 1999);
	assert_int_equal(film.runtime_min, 136);
	film = origin("Norway \xE2\x80\xA2 1999 \xE2\x80\xA2 2 h 16 min (Alternative 131 min)");
	assert_int_equal(film.countries.n, 1);
	assert_string_equal(film.countries.at[0].name, "Norway");
	assert_int_equal(film.runtime_min, 136);
	film = origin("Norway 1999 136 min");
	assert_string_equal(film.countries.at[0].name, "Norway");
	assert_int_equal(film.runtime_min, 136);
	film = origin("Norway, 1999");
	assert_int_equal(film.year, 1999);
	assert_int_equal(film.runtime_min, 0);
	film = origin("97 min");
	assert_int_equal(film.countries.n, 0);
	assert_int_equal(film.year, 0);
	assert_int_equal(film.runtime_min, 97);
	film = origin("Norway (1999)");
	assert_string_equal(film.countries.at[0].name, "Norway");
	assert_int_equal(film.year, 1999);
}

static void names_of_countries_in_other_languages(void **state)
{
	(void)state;
	assert_string_equal(country_code("USA"), "US");
	assert_string_equal(country_code("u.s.a."), "US");
	assert_string_equal(country_code("États-Unis"), "US");
	assert_string_equal(country_code("Россия"), "RU");
	assert_string_equal(country_code("Norwegia"), "NO");
	assert_string_equal(country_code("Güney Kore"), "KR");
	assert_string_equal(country_code("de"), "DE");
	assert_null(country_code("Yugoslavia"));
	assert_null(country_code(""));
	assert_string_equal(language_code("Français"), "fr");
	assert_null(language_code("Sign language"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_split),
	    cmocka_unit_test(lists_are_split_at_four_marks_only),
	    cmocka_unit_test(numbers_are_read_or_refused),
	    cmocka_unit_test(countries_year_and_running_time_on_one_line),
	    cmocka_unit_test(names_of_countries_in_other_languages),
	};
	arena_init(&arena, 1 << 24);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
