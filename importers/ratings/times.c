/* times: see times.h. Epoch seconds come by the ten million, and one reader's stay within a few
 * days: their dates are kept. */
#include "importers/ratings/times.h"

#include "schema/base/text.h"

#include <stdio.h>
#include <string.h>

enum { DAY_SECONDS = 86400 };

/* ---- epochs ---- */

static void put_two(char *to, int value)
{
	to[0] = (char)('0' + value / 10);
	to[1] = (char)('0' + value % 10);
}

static bool write_epoch(struct times *times, int64_t seconds, char out[DATE_TEXT])
{
	int64_t day = seconds / DAY_SECONDS;
	int rest = (int)(seconds % DAY_SECONDS);
	char *text = times->days[day % TIMES_DAYS].text;
	if (day != times->days[day % TIMES_DAYS].day || !*text) {
		if (!date_from_epoch(seconds, text))
			return false;
		times->days[day % TIMES_DAYS].day = day;
	}
	memcpy(out, text, DATE_TEXT);
	put_two(out + 11, rest / 3600);
	put_two(out + 14, rest / 60 % 60);
	put_two(out + 17, rest % 60);
	return true;
}

/* Digits only: 9 to 11 are seconds since 1970, 12 to 14 milliseconds. A fraction (`1260759144.0`)
 * is dropped. */
static bool read_epoch(struct times *times, const char *text, size_t n, char out[DATE_TEXT])
{
	int64_t value = 0;
	size_t digits = 0;
	for (; digits < n && ascii_is_digit(text[digits]); digits++) {
		if (digits == 14)
			return false;
		value = value * 10 + (text[digits] - '0');
	}
	if (digits < 9 || (digits < n && text[digits] != '.'))
		return false;
	return write_epoch(times, digits > 11 ? value / 1000 : value, out);
}

/* ---- dates in words and numbers ---- */

/* A date's numbers and words in their order. */
enum { PARTS = 12 };
struct part {
	int number; /* -1 for a word */
	size_t digits;
	const char *word;
	size_t n;
	char before; /* the character before it; NUL at the start */
};

static size_t cut_parts(const char *text, size_t n, struct part *parts)
{
	size_t count = 0;
	for (size_t i = 0; i < n && count < PARTS;) {
		size_t start = i;
		int number = 0;
		while (i < n && ascii_is_digit(text[i]) && i - start < 8)
			number = number * 10 + (text[i++] - '0');
		size_t digits = i - start;
		while (digits == 0 && i < n && ascii_is_alpha(text[i]))
			i++;
		if (i == start) {
			i++;
			continue;
		}
		parts[count++] = (struct part){digits ? number : -1, digits, text + start,
		    i - start, start ? text[start - 1] : '\0'};
	}
	return count;
}

static int month_of(const struct part *part)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	if (part->number >= 0 || part->n < 3)
		return 0;
	for (int month = 1; month <= 12; month++)
		if (ascii_equal_n(part->word, 3,
			(char[4]){names[3 * month - 3], names[3 * month - 2], names[3 * month - 1],
			    '\0'}))
			return month;
	return 0;
}

struct civil {
	int year, month, day;
	int hour, minute, second;
	int zone; /* minutes east of UTC */
	bool has_time;
};

/* The order of the three parts of a date: `y`, `m`, `d` each by its index. */
static bool read_day(const struct times *times, const struct part *p, struct civil *civil)
{
	int y = 2, m = 1, d = 0;
	if (p[0].digits == 4) {
		y = 0;
		d = 2;
	} else if (month_of(&p[0]) || (times->month_first && !month_of(&p[1]))) {
		m = 0;
		d = 1;
	}
	civil->year = p[y].number;
	civil->month = month_of(&p[m]) ? month_of(&p[m]) : p[m].number;
	civil->day = p[d].number;
	if (p[y].digits == 2)
		civil->year += civil->year < 70 ? 2000 : 1900; /* as POSIX's %y */
	return (p[y].digits == 4 || p[y].digits == 2) && p[d].digits > 0 && p[d].digits <= 2 &&
	    (month_of(&p[m]) || (p[m].digits > 0 && p[m].digits <= 2));
}

/* `GMT+2`, `UTC-03:30`, `+0200`: minutes east. */
static int read_zone(const struct part *p, size_t n)
{
	int minutes =
	    p[0].digits == 4 ? p[0].number / 100 * 60 + p[0].number % 100 : p[0].number * 60;
	if (p[0].digits <= 2 && n > 1 && p[1].before == ':')
		minutes += p[1].number;
	return p[0].before == '-' ? -minutes : minutes;
}

