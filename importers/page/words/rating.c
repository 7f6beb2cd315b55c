/* rating: see rating.h. A number is cut out of the text first, then judged by what the field
 * allows. */
#include "importers/page/words/rating.h"

#include "importers/page/words/languages.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	DIGITS_MAX = 18 /* of a number, so that an int64_t holds it */,
	BARS_MAX = 1000,
	PLAIN_MAX = 256
};

/* The bytes of one white space character at text (ASCII, NBSP, U+2009, U+202F), or 0. */
static size_t space_at(const char *text)
{
	static const char *const wide[] = {"\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf"};
	if (ascii_is_space(*text))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (text_starts(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

static const char *after_space(const char *text)
{
	for (size_t n; (n = space_at(text)) > 0;)
		text += n;
	return text;
}

/* ---- ratings ---- */

/* Reads `12`, `7.9`, `7,9`, `-1`, `.5`; returns what follows, or NULL. */
static const char *read_decimal(const char *text, double *value)
{
	char number[DIGITS_MAX + 16];
	size_t n = 0, digits = 0;
	bool point = false;
	if (*text == '-')
		number[n++] = *text++;
	else if (*text == '+')
		text++;
	else if (*text == '.')
		number[n++] = '0';
	for (; n < sizeof number - 1; text++) {
		bool mark = (*text == '.' || *text == ',') && ascii_is_digit(text[1]) && !point;
		if (!mark && !ascii_is_digit(*text))
			break;
		point = point || mark;
		digits += !mark;
		number[n++] = mark ? '.' : *text;
	}
	if (digits == 0 || digits > DIGITS_MAX || ascii_is_digit(*text))
		return NULL;
	if ((*text == '.' || *text == ',') && ascii_is_digit(text[1]))
		return NULL; /* two marks: a date or a count */
	return number_decimal(number, n, value) ? text : NULL;
}

/* What stands between the two numbers of a fraction; returns what follows it, or NULL. */
static const char *fraction_bar(const char *text)
{
	static const char slash[] = "\xe2\x81\x84";
	if (*text == '/')
		return after_space(text + 1);
	if (text_starts(text, slash))
		return after_space(text + sizeof slash - 1);
	for (size_t i = 0; i < languages_values_out_of.n; i++) {
		const char *word = languages_values_out_of.words[i];
		size_t n = strlen(word);
		if (ascii_starts(text, word) && text[n] == ' ')
			return after_space(text + n);
	}
	return NULL;
}

/* Words may follow a rating; more of a number may not ("12:30", "1 753", "4-5", "19/12/2020"). */
static bool ends_number(const char *text)
{
	if (*text == ':' || *text == '/' || *text == '-' || *text == '.' || *text == ',')
		return !ascii_is_digit(text[1]);
	return !ascii_is_digit(*after_space(text));
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

bool rating_value(const char *text, struct rating *rating)
{
	char plain[PLAIN_MAX];
	*rating = (struct rating){NAN, NAN, NAN, 0};
	double value, best;
	if (text && !is_ascii(text))
		text = rating_plain(text, plain, sizeof plain);
	const char *rest = text ? read_decimal(after_space(text), &value) : NULL;
	if (!rest)
		return false;
	const char *bar = fraction_bar(after_space(rest));
	const char *after = bar ? read_decimal(bar, &best) : NULL;
	if (*after_space(rest) == '%') {
		*rating = (struct rating){value, 100, 0, 0};
	} else if (after) {
		if (!ends_number(after) || !(best > 0))
			return false;
		*rating = (struct rating){value, best, 0, 0};
	} else {
		if (!ends_number(rest))
			return false;
		rating->value = value;
	}
	return true;
}

void rating_scale(struct rating *rating)
{
	rating->scale_assumed = 0;
	if (isnan(rating->value))
		return;
	if (isnan(rating->best)) {
		rating->best = rating->value > 10 ? 100 : rating->value > 5 ? 10 : 5;
		rating->scale_assumed = rating->value > 5 ? 2 : 1;
	}
	if (isnan(rating->worst)) {
		bool below = rating->value >= 0 && rating->value < 1;
		rating->worst = below || rating->best <= 1 ? 0 : 1;
		if (below)
			rating->scale_assumed = 2;
		else if (rating->scale_assumed == 0)
			rating->scale_assumed = 1;
	}
}

bool rating_outside(const struct rating *rating)
{
	return rating->value < rating->worst || rating->value > rating->best;
}

double rating_score(const struct rating *rating)
{
	if (isnan(rating->value) || !(rating->best > rating->worst) || rating_outside(rating))
		return NAN;
	return (rating->value - rating->worst) / (rating->best - rating->worst);
}

/* ---- counts ---- */

/* True if the text begins with the word, whole: an "s" may follow what is no abbreviation. */
static bool starts_with_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	return ascii_starts(text, word) &&
	    (!ascii_is_alpha(text[n]) || (n > 2 && ascii_lower(text[n]) == 's'));
}

/* The multiplier at text, whole word; 0 for none. */
static double multiplier_at(const char *text)
{
	static const struct {
		const struct languages_list *words;
		double times;
	} multipliers[] = {{&languages_numbers_million, 1e6}, {&languages_numbers_thousand, 1e3},
	    {&languages_numbers_billion, 1e9}, {&languages_numbers_ten_thousand, 1e4}};
	text = after_space(text);
	for (size_t m = 0; m < sizeof multipliers / sizeof *multipliers; m++)
		for (size_t i = 0; i < multipliers[m].words->n; i++)
			if (starts_with_word(text, multipliers[m].words->words[i]))
				return multipliers[m].times;
	return 0;
}

/* A mark between two groups of digits at text: `,` `.` `'` `’` or one space. Returns its bytes, 0
 * for none. */
static size_t group_mark(const char *text)
{
	if (*text == ',' || *text == '.' || *text == '\'')
		return 1;
	return text_starts(text, "\xe2\x80\x99") ? 3 : space_at(text);
}

static size_t digits_at(const char *text)
{
	size_t n = 0;
	while (ascii_is_digit(text[n]))
		n++;
	return n;
}

/* True if a group of three (or of two with more groups to come) follows the mark. The same mark
 * stands everywhere. */
static bool group_follows(const char *text, size_t mark, const char *first, size_t first_n)
{
	if (mark == 0 || (first && (mark != first_n || memcmp(text, first, mark) != 0)))
		return false;
	size_t digits = digits_at(text + mark);
	if (digits == 2) {
		size_t next = group_mark(text + mark + 2);
		return next == mark && memcmp(text, text + mark + 2, mark) == 0 &&
		    digits_at(text + mark + 2 + next) >= 2;
	}
	return digits == 3;
}

/* Reads grouped digits; returns what follows, or NULL when there are none or too many. */
static const char *read_grouped(const char *text, int64_t *count, bool *grouped)
{
	const char *first = NULL;
	size_t first_n = 0, digits = digits_at(text);
	*count = 0;
	*grouped = false;
	if (digits == 0 || digits > DIGITS_MAX)
		return NULL;
	bool short_head = digits <= 3;
	for (size_t total = digits;; total += digits) {
		if (total > DIGITS_MAX)
			return NULL;
		for (size_t i = 0; i < digits; i++)
			*count = *count * 10 + (text[i] - '0');
		text += digits;
		size_t mark = group_mark(text);
		if (!short_head || !group_follows(text, mark, first, first_n))
			return text;
		first = first ? first : text;
		first_n = mark;
		text += mark;
		digits = digits_at(text);
		*grouped = true;
	}
}

/* What may stand after a count; a decimal part only when it is zero (a JSON 12.0). */
static bool ends_count(const char *text)
{
	if ((*text == '.' || *text == ',') && ascii_is_digit(text[1])) {
		for (text++; *text == '0'; text++)
			;
		return !ascii_is_digit(*text);
	}
	return *text != '/' && *text != '%' && *text != ':' && *text != '-' && ends_number(text);
}

bool rating_count(const char *text, int64_t *count, bool *approximate)
{
	char plain[PLAIN_MAX];
	if (!text)
		return false;
	text = after_space(is_ascii(text) ? text : rating_plain(text, plain, sizeof plain));
	if (*text == '(' || *text == '[')
		text = after_space(text + 1);
	bool grouped;
	const char *rest = read_grouped(text, count, &grouped);
	double value, times = rest && grouped ? multiplier_at(rest) : 0;
	if (times > 0) {
		value = (double)*count;
	} else if ((rest = read_decimal(text, &value)) && *text != '-') {
		times = multiplier_at(rest);
	}
	if (times > 0) {
		if (value * times >= 1e15)
			return false;
		*count = llround(value * times);
		*approximate = true;
		return true;
	}
	rest = read_grouped(text, count, &grouped);
	if (!rest || !ends_count(rest))
		return false;
	if (*rest == '+')
		*approximate = true;
	return true;
}

/* ---- histograms from percentages ---- */

struct share {
	size_t place;
	double remainder;
};

/* Largest remainder first; equal ones in their own order. */
static int by_remainder(const void *a, const void *b)
{
	const struct share *one = a, *other = b;
	if (one->remainder != other->remainder)
		return one->remainder < other->remainder ? 1 : -1;
	return one->place < other->place ? -1 : 1;
}

bool rating_rebuild(const double *percent, size_t n, int64_t total, int64_t *counts)
{
	struct share shares[BARS_MAX];
	double sum = 0;
	for (size_t i = 0; i < n; i++) {
		if (!(percent[i] >= 0))
			return false;
		sum += percent[i];
	}
	if (n == 0 || n > BARS_MAX || total < 0 || fabs(sum - 100) > (double)n / 2)
		return false;
	int64_t left = total;
	for (size_t i = 0; i < n; i++) {
		double exact = percent[i] / sum * (double)total;
		counts[i] = (int64_t)floor(exact);
		shares[i] = (struct share){i, exact - floor(exact)};
		left -= counts[i];
	}
	qsort(shares, n, sizeof *shares, by_remainder);
	for (size_t i = 0; i < n && left > 0; i++, left--)
		counts[shares[i].place]++;
	return true;
}
