/*
 * rating: numbers as pages write them: ratings ("7,9/10", "79%"), their scales, and counts
 * ("1.163.649", "12K", "3,617 user"). Pure functions. Which of two readings
 * holds is told by the field, never by the text: "5,80" is a rating and "1 753" a count on one and
 * the same page.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_RATING_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_RATING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rating {
	double value;       /* NAN unknown */
	double best, worst; /* NAN: not said */
	int scale_assumed;  /* set by rating_scale: 0 stated, 1 assumed in part or whole, 2 widened
	                     */
};

/*
 * A rating: `7.9`, `7,9`, `7.9/10`, `4 / 5`, `8 out of 10`, `79%`, with words after it ("4.5
 * stars"). A fraction states its best (and 0 as its worst, since it is read as a fraction), a
 * percentage 100 and 0; otherwise both stay NAN. False, with all three NAN, when it is no rating.
 */
bool rating_value(const char *text, struct rating *rating);

/*
 * Completes the scale: what is stated stays; what is not is 5 and 1 (schema.org's default until
 * release 26), and scale_assumed is 1. A value above an assumed best widens it to 10, then 100; one
 * below an assumed worst makes that 0; scale_assumed is then 2. Without a value nothing is assumed.
 */
void rating_scale(struct rating *rating);

/* (value − worst)/(best − worst), or NAN when one is unknown, best is not above worst, or the value
 * lies outside. */
double rating_score(const struct rating *rating);

/* True when all three are known and the value lies outside worst…best. */
bool rating_outside(const struct rating *rating);

/*
 * A count: digits alone or in groups of three (two, in Indian numbers) parted by `,` `.` `'` or any
 * space (NBSP and U+202F too), or a decimal with a multiplier ("12K", "1.2M", "3,5 tis."), with
 * words after it or brackets around it. *approximate is set (never cleared) for a multiplier or a
 * trailing `+`. False when it is no count.
 */
bool rating_count(const char *text, int64_t *count, bool *approximate);

/*
 * The text with the digits of other scripts (`७.४`, `٧٫٥`, `７`) and halves (`3½`) in plain ones,
 * and a row of stars
 * (`★★★½`, `★★★★☆`) as a number, in out, which has room for cap bytes, at least 64; what is longer
 * is cut.
 */
const char *rating_plain(const char *text, char *out, size_t cap);

/*
 * Counts from percentages and a total by the largest remainder (Hamilton), so that they add up to
 * the total when the percentages add up to 100 give or take rounding (n ⁄ 2 points). False, with
 * nothing written, when they do not.
 */
bool rating_rebuild(const double *percent, size_t n, int64_t total, int64_t *counts);

#endif
