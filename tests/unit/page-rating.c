/* Ratings, scales and counts as real pages write them. */
#include "importers/page/words/rating.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#define NBSP "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"
#define EACH(row, table) for (size_t row = 0; row < sizeof(table) / sizeof *(table); row++)

static bool same(double a, double b)
{
	return isnan(a) ? isnan(b) : fabs(a - b) < 1e-12;
}

static void a_rating_states_its_scale_only_as_a_fraction_or_percentage(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is;
		double value, best, worst;
	} rows[] = {
	    {"7.9", true, 7.9, NAN, NAN},
	    {"7,9", true, 7.9, NAN, NAN},
	    {"5,80", true, 5.8, NAN, NAN},
	    {" 8 ", true, 8, NAN, NAN},
	    {"0.5", true, 0.5, NAN, NAN},
	    {".5", true, 0.5, NAN, NAN},
	    {"-1", true, -1, NAN, NAN},
	    {"90.32486026558439", true, 90.32486026558439, NAN, NAN},
	    {"7.9/10", true, 7.9, 10, 0},
	    {"4 / 5", true, 4, 5, 0},
	    {"7,9" NBSP "/" NBSP "10", true, 7.9, 10, 0},
	    {"3.5 out of 4", true, 3.5, 4, 0},
	    {"७.४", true, 7.4, NAN, NAN},
	    {"٧٫٥/١٠", true, 7.5, 10, 0},
	    {"７．９", true, 7.9, NAN, NAN},
	    {"3½", true, 3.5, NAN, NAN},
	    {"★★★½", true, 3.5, NAN, NAN},
	    {"★★★★☆", true, 4, 5, 0},
	    {"⭐⭐", true, 2, NAN, NAN},
	    {"☆☆☆☆☆", true, 0, 5, 0},
	    {"79%", true, 79, 100, 0},
	    {"79 %", true, 79, 100, 0},
	    {"86% fresh", true, 86, 100, 0},
	    {"4.5 stars", true, 4.5, NAN, NAN},
	    {"8 von 10", true, 8, 10, 0},
	    {"", false, NAN, NAN, NAN},
	    {"n/a", false, NAN, NAN, NAN},
	    {"1,163,649", false, NAN, NAN, NAN},
	    {"1 753", false, NAN, NAN, NAN},
	    {"12:30", false, NAN, NAN, NAN},
	    {"19/12/2020", false, NAN, NAN, NAN},
	    {"4/0", false, NAN, NAN, NAN},
	    {"-", false, NAN, NAN, NAN},
	    {"99999999999999999999", false, NAN, NAN, NAN},
	};
	EACH(i, rows)
	{
		struct rating got;
		if (rating_value(rows[i].text, &got) != rows[i].is ||
		    !same(got.value, rows[i].value) || !same(got.best, rows[i].best) ||
		    !same(got.worst, rows[i].worst))
			fail_msg("'%s': %g %g %g", rows[i].text, got.value, got.best, got.worst);
	}
	struct rating got;
	assert_false(rating_value(NULL, &got));
}

static void an_absent_scale_is_assumed_and_widened(void **state)
{
	(void)state;
	static const struct {
		double value, best, worst, then_best, then_worst;
		int assumed;
		double score;
	} rows[] = {
	    {8.7, 10, 1, 10, 1, 0, 7.7 / 9},
	    {4.26, 5, 0, 5, 0, 0, 4.26 / 5},
	    {0.5, 5, 0.5, 5, 0.5, 0, 0},
	    {0, 1, -1, 1, -1, 0, 0.5},
	    {4, NAN, NAN, 5, 1, 1, 0.75},
	    {5, NAN, NAN, 5, 1, 1, 1},
	    {7.9, NAN, NAN, 10, 1, 2, 6.9 / 9},
	    {73, NAN, NAN, 100, 1, 2, 72.0 / 99},
	    {8.7, 10, NAN, 10, 1, 1, 7.7 / 9},
	    {0.5, NAN, NAN, 5, 0, 2, 0.1},
	    {3, 4, NAN, 4, 1, 1, 2.0 / 3},
	    {120, NAN, NAN, 100, 1, 2, NAN},
	    {11, 10, 1, 10, 1, 0, NAN},
	    {5, 5, 5, 5, 5, 0, NAN},
	    {NAN, NAN, NAN, NAN, NAN, 0, NAN},
	};
	EACH(i, rows)
	{
		struct rating rating = {rows[i].value, rows[i].best, rows[i].worst, 9};
		rating_scale(&rating);
		if (!same(rating.best, rows[i].then_best) ||
		    !same(rating.worst, rows[i].then_worst) ||
		    rating.scale_assumed != rows[i].assumed ||
		    !same(rating_score(&rating), rows[i].score))
			fail_msg("%g of %g: %g %g %d %g", rows[i].value, rows[i].best, rating.best,
			    rating.worst, rating.scale_assumed, rating_score(&rating));
	}
}

