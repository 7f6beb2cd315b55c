/* Wilson's interval, against published and independently computed values. */
#include "exporters/stats/agreement.h"
#include "exporters/stats/interval.h"
#include "exporters/stats/prior.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* The contract's golden values at 95 %. */
static const struct {
	int64_t hits, n;
	double low, high;
} golden[] = {
    {0, 1, 0, .793451},
    {1, 1, .206549, 1},
    {1, 2, .094531, .905469},
    {7, 10, .396778, .892209},
    {2, 2, .342380, 1},
    {100, 101, .946033, .998250},
    {600, 1000, .569309, .629925},
    {5500, 10000, .540232, .559730},
};

static void wilson_is_golden(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof golden / sizeof golden[0]; i++) {
		struct interval got =
		    interval_wilson(golden[i].hits, golden[i].n, interval_z(0.95));
		assert_true(fabs(got.low - golden[i].low) < 1e-6);
		assert_true(fabs(got.high - golden[i].high) < 1e-6);
	}
}

static void wilson_of_nothing_is_nothing(void **state)
{
	(void)state;
	struct interval got = interval_wilson(0, 0, interval_z(0.95));
	assert_true(isnan(got.low) && isnan(got.high));
}

static void wilson_touches_its_ends_exactly(void **state)
{
	(void)state;
	for (int64_t n = 1; n < 2000; n++) {
		assert_true(interval_wilson(0, n, 1.96).low == 0);
		assert_true(interval_wilson(n, n, 1.96).high == 1);
	}
}

/* qnorm() of R 4.2: 0.975, 0.995, 0.95, 0.9995 */
static void quantiles_are_those_of_r(void **state)
{
	(void)state;
	assert_true(fabs(interval_z(0.95) - 1.959963984540054) < 1e-14);
	assert_true(fabs(interval_z(0.99) - 2.575829303548901) < 1e-14);
	assert_true(fabs(interval_z(0.90) - 1.644853626951473) < 1e-14);
	assert_true(fabs(interval_z(0.999) - 3.290526731491896) < 1e-13);
	assert_true(fabs(interval_z(1e-300)) < 1e-15);
}

static void agreement_is_counted_by_hand(void **state)
{
	(void)state;
	/* the textbook's 20, 5, 10, 15: observed 0.7, chance 0.5, κ 0.4 */
	struct agreement votes = {20, 5, 10, 15};
	assert_int_equal(agreement_votes(&votes), 50);
	assert_true(fabs(agreement_share(&votes) - 0.7) < 1e-15);
	assert_true(fabs(agreement_kappa(&votes) - 0.4) < 1e-15);
	assert_int_equal(agreement_side(&votes, 1.96), AGREES_YES);
	assert_int_equal(agreement_side(&(struct agreement){1, 1, 0, 0}, 1.96), AGREES_UNDECIDED);
	assert_int_equal(agreement_side(&(struct agreement){0, 9, 0, 0}, 1.96), AGREES_NO);
	assert_int_equal(agreement_side(&(struct agreement){0}, 1.96), AGREES_EMPTY);
	assert_true(isnan(agreement_kappa(&(struct agreement){9, 0, 0, 0})));
}

static void prior_is_the_same_in_any_order(void **state)
{
	(void)state;
	struct prior_sums one = {0}, other = {0};
	for (int i = 1; i < 100; i++)
		prior_add(&one, i % (i % 7 + 1), i);
	for (int i = 99; i > 0; i--)
		prior_add(&other, i % (i % 7 + 1), i);
	assert_true(prior_of(&one).weight == prior_of(&other).weight);
	assert_true(prior_of(&one).mean == prior_of(&other).mean);
}

static void shrinking_is_by_hand(void **state)
{
	(void)state;
	struct prior prior = {0.6, 10};
	assert_true(fabs(prior_share(&prior, 1, 1) - 7.0 / 11) < 1e-15);
	assert_true(isnan(prior_share(&prior, 0, 0)));
	assert_true(fabs(prior_mean(&prior, 0.9, 5) - (5 * 0.9 + 10 * 0.6) / 15) < 1e-15);
	/* groups that do not differ more than chance says: pooled as far as the bound lets */
	struct prior_sums alike = {0};
	for (int i = 0; i < 10; i++)
		prior_add(&alike, 5, 10);
	assert_true(prior_of(&alike).weight == PRIOR_MOST);
	struct prior_sums apart = {0};
	prior_add(&apart, 0, 10);
	prior_add(&apart, 10, 10);
	assert_true(prior_of(&apart).weight == PRIOR_LEAST);
	assert_true(prior_of(&apart).mean == 0.5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(wilson_is_golden),
	    cmocka_unit_test(wilson_of_nothing_is_nothing),
	    cmocka_unit_test(wilson_touches_its_ends_exactly),
	    cmocka_unit_test(quantiles_are_those_of_r),
	    cmocka_unit_test(agreement_is_counted_by_hand),
	    cmocka_unit_test(prior_is_the_same_in_any_order),
	    cmocka_unit_test(shrinking_is_by_hand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
