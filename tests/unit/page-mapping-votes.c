/* What items say of votes: tallies, verdicts, reviews, and whose each is. All pages here are
 * invented. */
#include "tests/unit/mapping_page.h"

static void tallies_keep_what_was_stated(void **state)
{
	(void)state;
	static const struct {
		const char *rating;
		size_t n;
		double value, best, worst;
		int assumed;
		int64_t ratings, reviews;
	} rows[] = {
	    {"\"ratingValue\":8.7,\"bestRating\":10,\"worstRating\":1,\"ratingCount\":1163649", 1,
		8.7, 10, 1, 0, 1163649, -1},
	    {"\"ratingValue\":\"4,26\",\"ratingCount\":\"1.072.467\",\"reviewCount\":\"306 "
	     "critic\"",
		1, 4.26, 5, 1, 1, 1072467, 306},
	    {"\"ratingValue\":\"79%\",\"reviewCount\":12", 1, 79, 100, 0, 0, -1, 12},
	    {"\"ratingValue\":7.9", 1, 7.9, 10, 1, 2, -1, -1},
	    {"\"ratingValue\":0,\"ratingCount\":0", 1, NAN, NAN, NAN, 0, 0, -1},
	    {"\"ratingValue\":0", 0, 0, 0, 0, 0, 0, 0},
	    {"\"ratingCount\":12", 1, NAN, NAN, NAN, 0, 12, -1},
	    {"\"ratingValue\":\"good\"", 0, 0, 0, 0, 0, 0, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct film *film =
		    movie(arena_format(&arena, "\"aggregateRating\":{%s}", rows[i].rating));
		assert_int_equal(film->tallies.n, rows[i].n);
		if (rows[i].n == 0)
			continue;
		const struct tally *tally = &film->tallies.at[0];
		bool same = isnan(rows[i].value) ? isnan(tally->value)
						 : tally->value == rows[i].value &&
			tally->best == rows[i].best && tally->worst == rows[i].worst;
		if (!same || tally->scale_assumed != rows[i].assumed ||
		    tally->ratings != rows[i].ratings || tally->reviews != rows[i].reviews ||
		    tally->target != TARGET_FILM)
			fail_msg("%s: %g %g %g", rows[i].rating, tally->value, tally->best,
			    tally->worst);
	}
	const struct film *film =
	    jsonld("{\"@type\":\"AggregateRating\",\"ratingValue\":4,\"ratingCount\":9,"
		   "\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Harbour\"}}");
	assert_int_equal(film->tallies.n, 1);
	assert_int_equal(film->tallies.at[0].ratings, 9);
	movie("\"aggregateRating\":{\"ratingValue\":\"good\"}");
	assert_true(noted(NOTICE_NUMBER_UNREADABLE));
	movie("\"aggregateRating\":{\"ratingValue\":11,\"bestRating\":10}");
	assert_true(noted(NOTICE_RATING_OUT_OF_SCALE));
}

static void likes_are_counted(void **state)
{
	(void)state;
	const struct film *film =
	    movie("\"interactionStatistic\":[{\"@type\":\"InteractionCounter\",\"interactionType\":"
		  "\"https://schema.org/LikeAction\",\"userInteractionCount\":\"1.2K\"},"
		  "{\"@type\":\"InteractionCounter\",\"interactionType\":{\"@type\":"
		  "\"DislikeAction\"},\"userInteractionCount\":7},"
		  "{\"@type\":\"InteractionCounter\",\"interactionType\":\"https://schema.org/"
		  "WatchAction\",\"userInteractionCount\":9}]");
	assert_int_equal(film->tallies.n, 1);
	assert_int_equal(film->tallies.at[0].likes, 1200);
	assert_int_equal(film->tallies.at[0].dislikes, 7);
	assert_true(film->tallies.at[0].approximate);
}

static void a_rating_of_the_page_is_never_the_films(void **state)
{
	(void)state;
	const struct film *film =
	    jsonld("[{\"@type\":\"Movie\",\"name\":\"Harbour\"},"
		   "{\"@type\":\"BlogPosting\",\"headline\":\"x\",\"aggregateRating\":{"
		   "\"ratingValue\":4,\"ratingCount\":3}}]");
	assert_int_equal(film->tallies.n, 1);
	assert_int_equal(film->tallies.at[0].target, TARGET_PAGE);
	film = jsonld("{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":"
		      "\"Harbour\"},\"aggregateRating\":{\"ratingValue\":4}}");
	assert_int_equal(film->tallies.n, 0);
	assert_string_equal(film->title, "Harbour");
	/* a recipe's rating makes no film of it */
	jsonld("{\"@type\":\"Recipe\",\"name\":\"Soup\",\"aggregateRating\":{\"ratingValue\":4,"
	       "\"ratingCount\":3}}");
	assert_null(claims.all.n ? claims.all.at[0].film.title : NULL);
}

static void the_sites_own_review_is_a_verdict(void **state)
{
	(void)state;
	static const struct {
		const char *review;
		enum choice choice; /* CHOICE_NONE: no verdict */
		size_t reviews;
	} rows[] = {
	    {"\"@type\":\"Review\",\"author\":\"Ann\",\"reviewRating\":{\"ratingValue\":8,"
	     "\"bestRating\":10,\"worstRating\":1}",
		CHOICE_FAVORITE, 0},
	    {"\"@type\":\"Review\",\"author\":\"Ann\",\"reviewRating\":{\"ratingValue\":1,"
	     "\"bestRating\":5}",
		CHOICE_UNFAVORITE, 0},
	    {"\"@type\":\"Review\",\"author\":\"Ann\",\"reviewRating\":{\"ratingValue\":3,"
	     "\"bestRating\":5}",
		CHOICE_NONE, 0},
	    {"\"@type\":\"CriticReview\",\"author\":\"Ann\",\"reviewRating\":{\"ratingValue\":5}",
		CHOICE_FAVORITE, 0},
	    {"\"@type\":\"UserReview\",\"author\":\"Bo\",\"reviewRating\":{\"ratingValue\":5}",
		CHOICE_NONE, 1},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct film *film = jsonld(arena_format(&arena,
		    "{%s,\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Harbour\"}}",
		    rows[i].review));
		enum choice choice = film->verdicts.n ? film->verdicts.at[0].choice : CHOICE_NONE;
		if (choice != rows[i].choice || film->reviews.n != rows[i].reviews)
			fail_msg("%s", rows[i].review);
	}
	const struct film *film =
	    movie("\"review\":[{\"@type\":\"Review\",\"author\":{\"@type\":\"Person\",\"name\":"
		  "\"Reader\",\"url\":\"https://r.example/me\"},\"datePublished\":\"2020-01-02\","
		  "\"reviewBody\":\"Fine.\\n\\n\\nReally.\",\"reviewRating\":{\"ratingValue\":9,"
		  "\"bestRating\":10,\"worstRating\":1}},"
		  "{\"@type\":\"CriticReview\",\"author\":\"C\",\"publisher\":{\"name\":\"The "
		  "Daily Other\"},\"reviewRating\":{\"ratingValue\":4}}]");
	assert_int_equal(film->verdicts.n, 0);
	assert_int_equal(film->reviews.n, 2);
	assert_string_equal(film->reviews.at[0].author, "Reader");
	assert_string_equal(film->reviews.at[0].voter, "https://r.example/me");
	assert_string_equal(film->reviews.at[0].posted_at, "2020-01-02");
	assert_string_equal(film->reviews.at[0].body, "Fine.\n\nReally.");
	assert_int_equal(film->reviews.at[1].scale_assumed, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CLAIM(tallies_keep_what_was_stated),
	    CLAIM(likes_are_counted),
	    CLAIM(a_rating_of_the_page_is_never_the_films),
	    CLAIM(the_sites_own_review_is_a_verdict),
	};
	int failed = cmocka_run_group_tests(tests, start, NULL);
	arena_release(&arena);
	return failed;
}
