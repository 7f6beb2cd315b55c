/* CSV: what each malformed input costs, and libcsv's own reading as the other opinion. */
#include "schema/base/csv/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* An input of these bytes, by way of a file in memory. */
static struct input *input_of(const char *bytes, size_t n)
{
	char path[64];
	struct err err = {0};
	int fd = memfd_create("csv", 0);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	struct input *input = input_open(path, (struct input_options){0}, &err);
	close(fd);
	assert_non_null(input);
	return input;
}

/* One line a record, "LINE:[field][field]" or "LINE!reason: raw". */
static void describe(
    const char *bytes, size_t n, char delimiter, size_t max_record, struct buf *out)
{
	struct input *input = input_of(bytes, n);
	struct csv_reader *reader = csv_open(input, delimiter, max_record);
	const struct csv_field *fields;
	struct err err = {0};
	size_t count;
	int given;
	buf_clear(out);
	while ((given = csv_next(reader, &fields, &count, &err)) != 0) {
		buf_add_format(out, "%ld", csv_line(reader));
		if (given < 0) {
			const char *raw = csv_raw(reader, &n);
			buf_add_format(out, "!%s: %.*s\n", err.text, (int)n, raw);
			continue;
		}
		buf_add_char(out, ':');
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(fields[i].at[fields[i].n], '\0');
			buf_add_format(out, "[%s]", fields[i].at);
		}
		buf_add_char(out, '\n');
	}
	csv_close(reader);
	input_close(input);
}

static void each_input_costs_what_is_wrong_with_it(void **state)
{
	(void)state;
	static const struct {
		const char *text, *records;
	} rows[] = {
	    {"", ""},
	    {"a,b\n1,2\n", "1:[a][b]\n2:[1][2]\n"},
	    {"a,b\r\n1,2", "1:[a][b]\n2:[1][2]\n"},
	    {"\xEF\xBB\xBF"
	     "a,b\n",
		"1:[a][b]\n"},
	    {"\xEF\xBB\xBF\"a\",b\n", "1:[a][b]\n"},
	    {",\n", "1:[][]\n"},
	    {"a,\n,b\n", "1:[a][]\n2:[][b]\n"},
	    {"\n \t\n\r\na\n\n", "4:[a]\n"},
	    {" a b , c\t\n", "1:[a b][c]\n"},
	    {"\" a \",b\n", "1:[ a ][b]\n"},
	    {" \"a\" ,b\n", "1:[a][b]\n"},
	    {"\"\"\n\"\",\"\"\n", "1:[]\n2:[][]\n"},
	    {"\"x \"\"y\"\"\",b\n", "1:[x \"y\"][b]\n"},
	    {"\"a,b\",c\n", "1:[a,b][c]\n"},
	    {"\"a\nb\r\n\nc\",d\ne\n", "1:[a\nb\r\n\nc][d]\n5:[e]\n"},
	    {"\"a\"", "1:[a]\n"},
	    {"a\"b,c\nd\n", "1!a quote stands in the wrong place: a\"b,c\n2:[d]\n"},
	    {"\"a\"b,c\nd\n", "1!a quote stands in the wrong place: \"a\"b,c\n2:[d]\n"},
	    {"\"a\" b\nd\n", "1!a quote stands in the wrong place: \"a\" b\n2:[d]\n"},
	    {"x,\"open\nd\ne,f\n", "1!a quote has no end: x,\"open\n2:[d]\n3:[e][f]\n"},
	    {"\"", "1!a quote has no end: \"\n"},
	    {"x,\"open\nd\n\"e\",f\n",
		"1!a quote stands in the wrong place: x,\"open\n2:[d]\n3:[e][f]\n"},
	    {"a,b\rc,d\ne\n", "1!a carriage return stands alone: a,b\rc,d\n2:[e]\n"},
	    {"\"a\"\rb\ne\n", "1!a carriage return stands alone: \"a\"\rb\n2:[e]\n"},
	    {"\"a\"\r\"b\ne\n", "1!a carriage return stands alone: \"a\"\r\"b\n2:[e]\n"},
	    {"\"a\"\r\r\nb\r\r\n", "1:[a]\n2:[b]\n"},
	    {"1234567890123456789012345678901\nb\n",
		"1!record is longer than 30 bytes: 123456789012345678901234567890\n2:[b]\n"},
	    {"123456789012345678901234567890\nb\n", "1:[123456789012345678901234567890]\n2:[b]\n"},
	    {"\"1234567890\n12345678901234567890\"\nb\n",
		"1!record is too long, or a quote has no end: \"1234567890\n"
		"2!a quote stands in the wrong place: 12345678901234567890\"\n3:[b]\n"},
	};
	struct buf out = BUF_INIT(1 << 16);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		describe(rows[i].text, strlen(rows[i].text), ',', 30, &out);
		assert_string_equal(buf_text(&out), rows[i].records);
	}
	buf_release(&out);
}

