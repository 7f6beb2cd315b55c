/* However an id is written, one film has one id; what is no film's id or address is not taken for
 * one. */
#include "schema/record/film_id.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena arena;

static void forms_become_one(void **state)
{
	static const char *const rows[][3] = {
	    {"imdb", "tt0114709", "tt0114709"},
	    {"imdb", "0114709", "tt0114709"},
	    {"imdb", "114709", "tt0114709"},
	    {"imdb", "TT0114709", "tt0114709"},
	    {"imdb", "tt12345678", "tt12345678"},
	    {"imdb", "tt000114709", "tt0114709"},
	    {"imdb", "tt0000000", NULL},
	    {"imdb", "nm0000001", NULL},
	    {"imdb", "tt", NULL},
	    {"imdb", "", NULL},
	    {"imdb", "tt12345678901234", NULL},
	    {"wikidata", "q42", "Q42"},
	    {"wikidata", "Q042", NULL},
	    {"wikidata", "42", NULL},
	    {"tmdb", "00862", "862"},
	    {"tmdb", "862-toy", NULL},
	    {"letterboxd", "Lake-House", "lake-house"},
	    {"letterboxd", "lake/house", NULL},
	    {"eidr", "10.5240/7791-8534-2c23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"},
	    {"eidr", "10.5240/7791-8534", NULL},
	    {"isbn", "1", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *id = film_id_canonical(&arena, rows[i][0], rows[i][1]);
		if (rows[i][2])
			assert_string_equal(id, rows[i][2]);
		else
			assert_null(id);
	}
}

static void addresses_are_recognised(void **state)
{
	static const char *const rows[][3] = {
	    {"https://www.imdb.com/title/tt0114709/", "imdb", "tt0114709"},
	    {"http://imdb.com/title/tt0114709", "imdb", "tt0114709"},
	    {"https://m.imdb.com/title/tt0114709/fullcredits?ref_=x", "imdb", "tt0114709"},
	    {"https://www.imdb.com/de/title/tt0114709/", "imdb", "tt0114709"},
	    {"http://us.imdb.com/Title?0114709", "imdb", "tt0114709"},
	    {"//www.imdb.com/title/tt0114709/", "imdb", "tt0114709"},
	    {"https://www.themoviedb.org/movie/862-toy?language=de", "tmdb", "862"},
	    {"https://letterboxd.com/film/lake-house/reviews/", "letterboxd", "lake-house"},
	    {"http://www.wikidata.org/entity/Q42", "wikidata", "Q42"},
	    {"https://www.csfd.cz/film/2294-lake/prehled/", "csfd", "2294"},
	    {"https://www.kinopoisk.ru/film/326/", "kinopoisk", "326"},
	    {"http://www.allocine.fr/film/fichefilm_gen_cfilm=11736.html", "allocine", "11736"},
	    {"https://www.filmaffinity.com/es/film161026.html", "filmaffinity", "161026"},
	    {"https://movielens.org/movies/1", "movielens", "1"},
	    {"https://www.imdb.com/name/nm0000158/", NULL, NULL},
	    {"https://www.imdb.com/chart/top", NULL, NULL},
	    {"https://letterboxd.com/films/popular/", NULL, NULL},
	    {"https://letterboxd.com/ann/film/lake-house/", NULL, NULL},
	    {"https://notimdb.com/title/tt0114709/", NULL, NULL},
	    {"https://example.org/?u=https://www.imdb.com/title/tt0114709/", NULL, NULL},
	    {"https://www.themoviedb.org/movie/popular", NULL, NULL},
	    {"lake", NULL, NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *scheme, *id;
		bool is = film_id_from_url(&arena, rows[i][0], &scheme, &id);
		assert_int_equal(is, rows[i][1] != NULL);
		if (is) {
			assert_string_equal(scheme, rows[i][1]);
			assert_string_equal(id, rows[i][2]);
		}
	}
}

static void best_schemes_rank_first(void **state)
{
	(void)state;
	assert_int_equal(film_id_rank("imdb"), 1);
	assert_true(film_id_rank("wikidata") < film_id_rank("tmdb"));
	assert_true(film_id_rank("letterboxd") < film_id_rank("movielens"));
	assert_int_equal(film_id_rank("isbn"), 0);
}

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forms_become_one),
	    cmocka_unit_test(addresses_are_recognised),
	    cmocka_unit_test(best_schemes_rank_first),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