static void three_stars_score_by_their_worst(void **state)
{
	(void)state;
	assert_true(same(rating_score(&(struct rating){3, 5, 0.5, 0}), 2.5 / 4.5));
	assert_true(same(rating_score(&(struct rating){3, 5, 1, 0}), 0.5));
	assert_true(same(rating_score(&(struct rating){3, 5, 0, 0}), 0.6));
	assert_true(rating_outside(&(struct rating){6, 5, 0, 0}));
	assert_false(rating_outside(&(struct rating){5, 5, 0, 0}));
}

static void a_count_is_read_in_every_grouping(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is;
		int64_t count;
		bool approximate;
	} rows[] = {
	    {"53", true, 53, false},
	    {"0", true, 0, false},
	    {"1,163,649", true, 1163649, false},
	    {"1.163.649", true, 1163649, false},
	    {"1 753", true, 1753, false},
	    {"१२३", true, 123, false},
	    {"١٬٢٣٤", true, 1234, false},
	    {"１，２３４", true, 1234, false},
	    {"1" NBSP "753", true, 1753, false},
	    {"1" NNBSP "072" NNBSP "467", true, 1072467, false},
	    {"1'234'567", true, 1234567, false},
	    {"1’234", true, 1234, false},
	    {"12,34,567", true, 1234567, false},
	    {"3,617 user", true, 3617, false},
	    {"308 critic", true, 308, false},
	    {"(624,315 votes)", true, 624315, false},
	    {"12K", true, 12000, true},
	    {"1.2M", true, 1200000, true},
	    {"1,2 mln", true, 1200000, true},
	    {"3,5 tis.", true, 3500, true},
	    {"12 тыс.", true, 12000, true},
	    {"1.5万", true, 15000, true},
	    {"1,163K", true, 1163000, true},
	    {"500+", true, 500, true},
	    {"12.0", true, 12, false},
	    {"1753 Bewertungen", true, 1753, false},
	    {"12 members", true, 12, false},
	    {"100 books", true, 100, false},
	    {"5.000", true, 5000, false},
	    {"", false, 0, false},
	    {"none", false, 0, false},
	    {"7.9", false, 0, false},
	    {"7,9", false, 0, false},
	    {"-3", false, 0, false},
	    {"12/34", false, 0, false},
	    {"79%", false, 0, false},
	    {"1,16,3", false, 0, false},
	    {"2019-12-05", false, 0, false},
	    {"12:30", false, 0, false},
	    {"1.163,649", false, 0, false},
	    {"99999999999999999999", false, 0, false},
	    {"1,1234", false, 0, false},
	};
	EACH(i, rows)
	{
		int64_t count = 0;
		bool approximate = false;
		bool is = rating_count(rows[i].text, &count, &approximate);
		if (is != rows[i].is ||
		    (is && (count != rows[i].count || approximate != rows[i].approximate)))
			fail_msg(
			    "'%s': %d %lld %d", rows[i].text, is, (long long)count, approximate);
	}
	int64_t count;
	bool approximate = true;
	assert_false(rating_count(NULL, &count, &approximate));
	assert_true(rating_count("5", &count, &approximate));
	assert_true(approximate);
}

static void percentages_become_counts_that_add_up(void **state)
{
	(void)state;
	int64_t counts[5];
	/* by hand: 33.33 each of 100 leaves one, which the first gets */
	assert_true(rating_rebuild((double[]){33, 33, 33}, 3, 100, counts));
	assert_int_equal(counts[0], 34);
	assert_int_equal(counts[1], 33);
	assert_int_equal(counts[2], 33);
	/* 17 of 12.5 %, 37.5 %, 50 %: 2.125, 6.375, 8.5 */
	assert_true(rating_rebuild((double[]){12.5, 37.5, 50}, 3, 17, counts));
	assert_int_equal(counts[0], 2);
	assert_int_equal(counts[1], 6);
	assert_int_equal(counts[2], 9);
	assert_true(rating_rebuild((double[]){0, 0, 100}, 3, 0, counts));
	assert_false(rating_rebuild((double[]){10, 20}, 2, 100, counts));
	assert_false(rating_rebuild((double[]){NAN, 100}, 2, 100, counts));
	assert_false(rating_rebuild(NULL, 0, 100, counts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_rating_states_its_scale_only_as_a_fraction_or_percentage),
	    cmocka_unit_test(an_absent_scale_is_assumed_and_widened),
	    cmocka_unit_test(three_stars_score_by_their_worst),
	    cmocka_unit_test(a_count_is_read_in_every_grouping),
	    cmocka_unit_test(percentages_become_counts_that_add_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
