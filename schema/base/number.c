/* number: see number.h. Fast exact paths for what ballots hold; the C library for the rest. */
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <assert.h>
#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LONGEST = 512,    /* bytes of a decimal; longer ones are no number anyone writes */
	EXACT_DIGITS = 15 /* any decimal of so many digits is told apart by a double */
};

bool number_integer(const char *text, size_t n, int64_t *value)
{
	size_t i = n > 0 && (text[0] == '-' || text[0] == '+');
	bool negative = i && text[0] == '-';
	if (i == n)
		return false;
	int64_t sum = 0; /* counted downwards, where there is room for INT64_MIN */
	for (; i < n; i++) {
		if (!ascii_is_digit(text[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_sub_overflow(sum, text[i] - '0', &sum))
			return false;
	}
	if (!negative && sum == INT64_MIN)
		return false;
	*value = negative ? sum : -sum;
	return true;
}

/* A decimal in its parts: digits × 10^exponent, `digits` wrong when there are more than
 * EXACT_DIGITS. */
struct decimal {
	bool negative;
	int significant; /* digits from the first that is not 0 */
	uint64_t digits;
	int exponent;
};

static size_t read_digits(const char *text, size_t i, size_t n, struct decimal *decimal)
{
	for (; i < n && ascii_is_digit(text[i]); i++) {
		if (decimal->significant || text[i] != '0')
			decimal->significant++;
		if (decimal->significant <= EXACT_DIGITS)
			decimal->digits = decimal->digits * 10 + (uint64_t)(text[i] - '0');
	}
	return i;
}

/* Returns where the exponent ends; `i` itself if it is malformed. */
static size_t read_exponent(const char *text, size_t i, size_t n, struct decimal *decimal)
{
	size_t at = i + 1;
	bool negative = at < n && text[at] == '-';
	if (at < n && (text[at] == '-' || text[at] == '+'))
		at++;
	size_t start = at;
	int exponent = 0;
	for (; at < n && ascii_is_digit(text[at]); at++) {
		if (exponent < 100000)
			exponent = exponent * 10 + (text[at] - '0');
	}
	if (at == start)
		return i;
	decimal->exponent += negative ? -exponent : exponent;
	return at;
}

/* True if all n bytes are `[+-]digits[.digits][e[+-]digits]`. */
static bool read_decimal(const char *text, size_t n, struct decimal *decimal)
{
	size_t i = n > 0 && (text[0] == '-' || text[0] == '+');
	decimal->negative = i && text[0] == '-';
	size_t start = i;
	i = read_digits(text, i, n, decimal);
	if (i == start)
		return false;
	if (i < n && text[i] == '.') {
		start = i + 1;
		i = read_digits(text, start, n, decimal);
		if (i == start)
			return false;
		decimal->exponent -= (int)(i - start);
	}
	if (i < n && (text[i] == 'e' || text[i] == 'E'))
		i = read_exponent(text, i, n, decimal);
	return i == n;
}

/* The C library's conversion, which is correctly rounded, under the "C" locale whatever is set. */
static bool convert(const char *text, size_t n, double *value)
{
	static locale_t c_locale;
	if (!c_locale)
		c_locale = newlocale(LC_ALL_MASK, "C", NULL);
	char copy[LONGEST + 1];
	memcpy(copy, text, n);
	copy[n] = '\0';
	*value = c_locale ? strtod_l(copy, NULL, c_locale) : strtod(copy, NULL);
	return isfinite(*value);
}

/* Up to 15 digits and a power up to 10^22 are exact doubles, so one operation rounds once: Clinger
 * 1990. */
bool number_decimal(const char *text, size_t n, double *value)
{
	static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
	    1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	enum { POWERS = sizeof powers / sizeof powers[0] };
	struct decimal decimal = {0};
	if (n > LONGEST || !read_decimal(text, n, &decimal))
		return false;
	if (decimal.significant > EXACT_DIGITS || abs(decimal.exponent) >= POWERS)
		return convert(text, n, value);
	double sum = (double)decimal.digits;
	sum =
	    decimal.exponent < 0 ? sum / powers[-decimal.exponent] : sum * powers[decimal.exponent];
	*value = decimal.negative ? -sum : sum;
	return true;
}

/* Writes thousandths as a decimal without trailing zeros. */
static size_t write_thousandths(int64_t thousandths, char out[NUMBER_TEXT])
{
	char digits[NUMBER_TEXT];
	size_t n = 0, at = 0;
	uint64_t rest = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
	int skip = 0;
	while (skip < 3 && rest % 10 == 0) {
		rest /= 10;
		skip++;
	}
	for (int place = skip; rest || place <= 3; place++) {
		if (place == 3 && n)
			digits[n++] = '.';
		digits[n++] = (char)('0' + rest % 10);
		rest /= 10;
	}
	if (thousandths < 0)
		out[at++] = '-';
	while (n)
		out[at++] = digits[--n];
	out[at] = '\0';
	return at;
}

/* When v = t/1000 for an integer t of at most 15 digits, the decimal t/1000 reads back as v, for
 * both the division and the reading are correctly rounded; and no shorter decimal is as near. */
static bool is_thousandths(double value, int64_t *thousandths)
{
	if (!(fabs(value) < 1e11))
		return false;
	double scaled = nearbyint(value * 1000);
	*thousandths = (int64_t)scaled;
	return scaled / 1000 == value;
}

size_t number_shortest(double value, char out[NUMBER_TEXT])
{
	int64_t thousandths;
	out[0] = '\0';
	if (!isfinite(value))
		return 0;
	if (is_thousandths(value, &thousandths))
		return write_thousandths(thousandths, out);
	int n = 0;
	for (int digits = fabs(value) < DBL_MIN ? 1 : EXACT_DIGITS; digits <= DBL_DECIMAL_DIG;
	     digits++) {
		n = snprintf(out, NUMBER_TEXT, "%.*g", digits, value);
		if (strtod(out, NULL) == value)
			break;
	}
	assert(n > 0 && n < NUMBER_TEXT);
	return (size_t)n;
}

/* The digits of an integer that stands for so many decimals. */
static size_t write_scaled(uint64_t scaled, bool negative, int decimals, char out[NUMBER_TEXT])
{
	char digits[NUMBER_TEXT];
	size_t n = 0, at = 0;
	for (int place = 0; scaled || place <= decimals; place++) {
		if (place == decimals && place)
			digits[n++] = '.';
		digits[n++] = (char)('0' + scaled % 10);
		scaled /= 10;
	}
	if (negative)
		out[at++] = '-';
	while (n)
		out[at++] = digits[--n];
	out[at] = '\0';
	return at;
}

/* Exports write shares by the million: where the scaled value is far enough from a half that its
 * own rounding error (below 2^-20 under 2^32) can't matter, its nearest integer is the answer. */
static bool is_far_from_half(double value, int decimals, double *rounded)
{
	static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
	double scaled = fabs(value) * powers[decimals];
	if (!(scaled < 4294967296.0))
		return false;
	*rounded = floor(scaled + 0.5);
	return fabs(scaled - floor(scaled) - 0.5) > 1e-5;
}

size_t number_fixed(double value, int decimals, char out[NUMBER_TEXT])
{
	double rounded;

	assert(decimals >= 0 && decimals <= 9);
	out[0] = '\0';
	if (!isfinite(value))
		return 0;
	if (fabs(value) >= 1e18)
		return number_shortest(value, out);
	if (is_far_from_half(value, decimals, &rounded))
		return write_scaled((uint64_t)rounded, value < 0 && rounded > 0, decimals, out);
	int n = snprintf(out, NUMBER_TEXT, "%.*f", decimals, value);
	assert(n > 0 && n < NUMBER_TEXT);
	if (out[0] != '-' || strspn(out + 1, "0.") + 1 != (size_t)n)
		return (size_t)n;
	memmove(out, out + 1, (size_t)n); /* "-0.00": the sign of nothing */
	return (size_t)n - 1;
}