static void another_delimiter_makes_a_comma_plain(void **state)
{
	(void)state;
	struct buf out = BUF_INIT(1 << 16);
	describe("a\t\tb,c\n\t\n\"x\ty\"\t\n", 16, '\t', 100, &out);
	assert_string_equal(buf_text(&out), "1:[a][][b,c]\n2:[][]\n3:[x\ty][]\n");
	buf_release(&out);
}

static void a_field_may_hold_nul(void **state)
{
	(void)state;
	struct input *input = input_of("a\0b,\"c\0d\"\n\0\n", 12);
	struct csv_reader *reader = csv_open(input, ',', 100);
	const struct csv_field *fields;
	struct err err = {0};
	size_t n;
	assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
	assert_int_equal(n, 2);
	assert_int_equal(fields[0].n, 3);
	assert_memory_equal(fields[0].at, "a\0b", 4);
	assert_int_equal(fields[1].n, 3);
	assert_memory_equal(fields[1].at, "c\0d", 4);
	assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
	assert_int_equal(fields[0].n, 1);
	csv_close(reader);
	input_close(input);
}

/* A record across the end of the input's buffer, at each of its places. */
static void a_record_may_lie_anywhere_in_the_buffer(void **state)
{
	(void)state;
	enum { BUFFER = 256 * 1024 };
	static const char record[] = "plain,x\n\"quo\n\"\"ted\",y\r\nlast,z";
	static char bytes[BUFFER + sizeof record];
	for (size_t before = BUFFER - sizeof record; before <= BUFFER; before++) {
		memset(bytes, 'x', before);
		bytes[before - 1] = '\n';
		memcpy(bytes + before, record, sizeof record - 1);
		struct input *input = input_of(bytes, before + sizeof record - 1);
		struct csv_reader *reader = csv_open(input, ',', 1 << 20);
		static const char *const first[] = {"plain", "quo\n\"ted", "last"};
		static const long lines[] = {2, 3, 5};
		const struct csv_field *fields;
		struct err err = {0};
		size_t n;
		assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
		for (size_t i = 0; i < 3; i++) {
			assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
			assert_int_equal(n, 2);
			assert_string_equal(fields[0].at, first[i]);
			assert_int_equal(csv_line(reader), lines[i]);
		}
		assert_int_equal(csv_next(reader, &fields, &n, &err), 0);
		csv_close(reader);
		input_close(input);
	}
}

static void the_input_stands_before_the_next_record(void **state)
{
	(void)state;
	struct input *input = input_of("a,b\n\"1\n2\",x\n{\"record\"}\n3,4\n", 28);
	struct csv_reader *reader = csv_open(input, ',', 100);
	const struct csv_field *fields;
	struct buf line = BUF_INIT(100);
	struct err err = {0};
	size_t n, got;
	assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
	assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
	assert_memory_equal(csv_raw(reader, &n), "\"1\n2\",x", 7);
	assert_int_equal(n, 7);
	assert_memory_equal(input_peek(input, 1, &got), "{", 1);
	assert_int_equal(input_line(input, &line, &err), 1);
	assert_string_equal(buf_text(&line), "{\"record\"}");
	assert_int_equal(csv_next(reader, &fields, &n, &err), 1);
	assert_string_equal(fields[0].at, "3");
	assert_int_equal(csv_line(reader), 5);
	buf_release(&line);
	csv_close(reader);
	input_close(input);
}

