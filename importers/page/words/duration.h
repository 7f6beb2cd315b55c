/*
 * duration: running times as pages write them, in minutes. Pure.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_DURATION_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_DURATION_H

enum { DURATION_MAX = 6000 }; /* minutes; the longest film known has 5,220 */

/*
 * Minutes of `PT1H58M`, `PT118M`, `P0DT1H58M`, `PT7080S`, `T1M21S` (ISO 8601 and its real
 * misspellings), the wrong but real `P112M` (112 minutes, not months), `118 min`, `1h 58m`, `1 Std.
 * 58 Min.`, `1:58:00`, `1:58`, `43:10` (hours and minutes up to five hours, else minutes and
 * seconds), a bare `118`. Seconds are rounded to the nearest minute. 0 when it says none, is not
 * understood, or is beyond DURATION_MAX.
 */
int duration_minutes(const char *text);

#endif
