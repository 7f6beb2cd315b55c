/* Dates: the calendar against itself, the formats against the texts of RFC 3339, 5322, 9110. */
#include "schema/base/date.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

struct row {
	const char *text, *date; /* NULL: refused */
};

static void check(bool (*read)(const char *, size_t, char *), const struct row *rows, size_t n)
{
	char out[DATE_TEXT];
	for (size_t i = 0; i < n; i++) {
		bool read_it = read(rows[i].text, strlen(rows[i].text), out);
		assert_int_equal(read_it, rows[i].date != NULL);
		if (read_it)
			assert_string_equal(out, rows[i].date);
	}
}

static void iso_times_become_utc(void **state)
{
	(void)state;
	static const struct row rows[] = {
	    {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50Z"},
	    {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"},
	    {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"},
	    {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27Z"},
	    {"2017-05-24", "2017-05-24"},
	    {"2017-05", "2017-05"},
	    {"2017", "2017"},
	    {" 2017-05-24T10:00 ", "2017-05-24T10:00:00Z"},
	    {"2017-05-24 10:00:00 +0530", "2017-05-24T04:30:00Z"},
	    {"2016-02-29", "2016-02-29"},
	    {"2017-02-29", NULL},
	    {"1900-02-29", NULL},
	    {"2000-02-29", "2000-02-29"},
	    {"0000-01-01", NULL},
	    {"0001-01-01T00:00:00+00:01", NULL},
	    {"9999-12-31T23:59:59-00:01", NULL},
	    {"2017-13-01", NULL},
	    {"2017-00-01", NULL},
	    {"2017-01-00", NULL},
	    {"2017-1-1", NULL},
	    {"20170524", NULL},
	    {"2017-05-24T24:00:00Z", NULL},
	    {"2017-05-24T10:60:00Z", NULL},
	    {"2017-05-24T", NULL},
	    {"2017-05-24T10:00:00.Z", NULL},
	    {"2017-05-24T10:00:00ZZ", NULL},
	    {"2017-05-24T10:00:00+24:00", NULL},
	    {"24.05.2017", NULL},
	    {"", NULL},
	};
	check(date_iso, rows, sizeof rows / sizeof rows[0]);
}

static void feed_times_become_utc(void **state)
{
	(void)state;
	static const struct row rows[] = {
	    {"Tue, 10 Jun 2003 04:00:00 GMT", "2003-06-10T04:00:00Z"},
	    {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
	    {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
	    {"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z"},
	    {"21 Nov 97 09:55 CST", "1997-11-21T15:55:00Z"},
	    {"Mon, 7 Mar 2016 01:02:03 -0800 (PST)", "2016-03-07T09:02:03Z"},
	    {"1 Jan 49 00:00:00 Z", "2049-01-01T00:00:00Z"},
	    {"Tue, 1 September 2020", "2020-09-01"},
	    {"Tue, 10 Jun 2003 04:00:00 XST", NULL},
	    {"Mon, 31 Jun 2003 04:00:00 GMT", NULL},
	    {"10 Foo 2003 04:00:00 GMT", NULL},
	    {"Tue,", NULL},
	    {"", NULL},
	};
	check(date_rfc822, rows, sizeof rows / sizeof rows[0]);
}

static void every_day_survives_the_round(void **state)
{
	(void)state;
	int last = 0, year, month, day;
	for (int64_t days = date_days(1, 1, 1); days <= date_days(9999, 12, 31); days++) {
		date_civil(days, &year, &month, &day);
		assert_true(date_days(year, month, day) == days);
		int now = (year * 16 + month) * 32 + day;
		assert_true(now > last);
		last = now;
	}
}

static void seconds_and_text_are_one(void **state)
{
	(void)state;
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
	    {0, "1970-01-01T00:00:00Z"},
	    {-1, "1969-12-31T23:59:59Z"},
	    {951782400, "2000-02-29T00:00:00Z"},
	    {1234567890, "2009-02-13T23:31:30Z"},
	    {INT64_C(-62135596800), "0001-01-01T00:00:00Z"},
	    {INT64_C(253402300799), "9999-12-31T23:59:59Z"},
	};
	char out[DATE_TEXT];
	int64_t seconds;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(date_from_epoch(rows[i].seconds, out));
		assert_string_equal(out, rows[i].text);
		assert_true(date_to_epoch(out, &seconds) && seconds == rows[i].seconds);
	}
	assert_true(date_from_epoch_ms(-1, out));
	assert_string_equal(out, "1969-12-31T23:59:59Z");
	assert_false(date_from_epoch(INT64_C(253402300800), out));
	assert_false(date_from_epoch_ms(INT64_MIN, out));
	assert_true(date_to_epoch("2000-02", &seconds) && seconds == 949363200);
	assert_false(date_to_epoch("2000-02-29T00:00:00+00:00", &seconds));
	assert_false(date_to_epoch("2000-02-29 ", &seconds));
}

/* The Monday of a date that has a day. */
static bool date_week(const char *canonical, char out[DATE_TEXT])
{
	int64_t second;
	if (strlen(canonical) < 10 || !date_to_epoch(canonical, &second) ||
	    !date_from_epoch(86400 * date_monday(date_day(second)), out))
		return false;
	out[10] = '\0';
	return true;
}

static void a_week_begins_on_monday(void **state)
{
	(void)state;
	static const struct row rows[] = {
	    {"2024-01-01", "2024-01-01"},
	    {"2024-01-07T23:59:59Z", "2024-01-01"},
	    {"2023-12-31", "2023-12-25"},
	    {"1969-12-31", "1969-12-29"},
	    {"0001-01-01", "0001-01-01"},
	    {"2024-01", NULL},
	    {"x", NULL},
	};
	char out[DATE_TEXT];
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(date_week(rows[i].text, out), rows[i].date != NULL);
		if (rows[i].date)
			assert_string_equal(out, rows[i].date);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(iso_times_become_utc),
	    cmocka_unit_test(feed_times_become_utc),
	    cmocka_unit_test(every_day_survives_the_round),
	    cmocka_unit_test(seconds_and_text_are_one),
	    cmocka_unit_test(a_week_begins_on_monday),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