/* ---- the other opinion ---- */

static void other_field(void *bytes, size_t n, void *data)
{
	struct buf *out = data;
	buf_add_char(out, '[');
	buf_add(out, bytes, n);
	buf_add_char(out, ']');
}

static void other_row(int end, void *data)
{
	(void)end;
	buf_add_char(data, '\n');
}

/* False when libcsv finds the text wrong. */
static bool read_by_libcsv(const char *text, struct buf *out)
{
	struct csv_parser parser;
	size_t n = strlen(text);
	buf_clear(out);
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	bool right = csv_parse(&parser, text, n, other_field, other_row, out) == n &&
	    csv_fini(&parser, other_field, other_row, out) == 0;
	csv_free(&parser);
	return right;
}

/* Our description without the line numbers; false if a record was refused. */
static bool read_by_us(const char *text, struct buf *out)
{
	struct input *input = input_of(text, strlen(text));
	struct csv_reader *reader = csv_open(input, ',', 100);
	const struct csv_field *fields;
	struct err err = {0};
	size_t n;
	int given;
	bool right = true;
	buf_clear(out);
	while ((given = csv_next(reader, &fields, &n, &err)) != 0) {
		right = right && given > 0;
		for (size_t i = 0; given > 0 && i < n; i++)
			other_field((void *)(uintptr_t)fields[i].at, fields[i].n, out);
		other_row(0, out);
	}
	csv_close(reader);
	input_close(input);
	return right;
}

static void libcsv_reads_the_whole_alike(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	    "a", "bc", ",", ",", "\"", "\"", "\n", "\r\n", " ", "\t"};
	struct buf ours = BUF_INIT(4096), theirs = BUF_INIT(4096);
	unsigned seed = 1;
	for (int round = 0; round < 20000; round++) {
		char text[64] = "";
		for (int i = 0; i < 1 + round % 14; i++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])]);
		}
		bool right = read_by_libcsv(text, &theirs);
		assert_int_equal(read_by_us(text, &ours), right);
		if (right)
			assert_string_equal(buf_text(&ours), buf_text(&theirs));
	}
	buf_release(&ours);
	buf_release(&theirs);
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	static const char *const fields[] = {"a", "", "x,y", "say \"no\"", "two\nlines", "\r",
	    " lead", "trail\t", "\"", "плохо", "a b"};
	enum { FIELDS = sizeof fields / sizeof fields[0] };
	struct buf row = BUF_INIT(1000), out = BUF_INIT(1000), expected = BUF_INIT(1000);
	buf_add_text(&expected, "1:");
	for (size_t i = 0; i < FIELDS; i++) {
		csv_add(&row, i == 0, fields[i], strlen(fields[i]));
		buf_add_format(&expected, "[%s]", fields[i]);
	}
	buf_add_char(&row, '\n');
	buf_add_char(&expected, '\n');
	assert_string_equal(buf_text(&row),
	    "a,,\"x,y\",\"say \"\"no\"\"\",\"two\nlines\",\"\r\",\" "
	    "lead\",\"trail\t\",\"\"\"\",плохо,a b\n");
	describe(row.at, row.n, ',', 1000, &out);
	assert_string_equal(buf_text(&out), buf_text(&expected));
	buf_release(&row);
	buf_release(&out);
	buf_release(&expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_input_costs_what_is_wrong_with_it),
	    cmocka_unit_test(another_delimiter_makes_a_comma_plain),
	    cmocka_unit_test(a_field_may_hold_nul),
	    cmocka_unit_test(a_record_may_lie_anywhere_in_the_buffer),
	    cmocka_unit_test(the_input_stands_before_the_next_record),
	    cmocka_unit_test(libcsv_reads_the_whole_alike),
	    cmocka_unit_test(what_is_written_is_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
