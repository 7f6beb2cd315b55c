/*
 * date: times as UTC ISO 8601, the one form that leaves any program: `YYYY-MM-DDTHH:MM:SSZ`, or a
 * date `YYYY-MM-DD` (also `YYYY-MM` and `YYYY`) that stays a date. Proleptic Gregorian calendar.
 */
#ifndef FILMTALLY_SCHEMA_BASE_DATE_H
#define FILMTALLY_SCHEMA_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DATE_TEXT = 24 }; /* room for `YYYY-MM-DDTHH:MM:SSZ` and the NUL */

/* Days since 1970-01-01 of a civil date, and back. */
int64_t date_days(int64_t year, int month, int day);
void date_civil(int64_t days, int *year, int *month, int *day);
/* The day, so counted, that a second since 1970 lies in. */
int64_t date_day(int64_t seconds);
/* The Monday of a day's ISO week. */
int64_t date_monday(int64_t day);

/* Reads ISO 8601 / RFC 3339 (`T` or space, optional seconds, fraction dropped, `Z`, `±HH:MM`,
 * `±HHMM`; a time without a zone is taken as UTC; white space around it is ignored) and writes the
 * canonical form. False if it is not a date, names an impossible day, or its year is outside
 * 1–9999. */
bool date_iso(const char *text, size_t n, char out[DATE_TEXT]);
/* Is it `YYYY-MM-DDTHH:MM:SSZ`, on a day that every month has? For those who read millions; others
 * ask date_iso. */
bool date_is_plain_time(const char *at, size_t n);

/* RFC 822/1123 (`Tue, 10 Jun 2003 04:00:00 GMT`, `+0200`, named US zones; RFC 850's dashes), as
 * feeds and HTTP use it. Without a zone it is UTC; a zone of another name is not guessed: false. */
bool date_rfc822(const char *text, size_t n, char out[DATE_TEXT]);

/* Seconds, or milliseconds, since 1970 UTC → canonical form. False outside the years 1–9999. */
bool date_from_epoch(int64_t seconds, char out[DATE_TEXT]);
bool date_from_epoch_ms(int64_t milliseconds, char out[DATE_TEXT]);

/* Canonical form → seconds since 1970 (a date without a time is its first second). False if not
 * canonical. */
bool date_to_epoch(const char *canonical, int64_t *seconds);

#endif
