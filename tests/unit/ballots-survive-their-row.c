/* Ballots and totals are the same after writing and reading; a row that breaks the contract is
 * refused with the column. */
#include "schema/record/ballot.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define SLICE(text) ((struct slice){(text), sizeof(text) - 1})

/* Cuts a row at its commas: the rows read here hold no quotes. The fields point into `store`. */
static size_t cut(const char *row, char *store, struct csv_field *fields)
{
	size_t n = 0;
	strcpy(store, row);
	store[strcspn(store, "\n")] = '\0';
	for (char *rest = store, *text; (text = strsep(&rest, ",")); n++)
		fields[n] = (struct csv_field){.at = text, .n = strlen(text)};
	return n;
}

static void ballot_keeps(double value, const char *written)
{
	struct ballot ballot = {.source = SLICE("s"),
	    .film = SLICE("imdb:tt0000001"),
	    .title = SLICE("T"),
	    .year = 2001,
	    .voter = SLICE("s:1"),
	    .value = value,
	    .best = 5,
	    .worst = 0.5,
	    .cast_at = "2001-02-03T04:05:06Z"};
	struct ballot read;
	struct csv_field fields[32];
	char store[256], expected[256];
	struct err err = {0};
	struct buf buf = BUF_INIT(4096);
	ballot_write(&buf, &ballot);
	snprintf(expected, sizeof expected,
	    "s,imdb:tt0000001,T,2001,s:1,,%s,5,0.5,2001-02-03T04:05:06Z\n", written);
	assert_string_equal(buf_text(&buf), expected);
	assert_int_equal(ballot_read(fields, cut(buf_text(&buf), store, fields), &read, &err), 0);
	assert_true(read.value == value && read.best == 5 && read.worst == 0.5);
	assert_int_equal(read.year, 2001);
	assert_int_equal(read.choice, CHOICE_NONE);
	assert_string_equal(read.cast_at, ballot.cast_at);
	buf_release(&buf);
}

static void values_are_exact(void **state)
{
	(void)state;
	ballot_keeps(4.5, "4.5");
	ballot_keeps(0, "0");
	ballot_keeps(10, "10");
	ballot_keeps(0.07, "0.07");
	ballot_keeps(-1, "-1");
	ballot_keeps(-0.25, "-0.25");
	ballot_keeps(8.725, "8.725");
	ballot_keeps(1.0 / 3, "0.3333333333333333");
	ballot_keeps(1e22, "1e+22");
	ballot_keeps(123456789012345.0, "123456789012345");
}

static void texts_are_quoted_only_where_needed(void **state)
{
	(void)state;
	struct ballot ballot = {.source = SLICE("s"),
	    .title = SLICE("A \"b\", c"),
	    .voter = SLICE(" x"),
	    .choice = CHOICE_UNFAVORITE,
	    .value = NAN,
	    .best = NAN,
	    .worst = NAN};
	struct buf buf = BUF_INIT(4096);
	ballot_write(&buf, &ballot);
	assert_string_equal(buf_text(&buf), "s,,\"A \"\"b\"\", c\",,\" x\",unfavorite,,,,\n");
	buf_release(&buf);
}

static void totals_survive(void **state)
{
	(void)state;
	struct total total = {.source = SLICE("poll"),
	    .title = SLICE("T"),
	    .year = 1999,
	    .choice = CHOICE_FAVORITE,
	    .votes = 12,
	    .observed_at = "2020-01"};
	struct total read;
	struct csv_field fields[32];
	char store[256];
	struct err err = {0};
	struct buf buf = BUF_INIT(4096);
	total_write(&buf, &total);
	assert_string_equal(buf_text(&buf), "poll,,T,1999,favorite,12,2020-01\n");
	assert_int_equal(total_read(fields, cut(buf_text(&buf), store, fields), &read, &err), 0);
	assert_int_equal(read.votes, 12);
	assert_string_equal(read.observed_at, "2020-01");
	buf_release(&buf);
}

/* A row, and why it is refused; NULL when it is not. */
static void broken_ballots_are_refused(void **state)
{
	static const char *const rows[][2] = {
	    {"s,imdb:tt1,,,v,favorite,,,", "9 fields instead of 10"},
	    {",imdb:tt1,,,v,favorite,,,,", "source: missing"},
	    {"s,,,,v,favorite,,,,", "film: missing, and so is the title"},
	    {"s,tt1,,,v,favorite,,,,", "film: neither scheme:id of a known scheme nor an address"},
	    {"s,isbn:1,,,v,favorite,,,,",
		"film: neither scheme:id of a known scheme nor an address"},
	    {"s,imdb:tt1,caf\xe9,,v,favorite,,,,", "film: not valid UTF-8"},
	    {"s,imdb:tt1,,,caf\xe9,favorite,,,,", "voter: not valid UTF-8"},
	    {"s,imdb:tt1,,1,v,favorite,,,,", "year: not a year from 1870"},
	    {"s,imdb:tt1,,,,favorite,,,,", "voter: missing"},
	    {"s,imdb:tt1,,,v,,,,,", "choice: missing, and so is the value"},
	    {"s,imdb:tt1,,,v,favorite,4,5,1,", "choice: given together with a value"},
	    {"s,imdb:tt1,,,v,Favorite,,,,", "choice: neither favorite nor unfavorite"},
	    {"s,imdb:tt1,,,v,,4.,5,1,", "value: not a number"},
	    {"s,imdb:tt1,,,v,,four,5,1,", "value: not a number"},
	    {"s,imdb:tt1,,,v,,4,5,1,2001-02-29", "cast_at: not a date"},
	    {"s,imdb:tt1,,,v,,4,5,1,2001-02-28T24:00:00Z", "cast_at: not a date"},
	    {"s,http://x.example/a,,,v,,4,5,1,2001-01-31T23:59:59Z", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct ballot ballot;
		struct csv_field fields[32];
		char store[256];
		struct err err = {0};
		int status = ballot_read(fields, cut(rows[i][0], store, fields), &ballot, &err);
		assert_int_equal(status, rows[i][1] ? -1 : 0);
		if (rows[i][1])
			assert_string_equal(err.text, rows[i][1]);
	}
}

static void headers_are_told_apart(void **state)
{
	struct csv_field fields[32];
	char store[256];
	(void)state;
	assert_int_equal(table_of_header(fields, cut(BALLOT_HEADER, store, fields)), TABLE_BALLOTS);
	assert_int_equal(table_of_header(fields, cut(TOTAL_HEADER, store, fields)), TABLE_TOTALS);
	assert_int_equal(table_of_header(fields, cut("source,film", store, fields)), TABLE_NONE);
	assert_int_equal(table_of_header(fields,
			     cut("a,film,title,year,choice,votes,observed_at", store, fields)),
	    TABLE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_exact),
	    cmocka_unit_test(texts_are_quoted_only_where_needed),
	    cmocka_unit_test(totals_survive),
	    cmocka_unit_test(broken_ballots_are_refused),
	    cmocka_unit_test(headers_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
