/* duration: see duration.h. Running times come as ISO 8601, as clock times and in words; each form
 * has its reader here. */
#include "importers/page/words/duration.h"

#include "importers/page/words/languages.h"
#include "schema/base/text.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Reads `12`, `1.5`, `1,5` at *text and steps over it; -1 when there is no number. */
static double read_number(const char **text)
{
	const char *at = *text;
	double value = 0, unit = 1;
	if (!ascii_is_digit(*at))
		return -1;
	for (; ascii_is_digit(*at); at++)
		value = value * 10 + (*at - '0');
	if ((*at == '.' || *at == ',') && ascii_is_digit(at[1]))
		for (at++; ascii_is_digit(*at); at++)
			value += (*at - '0') * (unit /= 10);
	*text = at;
	return value;
}

static int whole_minutes(double minutes)
{
	return minutes >= 0 && minutes <= DURATION_MAX ? (int)lround(minutes) : 0;
}

/* Minutes of one ISO designator. M before the T should be months, and never is. */
static double designator_minutes(char designator)
{
	switch (ascii_lower(designator)) {
	case 'y':
		return 365 * 24 * 60;
	case 'w':
		return 7 * 24 * 60;
	case 'd':
		return 24 * 60;
	case 'h':
		return 60;
	case 'm':
		return 1;
	case 's':
		return 1.0 / 60;
	default:
		return -1;
	}
}

/* After the P: numbers with designators, T anywhere between; -1 when anything else stands there. A
 * last number without a designator counts one down from the last ("PT1H58"). */
static double iso_minutes(const char *text)
{
	double minutes = 0, unit = 60;
	while (*text) {
		if (ascii_lower(*text) == 't' || *text == '+' || ascii_is_space(*text)) {
			text++;
			continue;
		}
		double number = read_number(&text);
		if (number < 0)
			return -1;
		unit = *text ? designator_minutes(*text++) : unit / 60;
		if (unit < 0)
			return -1;
		minutes += number * unit;
	}
	return minutes;
}

/* `1:58`, `01:58:00`, `43:10`; -1 for anything else. Of two numbers the first is hours as far as
 * films last so long, and minutes beyond: of `10:30` ten minutes are likelier than ten hours. */
static double clock_minutes(const char *text)
{
	enum { HOURS_MOST = 5 };
	double first = read_number(&text), second, seconds = -1;
	if (first < 0 || *text++ != ':' || (second = read_number(&text)) < 0)
		return -1;
	if (*text == ':') {
		text++;
		if ((seconds = read_number(&text)) < 0)
			return -1;
	}
	if (second >= 60 || seconds >= 60 || *text)
		return -1;
	if (seconds < 0 && first > HOURS_MOST)
		return first + second / 60;
	return first * 60 + second + (seconds > 0 ? seconds / 60 : 0);
}

/* The minutes that one unit word stands for; -1 when it is none. Words of hours are looked at
 * before those of seconds: "std" and "sa" (saat) begin with an "s" too. */
static double word_minutes(const char *word)
{
	if (languages_starts(&languages_durations_minutes, word))
		return 1;
	if (languages_starts(&languages_durations_hours, word))
		return 60;
	return languages_starts(&languages_durations_seconds, word) ? 1.0 / 60 : -1;
}

/* Skips to the next digit or the end. */
static const char *next_number(const char *text)
{
	while (*text && !ascii_is_digit(*text))
		text++;
	return text;
}

/* `118 min`, `1h 58m`: numbers with words. A word of no unit ends it ("118 min (director's cut)"
 * has ended by then). */
static double worded_minutes(const char *text)
{
	double minutes = 0, unit = 0;
	for (bool first = true; *text; first = false) {
		double number = read_number(&text);
		if (number < 0)
			break;
		while (ascii_is_space(*text) || text_starts(text, "\xc2\xa0"))
			text += ascii_is_space(*text) ? 1 : 2;
		double next = *text ? word_minutes(text) : first ? 1 : unit / 60;
		if (next < 0 || (!first && next >= unit))
			return first ? -1 : minutes;
		unit = next;
		minutes += number * unit;
		if (unit < 1)
			break;
		const char *bracket = strpbrk(text, "([|");
		text = next_number(text);
		if (bracket && bracket < text)
			break;
	}
	return minutes;
}

int duration_minutes(const char *text)
{
	if (!text)
		return 0;
	while (ascii_is_space(*text) || text_starts(text, "\xc2\xa0"))
		text += ascii_is_space(*text) ? 1 : 2;
	double minutes;
	if (ascii_lower(*text) == 'p' || (ascii_lower(*text) == 't' && ascii_is_digit(text[1])))
		return whole_minutes(iso_minutes(text + 1));
	if ((minutes = clock_minutes(text)) >= 0)
		return whole_minutes(minutes);
	return whole_minutes(worded_minutes(text));
}
