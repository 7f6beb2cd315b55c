/* The same values as CSV, JSON and NDJSON. */
#include "exporters/rows/rows.h"
#include "schema/base/json.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const struct row_column columns[] = {
    {"title", ROW_TEXT, "Title"},
    {"votes", ROW_INTEGER, "Votes"},
    {"share", ROW_SHARE, "Share"},
    {"best", ROW_NUMBER, "Best value"},
    {"known", ROW_BOOLEAN, "Known"},
};

static void fill(struct rows *rows, enum row_format format, bool spreadsheet)
{
	struct err err = {0};

	rows_begin(rows, NULL, format, spreadsheet, columns, 5);
	rows_text(rows, "\"quoted\", and\nnewline");
	rows_integer(rows, 12);
	rows_decimal(rows, 1.0 / 3);
	rows_decimal(rows, 8.7);
	rows_boolean(rows, true);
	assert_int_equal(rows_end(rows, &err), 0);
	rows_text(rows, "=1+1");
	rows_integer(rows, INT64_MIN);
	rows_decimal(rows, NAN);
	rows_missing(rows);
	rows_boolean(rows, false);
	assert_int_equal(rows_end(rows, &err), 0);
	rows_text(rows, "");
	rows_integer(rows, 0);
	rows_decimal(rows, 0);
	rows_decimal(rows, 10);
	rows_missing(rows);
	assert_int_equal(rows_end(rows, &err), 0);
	assert_int_equal(rows_finish(rows, &err), 0);
}

static void is_csv(void **state)
{
	(void)state;
	struct rows rows;
	fill(&rows, ROWS_CSV, false);
	assert_string_equal(buf_text(&rows.buf),
	    "title,votes,share,best,known\n"
	    "\"\"\"quoted\"\", and\nnewline\",12,0.333333,8.7,true\n"
	    "=1+1,-9223372036854775808,,,false\n"
	    "\"\",0,0.000000,10,\n");
	rows_release(&rows);
}

static void is_json(void **state)
{
	(void)state;
	struct rows rows;
	fill(&rows, ROWS_JSON, false);
	assert_string_equal(buf_text(&rows.buf),
	    "[\n{\"title\":\"\\\"quoted\\\", and\\nnewline\",\"votes\":12,\"share\":0.333333,"
	    "\"best\":8.7,\"known\":true},\n"
	    "{\"title\":\"=1+1\",\"votes\":-9223372036854775808,\"share\":null,\"best\":null,"
	    "\"known\":false},\n"
	    "{\"title\":\"\",\"votes\":0,\"share\":0.000000,\"best\":10,\"known\":null}\n]\n");
	rows_release(&rows);
}

static void is_ndjson(void **state)
{
	(void)state;
	struct rows rows;
	fill(&rows, ROWS_NDJSON, false);
	assert_string_equal(buf_text(&rows.buf),
	    "{\"title\":\"\\\"quoted\\\", and\\nnewline\",\"votes\":12,\"share\":0.333333,"
	    "\"best\":8.7,\"known\":true}\n"
	    "{\"title\":\"=1+1\",\"votes\":-9223372036854775808,\"share\":null,\"best\":null,"
	    "\"known\":false}\n"
	    "{\"title\":\"\",\"votes\":0,\"share\":0.000000,\"best\":10,\"known\":null}\n");
	rows_release(&rows);
}

static void empty_json_is_an_array(void **state)
{
	(void)state;
	struct rows rows;
	struct err err = {0};
	rows_begin(&rows, NULL, ROWS_JSON, false, columns, 5);
	assert_int_equal(rows_finish(&rows, &err), 0);
	assert_string_equal(buf_text(&rows.buf), "[]\n");
	rows_release(&rows);
}

static void a_spreadsheet_sees_no_formula(void **state)
{
	(void)state;
	struct rows rows;
	fill(&rows, ROWS_CSV, true);
	assert_string_equal(buf_text(&rows.buf),
	    "\xEF\xBB\xBFtitle,votes,share,best,known\n"
	    "\"\"\"quoted\"\", and\nnewline\",12,0.333333,8.7,true\n"
	    "'=1+1,-9223372036854775808,,,false\n"
	    "\"\",0,0.000000,10,\n");
	rows_release(&rows);
}

static void json_escapes_only_what_it_must(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(1000);
	json_add(&buf, "a/\x01\x7f\t\\\0Т", 9);
	assert_string_equal(buf_text(&buf), "\"a/\\u0001\x7f\\t\\\\\\u0000Т\"");
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_csv),
	    cmocka_unit_test(is_json),
	    cmocka_unit_test(is_ndjson),
	    cmocka_unit_test(empty_json_is_an_array),
	    cmocka_unit_test(a_spreadsheet_sees_no_formula),
	    cmocka_unit_test(json_escapes_only_what_it_must),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
