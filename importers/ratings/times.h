/*
 * times: dates as tables write them. Seconds or milliseconds since 1970, ISO 8601, `2024/03/01
 * 9:05:00 PM GMT+2`, `10/03/2012`, `10.03.2012 14:00`, `Sat Mar 10 00:00:00 2012`, `10 Mar 2012`,
 * `Mar 10, 2012`.
 *
 * Whether 10/03 is the tenth of March is told by the file: see times_learn. Where nothing tells,
 * the day stands first.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_TIMES_H
#define FILMTALLY_IMPORTERS_RATINGS_TIMES_H

#include "schema/base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMES_DAYS = 64 };
struct times {
	bool month_first;
	struct {
		int64_t day;
		char text[DATE_TEXT]; /* "" unused */
	} days[TIMES_DAYS]; /* on which epoch times fell lately, by day modulo TIMES_DAYS */
};

/* Looks at text that is part of the file: a `d/d/` whose second number is over 12, and none whose
 * first is, puts the month first. */
void times_learn(struct times *times, const char *bytes, size_t n);

/* Writes the canonical form; false when it is no time. */
bool times_read(struct times *times, const char *text, size_t n, char out[DATE_TEXT]);

#endif