/* What follows the date: a time of day, am or pm, a zone. */
static bool read_clock(const struct part *p, size_t n, struct civil *civil)
{
	size_t i = 0;
	if (n == 0)
		return true;
	if (n < 2 || p[0].number < 0 || p[1].before != ':' || p[1].number < 0)
		return false;
	civil->has_time = true;
	civil->hour = p[i++].number;
	civil->minute = p[i++].number;
	if (i < n && p[i].before == ':' && p[i].number >= 0)
		civil->second = p[i++].number;
	if (i < n && p[i].before == '.' && p[i].number >= 0)
		i++;
	if (i < n &&
	    (ascii_equal_n(p[i].word, p[i].n, "am") || ascii_equal_n(p[i].word, p[i].n, "pm"))) {
		if (civil->hour < 1 || civil->hour > 12)
			return false;
		civil->hour = civil->hour % 12 + (ascii_lower(p[i++].word[0]) == 'p' ? 12 : 0);
	}
	if (i < n && p[i].number < 0 &&
	    (ascii_equal_n(p[i].word, p[i].n, "gmt") || ascii_equal_n(p[i].word, p[i].n, "utc") ||
		ascii_equal_n(p[i].word, p[i].n, "z")))
		i++;
	if (i < n && p[i].number >= 0 && (p[i].before == '+' || p[i].before == '-')) {
		civil->zone = read_zone(p + i, n - i);
		i += i + 1 < n && p[i + 1].before == ':' ? 2 : 1;
	}
	return i == n;
}

static bool write_civil(const struct civil *civil, char out[DATE_TEXT])
{
	char text[64], sign = civil->zone < 0 ? '-' : '+';
	int zone = civil->zone < 0 ? -civil->zone : civil->zone;
	int n = civil->has_time
	    ? snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", civil->year,
		  civil->month, civil->day, civil->hour, civil->minute, civil->second, sign,
		  zone / 60, zone % 60)
	    : snprintf(text, sizeof text, "%04d-%02d-%02d", civil->year, civil->month, civil->day);
	return date_iso(text, (size_t)n, out);
}

/* `Sat Mar 10 00:00:00 2012`: the year goes before the time, and the weekday says nothing new. */
static size_t put_in_order(struct part *p, size_t n)
{
	if (n > 3 && p[0].number < 0 && (month_of(&p[1]) || month_of(&p[2]))) {
		memmove(p, p + 1, (n - 1) * sizeof *p);
		n--;
	}
	if (n > 4 && p[3].before == ':' && p[n - 1].digits == 4 && p[n - 1].before == ' ') {
		struct part year = p[n - 1];
		memmove(p + 3, p + 2, (n - 3) * sizeof *p);
		p[2] = year;
	}
	return n;
}

static bool read_words(struct times *times, const char *text, size_t n, char out[DATE_TEXT])
{
	struct part parts[PARTS];
	struct civil civil = {0};
	size_t count = n < 64 ? cut_parts(text, n, parts) : 0;
	count = put_in_order(parts, count);
	return count >= 3 && count < PARTS && read_day(times, parts, &civil) &&
	    read_clock(parts + 3, count - 3, &civil) && write_civil(&civil, out);
}

/* ---- both ---- */

bool times_read(struct times *times, const char *text, size_t n, char out[DATE_TEXT])
{
	if (n == 0 || n >= 64)
		return false;
	return read_epoch(times, text, n, out) || date_iso(text, n, out) ||
	    read_words(times, text, n, out) || date_rfc822(text, n, out);
}

/* `31/12/` at the text: its two numbers. */
static bool two_numbers(const char *at, size_t n, int *first, int *second)
{
	size_t i = 0;
	int *numbers[] = {first, second};
	for (int k = 0; k < 2; k++) {
		size_t start = i;
		*numbers[k] = 0;
		while (i < n && ascii_is_digit(at[i]) && i - start < 3)
			*numbers[k] = *numbers[k] * 10 + (at[i++] - '0');
		if (i == start || i - start > 2 || i >= n || at[i++] != '/')
			return false;
	}
	return true;
}

void times_learn(struct times *times, const char *bytes, size_t n)
{
	int first, second;
	bool day_first = false, month_first = false;
	for (size_t i = 0; i + 5 < n; i++) {
		if (!ascii_is_digit(bytes[i]) ||
		    (i && (ascii_is_digit(bytes[i - 1]) || bytes[i - 1] == '/')))
			continue;
		if (two_numbers(bytes + i, n - i, &first, &second)) {
			day_first |= first > 12 && first <= 31 && second <= 12;
			month_first |= second > 12 && second <= 31 && first <= 12;
		}
	}
	times->month_first = month_first && !day_first;
}
