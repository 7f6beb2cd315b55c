/* Numbers as machines write them. The shortest forms are those of Python's repr and of Gay's
 * paper. */
#include "schema/base/number.h"

#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void integers_are_exact_or_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "-", "+", " 1", "1 ", "1.0", "1e3", "0x1", "--1",
	    "9223372036854775808", "-9223372036854775809"};
	int64_t value;
	assert_true(number_integer("9223372036854775807", 19, &value) && value == INT64_MAX);
	assert_true(number_integer("-9223372036854775808", 20, &value) && value == INT64_MIN);
	assert_true(number_integer("+007", 4, &value) && value == 7);
	assert_true(number_integer("12,", 2, &value) && value == 12);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(number_integer(wrong[i], strlen(wrong[i]), &value));
	assert_false(number_integer("1\0"
				    "2",
	    3, &value));
}

static void decimals_are_correctly_rounded_or_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double value;
	} rows[] = {
	    {"3", 3},
	    {"-12.5", -12.5},
	    {"1e-7", 1e-7},
	    {"8.7", 8.7},
	    {"0.1", 0.1},
	    {"+4.50", 4.5},
	    {"1E2", 100},
	    {"9007199254740993", 9007199254740992.0},
	    {"0.30000000000000004", 0.30000000000000004},
	    {"1.7976931348623157e308", DBL_MAX},
	    {"5e-324", 4.9406564584124654e-324},
	    {"1e-400", 0},
	    {"123456789012345e22", 123456789012345e22},
	    {"2.2250738585072011e-308", 2.2250738585072011e-308},
	};
	static const char *const wrong[] = {"", ".", "-", "1.", ".5", "1,5", "1e", "1e+", "nan",
	    "inf", "0x1p3", "1e999", "1 ", "1.5.2", "١"};
	double value;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(number_decimal(rows[i].text, strlen(rows[i].text), &value));
		assert_true(value == rows[i].value);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(number_decimal(wrong[i], strlen(wrong[i]), &value));
}

static void the_shortest_form_reads_back(void **state)
{
	(void)state;
	static const struct {
		double value;
		const char *text;
	} rows[] = {
	    {0.0, "0"},
	    {-0.0, "0"},
	    {8.7, "8.7"},
	    {0.1, "0.1"},
	    {0.1 + 0.2, "0.30000000000000004"},
	    {3, "3"},
	    {-2.125, "-2.125"},
	    {0.001, "0.001"},
	    {1163649, "1163649"},
	    {1e22, "1e+22"},
	    {5e-324, "5e-324"},
	    {DBL_MAX, "1.7976931348623157e+308"},
	    {1.0 / 3, "0.3333333333333333"},
	    {NAN, ""},
	    {INFINITY, ""},
	};
	char text[NUMBER_TEXT];
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(number_shortest(rows[i].value, text), strlen(rows[i].text));
		assert_string_equal(text, rows[i].text);
	}
	uint64_t bits = 1;
	for (int i = 0; i < 200000; i++) {
		double value, again;
		bits = bits * UINT64_C(6364136223846793005) + 1442695040888963407;
		memcpy(&value, &bits, sizeof value);
		if (i % 2) /* and decimals as people write them */
			value = (double)(int64_t)(bits >> 40) / (i % 3 ? 1000 : 1e5);
		if (!isfinite(value))
			continue;
		size_t n = number_shortest(value, text);
		assert_true(strtod(text, NULL) == value);
		assert_true(number_decimal(text, n, &again) && again == value);
	}
}

static void fixed_decimals_round_half_to_even_on_the_exact_value(void **state)
{
	(void)state;
	static const struct {
		double value;
		int decimals;
		const char *text;
	} rows[] = {
	    {0.5, 0, "0"},
	    {1.5, 0, "2"},
	    {2.5, 0, "2"},
	    {0.125, 2, "0.12"},
	    {2.675, 2, "2.67"}, /* the double is a little below */
	    {2.0 / 3, 6, "0.666667"},
	    {-0.001, 2, "0.00"},
	    {-0.0, 0, "0"},
	    {-1, 1, "-1.0"},
	    {999999999999999999.0, 0, "1e+18"},
	    {NAN, 6, ""},
	};
	char text[NUMBER_TEXT];
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(
		    number_fixed(rows[i].value, rows[i].decimals, text), strlen(rows[i].text));
		assert_string_equal(text, rows[i].text);
	}
}

static void reading_does_not_ask_the_locale(void **state)
{
	(void)state;
	double value;
	if (!setlocale(LC_ALL, "de_DE.UTF-8"))
		setlocale(LC_ALL, "C.UTF-8");
	assert_true(number_decimal("0.30000000000000004", 19, &value) && value == 0.1 + 0.2);
	assert_true(number_decimal("4.5", 3, &value) && value == 4.5);
	assert_false(number_decimal("4,5", 3, &value));
	setlocale(LC_ALL, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(integers_are_exact_or_refused),
	    cmocka_unit_test(decimals_are_correctly_rounded_or_refused),
	    cmocka_unit_test(the_shortest_form_reads_back),
	    cmocka_unit_test(fixed_decimals_round_half_to_even_on_the_exact_value),
	    cmocka_unit_test(reading_does_not_ask_the_locale),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
