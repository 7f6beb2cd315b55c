/* Mean, spread, quantiles and shape from counts, against values computed elsewhere. */
#include "exporters/stats/distribution.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct distribution votes;

static int teardown(void **state)
{
	(void)state;
	distribution_release(&votes);
	return 0;
}

#define assert_near(got, want) assert_true(fabs((got) - (want)) < 1e-12)

static void put_all(const double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		distribution_put(&votes, values[i], 1);
}

static void quantiles_are_rs_type_7(void **state)
{
	(void)state;
	/* R: quantile(c(1,2,4,8,16), c(0,.1,.25,.5,.9,1)) → 1 1.4 2 4 12.8 16 */
	put_all((double[]){16, 1, 8, 2, 4}, 5);
	assert_near(distribution_quantile(&votes, 0), 1);
	assert_near(distribution_quantile(&votes, 0.1), 1.4);
	assert_near(distribution_quantile(&votes, 0.25), 2);
	assert_near(distribution_quantile(&votes, 0.5), 4);
	assert_near(distribution_quantile(&votes, 0.9), 12.8);
	assert_near(distribution_quantile(&votes, 1), 16);
}

static void mean_and_deviation_are_of_the_sample(void **state)
{
	(void)state;
	/* R: mean(c(2,4,4,4,5,5,7,9)) → 5; sd → 2.13808993529939 */
	put_all((double[]){2, 4, 4, 4, 5, 5, 7, 9}, 8);
	assert_near(distribution_mean(&votes), 5);
	assert_near(distribution_deviation(&votes), 2.13808993529939);
	assert_int_equal(votes.cells, 5);
}

static void nothing_says_nothing(void **state)
{
	(void)state;
	assert_true(isnan(distribution_mean(&votes)));
	assert_true(isnan(distribution_quantile(&votes, 0.5)));
	distribution_put(&votes, 0.5, 1);
	assert_near(distribution_mean(&votes), 0.5);
	assert_true(isnan(distribution_deviation(&votes)));
	assert_true(isnan(distribution_bimodality(&votes)));
	distribution_put(&votes, 0.5, 3);
	assert_near(distribution_deviation(&votes), 0);
	assert_true(isnan(distribution_balance(&votes)));
}

static void merging_is_the_same_as_putting(void **state)
{
	(void)state;
	struct distribution other = {0};
	distribution_put(&votes, 0.5, 2);
	distribution_put(&other, 0.5, 3);
	distribution_put(&other, 0.25, 1);
	distribution_merge(&votes, &other);
	assert_int_equal(votes.cells, 2);
	assert_int_equal(votes.n, 6);
	assert_int_equal(votes.at[1].n, 5);
	assert_near(votes.at[0].value, 0.25);
	distribution_release(&other);
}

static void bins_hold_their_lower_edge(void **state)
{
	(void)state;
	int64_t bins[DISTRIBUTION_BINS];
	put_all((double[]){0, 0.1, 0.3, 0.7, 0.95, 1}, 6);
	distribution_bins(&votes, bins);
	static const int64_t want[] = {1, 1, 0, 1, 0, 0, 0, 1, 0, 2};
	assert_memory_equal(bins, want, sizeof want);
}

static void flat_and_polarised_differ(void **state)
{
	(void)state;
	for (int i = 0; i <= 10; i++)
		distribution_put(&votes, i / 10.0, 1000);
	double flat = distribution_bimodality(&votes);
	assert_near(distribution_balance(&votes), 1);
	distribution_clear(&votes);
	distribution_put(&votes, 0, 1000);
	distribution_put(&votes, 1, 1000);
	assert_true(fabs(flat - 5.0 / 9) < 0.01);
	assert_true(distribution_bimodality(&votes) > 0.99);
	assert_near(distribution_balance(&votes), 1);
}

static void scores_are_within_their_scale(void **state)
{
	(void)state;
	assert_near(score_of(3, 5, 0.5), 2.5 / 4.5);
	assert_near(score_of(3, 5, 1), 0.5);
	assert_near(score_of(3, 5, 0), 0.6);
	assert_true(isnan(score_of(6, 5, 1)));
	assert_true(isnan(score_of(3, 5, 5)));
	assert_true(isnan(score_of(NAN, 5, 1)));
	assert_int_equal(score_choice(score_of(3, 5, 0)), 1);
	assert_int_equal(score_choice(score_of(3, 5, 1)), 0);
	assert_int_equal(score_choice(score_of(2, 5, 0)), -1);
}

#define test(function) cmocka_unit_test_teardown(function, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    test(quantiles_are_rs_type_7),
	    test(mean_and_deviation_are_of_the_sample),
	    test(nothing_says_nothing),
	    test(merging_is_the_same_as_putting),
	    test(bins_hold_their_lower_edge),
	    test(flat_and_polarised_differ),
	    test(scores_are_within_their_scale),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
