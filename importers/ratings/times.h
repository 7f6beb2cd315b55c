/*
 * times: dates as tables write them. Seconds or milliseconds since 1970, ISO 8601, `2024/03/01
 * 9:05:00 PM GMT+2`, `10/03/2012`, `10.03.2012 14:00`, `Sat Mar 10 00:00:00 2012`, `10 Mar 2012`,
 * `Mar 10, 2012`.
 *
 * Whether 10/03 is the tenth of March is told by the file: see times_learn. Where nothing tells,
 * the day stands first.
 */
#ifndef FILMTALLY_TIMES_H
#define FILMTALLY_TIMES_H

#include "schema/base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct times {
	bool month_first;
	int64_t day; /* the last day that an epoch time fell on, and its text */
	char day_text[DATE_TEXT];
};

/* Looks at text that is part of the file: a `d/d/` whose second number is over 12, and none whose
 * first is, puts the month first. */
void times_learn(struct times *times, const char *bytes, size_t n);

/* Writes the canonical form; false when it is no time. */
bool times_read(struct times *times, const char *text, size_t n, char out[DATE_TEXT]);

#endif
