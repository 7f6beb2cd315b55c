/* date: see date.h. Days are counted by Howard Hinnant's civil calendar algorithms. */
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

enum { DAY = 24 * 60 * 60 };

/* A time of the civil calendar; the parts that are not known are -1. */
struct moment {
	int year, month, day;
	int hour, minute, second;
	int offset; /* seconds east of UTC */
};

/* What is left of a text being read. */
struct cursor {
	const char *at, *end;
};

/* http://howardhinnant.github.io/date_algorithms.html: years begin in March, eras are 400 years. */
int64_t date_days(int64_t year, int month, int day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

void date_civil(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
	    day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;
	*day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

/* ---- writing ---- */

static void put_digits(char *out, int value, int digits)
{
	while (digits--) {
		out[digits] = (char)('0' + value % 10);
		value /= 10;
	}
}

static void write_date(const struct moment *moment, char out[DATE_TEXT])
{
	size_t n = 4;
	put_digits(out, moment->year, 4);
	if (moment->month > 0) {
		out[4] = '-';
		put_digits(out + 5, moment->month, 2);
		n = 7;
	}
	if (moment->day > 0) {
		out[7] = '-';
		put_digits(out + 8, moment->day, 2);
		n = 10;
	}
	out[n] = '\0';
}

int64_t date_day(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

int64_t date_monday(int64_t day)
{
	return day - ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

bool date_from_epoch(int64_t seconds, char out[DATE_TEXT])
{
	static const int64_t first = INT64_C(-62135596800), last = INT64_C(253402300799);
	struct moment moment;
	if (seconds < first || seconds > last)
		return false;
	int64_t days = date_day(seconds);
	int rest = (int)(seconds - days * DAY);
	date_civil(days, &moment.year, &moment.month, &moment.day);
	write_date(&moment, out);
	memcpy(out + 10, "T00:00:00Z", sizeof "T00:00:00Z");
	put_digits(out + 11, rest / 3600, 2);
	put_digits(out + 14, rest / 60 % 60, 2);
	put_digits(out + 17, rest % 60, 2);
	return true;
}

bool date_from_epoch_ms(int64_t milliseconds, char out[DATE_TEXT])
{
	return date_from_epoch(milliseconds / 1000 - (milliseconds % 1000 < 0), out);
}

/* Checks the parts and writes them. A second may be 60, as leap seconds are written; it is the next
 * one. */
static bool write_moment(const struct moment *moment, char out[DATE_TEXT])
{
	if (moment->year < 1 || moment->year > 9999 || moment->month == 0 || moment->month > 12 ||
	    moment->day == 0 ||
	    (moment->day > 0 && moment->day > days_in_month(moment->year, moment->month)))
		return false;
	if (moment->hour < 0) {
		write_date(moment, out);
		return true;
	}
	if (moment->hour > 23 || moment->minute > 59 || moment->second > 60)
		return false;
	int64_t days = date_days(moment->year, moment->month, moment->day);
	return date_from_epoch(days * DAY + moment->hour * 3600 + moment->minute * 60 +
		moment->second - moment->offset,
	    out);
}

/* ---- reading ---- */

static struct cursor trimmed(const char *text, size_t n)
{
	struct cursor cursor = {text, text + n};
	while (cursor.at < cursor.end && ascii_is_space(*cursor.at))
		cursor.at++;
	while (cursor.at < cursor.end && ascii_is_space(cursor.end[-1]))
		cursor.end--;
	return cursor;
}

static bool at_end(const struct cursor *cursor)
{
	return cursor->at == cursor->end;
}

static bool take_char(struct cursor *cursor, const char *choices)
{
	if (at_end(cursor) || !*cursor->at || !strchr(choices, *cursor->at))
		return false;
	cursor->at++;
	return true;
}

/* Between least and most digits, no more following. */
static bool take_digits(struct cursor *cursor, int least, int most, int *value)
{
	int n = 0;
	*value = 0;
	while (!at_end(cursor) && ascii_is_digit(*cursor->at) && n <= most) {
		*value = *value * 10 + (*cursor->at++ - '0');
		n++;
	}
	return n >= least && n <= most;
}

/* Two digits of which more may follow, as in `+0200`. */
static bool take_pair(struct cursor *cursor, int *value)
{
	if (cursor->end - cursor->at < 2 || !ascii_is_digit(cursor->at[0]) ||
	    !ascii_is_digit(cursor->at[1]))
		return false;
	*value = (cursor->at[0] - '0') * 10 + (cursor->at[1] - '0');
	cursor->at += 2;
	return true;
}

/* `±HH:MM`, `±HHMM` or `±HH`. */
static bool take_offset(struct cursor *cursor, int *offset)
{
	int hours, minutes = 0;
	bool west = !at_end(cursor) && *cursor->at == '-';
	if (!take_char(cursor, "+-") || !take_pair(cursor, &hours))
		return false;
	bool colon = take_char(cursor, ":");
	if (!take_pair(cursor, &minutes) && colon)
		return false;
	*offset = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
	return hours <= 23 && minutes <= 59;
}

/* `HH:MM`, `HH:MM:SS` or with a fraction, which is dropped. */
static bool take_time(struct cursor *cursor, struct moment *moment)
{
	int fraction = 0;
	moment->second = 0;
	if (!take_digits(cursor, 1, 2, &moment->hour) || !take_char(cursor, ":") ||
	    !take_digits(cursor, 2, 2, &moment->minute))
		return false;
	if (!take_char(cursor, ":"))
		return true;
	if (!take_digits(cursor, 2, 2, &moment->second))
		return false;
	if (!take_char(cursor, ".,"))
		return true;
	for (; !at_end(cursor) && ascii_is_digit(*cursor->at); fraction++)
		cursor->at++;
	return fraction > 0;
}

static bool take_iso_zone(struct cursor *cursor, int *offset)
{
	*offset = 0;
	return at_end(cursor) || take_char(cursor, "Zz") || take_offset(cursor, offset);
}

static bool read_iso(const char *text, size_t n, struct moment *moment)
{
	struct cursor cursor = trimmed(text, n);
	*moment = (struct moment){.month = -1, .day = -1, .hour = -1};
	if (!take_digits(&cursor, 4, 4, &moment->year))
		return false;
	if (take_char(&cursor, "-") && !take_digits(&cursor, 2, 2, &moment->month))
		return false;
	if (moment->month >= 0 && take_char(&cursor, "-") &&
	    !take_digits(&cursor, 2, 2, &moment->day))
		return false;
	if (moment->day >= 0 && take_char(&cursor, "Tt ")) {
		if (cursor.end - cursor.at < 5 || cursor.at[2] != ':' ||
		    !take_time(&cursor, moment))
			return false;
		take_char(&cursor, " "); /* "2017-05-24 10:00:00 +0000" */
		if (!take_iso_zone(&cursor, &moment->offset))
			return false;
	}
	return at_end(&cursor);
}

static int two(const char *at)
{
	return at[0] >= '0' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9'
	    ? (at[0] - '0') * 10 + at[1] - '0'
	    : 100;
}

bool date_is_plain_time(const char *at, size_t n)
{
	return n == 20 && two(at) < 100 && two(at + 2) < 100 && (at[0] != '0' || at[3] != '0') &&
	    at[4] == '-' && two(at + 5) >= 1 && two(at + 5) <= 12 && at[7] == '-' &&
	    two(at + 8) >= 1 && two(at + 8) <= 28 && at[10] == 'T' && two(at + 11) < 24 &&
	    at[13] == ':' && two(at + 14) < 60 && at[16] == ':' && two(at + 17) < 60 &&
	    at[19] == 'Z';
}

bool date_iso(const char *text, size_t n, char out[DATE_TEXT])
{
	struct moment moment;
	return read_iso(text, n, &moment) && write_moment(&moment, out);
}

/* ---- RFC 822 ---- */

static void skip_spaces(struct cursor *cursor)
{
	while (!at_end(cursor) && ascii_is_space(*cursor->at))
		cursor->at++;
}

static size_t take_word(struct cursor *cursor, const char **word)
{
	*word = cursor->at;
	while (!at_end(cursor) && ascii_is_alpha(*cursor->at))
		cursor->at++;
	return (size_t)(cursor->at - *word);
}

/* The first three letters decide, so "Sept" and "June" are read too. */
static bool take_month(struct cursor *cursor, int *month)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	const char *word;
	if (take_word(cursor, &word) < 3)
		return false;
	for (*month = 1; *month <= 12; ++*month) {
		const char *name = names + 3 * (*month - 1);
		if (ascii_lower(word[0]) == name[0] && ascii_lower(word[1]) == name[1] &&
		    ascii_lower(word[2]) == name[2])
			return true;
	}
	return false;
}

/* Two and three digits are read as RFC 5322, section 4.3, has it. */
static bool take_year(struct cursor *cursor, int *year)
{
	const char *start = cursor->at;
	if (!take_digits(cursor, 2, 4, year))
		return false;
	long digits = cursor->at - start;
	if (digits == 3 || (digits == 2 && *year >= 50))
		*year += 1900;
	else if (digits == 2)
		*year += 2000;
	return true;
}

/* A name that is not listed is no zone: hours would be guessed. */
static bool take_named_zone(struct cursor *cursor, int *offset)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {{"GMT", 0}, {"UTC", 0}, {"UT", 0}, {"Z", 0}, {"EST", -5}, {"EDT", -4},
	    {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
	const char *word;
	size_t n = take_word(cursor, &word);
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		if (ascii_equal_n(word, n, zones[i].name)) {
			*offset = zones[i].hours * 3600;
			return true;
		}
	}
	return false;
}

static bool take_zone(struct cursor *cursor, int *offset)
{
	*offset = 0;
	skip_spaces(cursor);
	if (at_end(cursor))
		return true;
	if (!(ascii_is_alpha(*cursor->at) ? take_named_zone(cursor, offset)
					  : take_offset(cursor, offset)))
		return false;
	skip_spaces(cursor);
	return at_end(cursor) || *cursor->at == '('; /* "-0700 (PDT)" */
}

static void take_separator(struct cursor *cursor)
{
	skip_spaces(cursor);
	if (take_char(cursor, "-")) /* RFC 850: "06-Nov-94" */
		skip_spaces(cursor);
}

bool date_rfc822(const char *text, size_t n, char out[DATE_TEXT])
{
	struct cursor cursor = trimmed(text, n);
	struct moment moment = {.hour = -1};
	const char *weekday;
	if (take_word(&cursor, &weekday) > 0)
		take_char(&cursor, ",");
	skip_spaces(&cursor);
	if (!take_digits(&cursor, 1, 2, &moment.day))
		return false;
	take_separator(&cursor);
	if (!take_month(&cursor, &moment.month))
		return false;
	take_separator(&cursor);
	if (!take_year(&cursor, &moment.year))
		return false;
	skip_spaces(&cursor);
	if (at_end(&cursor))
		return write_moment(&moment, out);
	return take_time(&cursor, &moment) && take_zone(&cursor, &moment.offset) &&
	    write_moment(&moment, out);
}

/* ---- the canonical form ---- */

bool date_to_epoch(const char *canonical, int64_t *seconds)
{
	char again[DATE_TEXT];
	struct moment part;
	if (!read_iso(canonical, strlen(canonical), &part) || !write_moment(&part, again) ||
	    strcmp(again, canonical) != 0)
		return false;
	*seconds =
	    date_days(part.year, part.month < 0 ? 1 : part.month, part.day < 0 ? 1 : part.day) *
	    DAY;
	if (part.hour >= 0)
		*seconds += part.hour * 3600 + part.minute * 60 + part.second;
	return true;
}
