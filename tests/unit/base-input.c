/* Files, streams, gzip and operands, from files made for the test. */
#include "schema/base/input.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static char path[] = "/tmp/base-input.XXXXXX";

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(path) && chdir(path) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	return chdir("/") == 0 && rmdir(path) == 0 ? 0 : -1;
}

static void write_file(const char *name, const void *bytes, size_t n)
{
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

/* Appends a gzip member. */
static void write_member(const char *name, const char *mode, const void *bytes, size_t n)
{
	gzFile file = gzopen(name, mode);
	assert_non_null(file);
	assert_int_equal(gzwrite(file, bytes, (unsigned)n), n);
	assert_int_equal(gzclose(file), Z_OK);
}

static void a_file_is_slurped_whole_or_refused(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(5);
	struct err err = {0};
	write_file("five", "1\0002\0003", 5);
	assert_int_equal(input_slurp("five", &buf, &err), 0);
	assert_int_equal(buf.n, 5);
	assert_memory_equal(buf.at, "1\0002\0003", 6);
	write_file("six", "123456", 6);
	assert_int_equal(input_slurp("six", &buf, &err), -1);
	assert_int_equal(err.status, EXIT_REFUSED);
	assert_string_equal(err.text, "larger than 5 bytes");
	assert_string_equal(err.file, "six");
	assert_int_equal(input_slurp("/dev/null", &buf, &err), 0);
	assert_int_equal(buf.n, 0);
	buf_release(&buf);
	unlink("five");
	unlink("six");
}

static void what_cannot_be_read_is_the_operands_fault(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
	    {"missing", "can't open: No such file or directory"},
	    {".", "can't read: Is a directory"},
	    {"", "empty file name: No such file or directory"},
	};
	struct buf buf = BUF_INIT(100);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		assert_null(input_open(rows[i][0], (struct input_options){0}, &err));
		assert_int_equal(err.status, EXIT_REFUSED);
		assert_string_equal(err.text, rows[i][1]);
		assert_string_equal(err.file, rows[i][0]);
		assert_int_equal(input_slurp(rows[i][0], &buf, &err), -1);
	}
	buf_release(&buf);
}

static void lines_end_with_lf_or_the_end(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(4);
	struct err err = {0};
	write_file("lines", "a\n\nb\r\n12345\nlast", 16);
	struct input *input = input_open("lines", (struct input_options){0}, &err);
	static const char *const lines[] = {"a", "", "b\r", "1234", "last"};
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(input_line(input, &buf, &err), 1);
		assert_string_equal(buf_text(&buf), lines[i]);
		assert_int_equal(buf.overflow, i == 3);
		assert_int_equal(input_lines(input), i + 1);
	}
	assert_int_equal(input_line(input, &buf, &err), 0);
	assert_int_equal(input_offset(input), 16);
	assert_int_equal(input_size(input), 16);
	assert_string_equal(input_name(input), "lines");
	input_close(input);
	buf_release(&buf);
	unlink("lines");
}

/* The line that lies across the end of the buffer, at each of its places. */
static void a_line_may_lie_anywhere_in_the_buffer(void **state)
{
	(void)state;
	static char bytes[256 * 1024 + 16];
	struct buf buf = BUF_INIT(sizeof bytes);
	struct err err = {0};
	for (size_t before = 256 * 1024 - 8; before <= 256 * 1024 + 1; before++) {
		memset(bytes, 'x', before);
		memcpy(bytes + before, "\nline\nend", 9);
		write_file("long", bytes, before + 9);
		struct input *input = input_open("long", (struct input_options){0}, &err);
		assert_int_equal(input_line(input, &buf, &err), 1);
		assert_int_equal(buf.n, before);
		assert_int_equal(input_line(input, &buf, &err), 1);
		assert_string_equal(buf_text(&buf), "line");
		assert_int_equal(input_line(input, &buf, &err), 1);
		assert_string_equal(buf_text(&buf), "end");
		input_close(input);
	}
	buf_release(&buf);
	unlink("long");
}

static void looking_ahead_takes_nothing(void **state)
{
	(void)state;
	static char bytes[1000000];
	struct err err = {0};
	size_t got;
	char first[2];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7 >> 3);
	write_file("many", bytes, sizeof bytes);
	struct input *input = input_open("many", (struct input_options){.gzip = true}, &err);
	assert_memory_equal(input_peek(input, 4, &got), bytes, 4);
	assert_int_equal(got, 4);
	assert_int_equal(input_read(input, first, 2, &err), 2);
	assert_memory_equal(first, bytes, 2);
	const char *at = input_ahead(input, 900000, &got);
	assert_true(got >= 900000);
	assert_memory_equal(at, bytes + 2, got);
	input_skip(input, 900000, 0);
	assert_memory_equal(input_peek(input, 4096, &got), bytes + 900002, 4096);
	assert_memory_equal(input_ahead(input, sizeof bytes, &got), bytes + 900002, 99998);
	assert_int_equal(got, 99998);
	assert_int_equal(input_failed(input, &err), 0);
	input_close(input);
	unlink("many");
}

/* Reads all; returns the bytes, and -1 in *end when it ended in an error. */
static size_t read_all(
    const char *name, struct input_options options, char *out, size_t n, int *end, struct err *err)
{
	size_t sum = 0;
	struct input *input = input_open(name, options, err);
	assert_non_null(input);
	for (;;) {
		ssize_t got = input_read(input, out + sum, n - sum, err);
		if (got <= 0) {
			*end = (int)got;
			input_close(input);
			return sum;
		}
		sum += (size_t)got;
	}
}

static void concatenated_members_are_one_stream(void **state)
{
	(void)state;
	char out[64];
	int end;
	struct err err = {0};
	write_member("z.gz", "w", "one\n", 4);
	write_member("z.gz", "a", "", 0);
	write_member("z.gz", "a", "two\n", 4);
	assert_int_equal(
	    read_all("z.gz", (struct input_options){.gzip = true}, out, sizeof out, &end, &err), 8);
	assert_int_equal(end, 0);
	assert_memory_equal(out, "one\ntwo\n", 8);
	FILE *file = fopen("z.gz", "a");
	fwrite("\0\0\0", 1, 3, file);
	fclose(file);
	assert_int_equal(
	    read_all("z.gz", (struct input_options){.gzip = true}, out, sizeof out, &end, &err), 8);
	assert_int_equal(end, 0);
	file = fopen("z.gz", "a");
	fwrite("junk", 1, 4, file);
	fclose(file);
	assert_int_equal(
	    read_all("z.gz", (struct input_options){.gzip = true}, out, sizeof out, &end, &err), 8);
	assert_int_equal(end, -1);
	assert_string_equal(err.text, "something else follows the compressed data");
	assert_int_equal(err.status, EXIT_REFUSED);
	unlink("z.gz");
}

static void gzip_is_left_alone_unless_asked(void **state)
{
	(void)state;
	char out[64];
	int end;
	struct err err = {0};
	write_member("z.gz", "w", "one\n", 4);
	read_all("z.gz", (struct input_options){0}, out, sizeof out, &end, &err);
	assert_memory_equal(out, "\x1F\x8B", 2);
	unlink("z.gz");
	write_file("short", "\x1F", 1);
	assert_int_equal(
	    read_all("short", (struct input_options){.gzip = true}, out, sizeof out, &end, &err),
	    1);
	assert_int_equal(end, 0);
	unlink("short");
}

/* Cut at every byte: what was whole is handed out, then the error comes. */
static void a_truncated_member_is_told(void **state)
{
	(void)state;
	char packed[256], out[256];
	int end;
	struct buf all = BUF_INIT(sizeof packed);
	struct err err = {0};
	write_member("z.gz", "w", "The Long Tunnel, The Long Tunnel", 32);
	assert_int_equal(input_slurp("z.gz", &all, &err), 0);
	memcpy(packed, all.at, all.n);
	for (size_t n = 2; n < all.n; n++) {
		write_file("z.gz", packed, n);
		size_t got = read_all(
		    "z.gz", (struct input_options){.gzip = true}, out, sizeof out, &end, &err);
		assert_true(got <= 32);
		assert_memory_equal(out, "The Long Tunnel, The Long Tunnel", got);
		assert_int_equal(end, -1);
		assert_string_equal(err.text, "compressed data is cut short");
	}
	packed[all.n - 6] ^= 1; /* the CRC */
	write_file("z.gz", packed, all.n);
	assert_int_equal(
	    read_all("z.gz", (struct input_options){.gzip = true}, out, sizeof out, &end, &err),
	    32);
	assert_int_equal(end, -1);
	assert_string_equal(err.text, "corrupt compressed data: incorrect data check");
	assert_string_equal(err.file, "z.gz");
	buf_release(&all);
	unlink("z.gz");
}

static void a_line_that_is_cut_off_is_no_line(void **state)
{
	(void)state;
	struct buf all = BUF_INIT(4096), line = BUF_INIT(100);
	struct err err = {0};
	write_member("z.gz", "w0", "whole\npart", 10);
	assert_int_equal(input_slurp("z.gz", &all, &err), 0);
	write_file("z.gz", all.at, all.n - 8);
	struct input *input = input_open("z.gz", (struct input_options){.gzip = true}, &err);
	assert_int_equal(input_line(input, &line, &err), 1);
	assert_string_equal(buf_text(&line), "whole");
	assert_int_equal(input_line(input, &line, &err), -1);
	assert_int_equal(input_failed(input, &err), -1);
	input_close(input);
	buf_release(&all);
	buf_release(&line);
	unlink("z.gz");
}

static void a_bomb_is_stopped(void **state)
{
	(void)state;
	static char zeros[1 << 20];
	gzFile file = gzopen("bomb.gz", "w9");
	for (int i = 0; i < 80; i++)
		assert_int_equal(gzwrite(file, zeros, sizeof zeros), sizeof zeros);
	assert_int_equal(gzclose(file), Z_OK);
	static const struct {
		struct input_options options;
		const char *text;
	} rows[] = {
	    {{.gzip = true, .max_ratio = 200}, "inflates to more than 200 times its size"},
	    {{.gzip = true, .max_output = 1000000}, "inflates to more than 1000000 bytes"},
	    {{.gzip = true, .max_ratio = 2000}, ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		ssize_t got;
		int64_t sum = 0;
		struct input *input = input_open("bomb.gz", rows[i].options, &err);
		while ((got = input_read(input, zeros, sizeof zeros, &err)) > 0)
			sum += got;
		assert_string_equal(err.text, rows[i].text);
		assert_true(*rows[i].text ? sum < 70 << 20 : sum == 80 << 20);
		input_close(input);
	}
	unlink("bomb.gz");
}

static void operands_come_from_arguments_then_the_list(void **state)
{
	(void)state;
	struct operands operands;
	struct err err = {0};
	char *none[] = {NULL}, *two[] = {"a", "-", NULL};
	write_file("list", "b c\0\0d", 6);
	assert_int_equal(operands_open(&operands, two, "list", &err), 0);
	static const char *const names[] = {"a", "-", "b c", "", "d"};
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(operands_next(&operands, &err), names[i]);
	assert_null(operands_next(&operands, &err));
	assert_null(operands_next(&operands, &err));
	operands_close(&operands);

	assert_int_equal(operands_open(&operands, none, NULL, &err), 0);
	assert_string_equal(operands_next(&operands, &err), "-");
	assert_null(operands_next(&operands, &err));
	operands_close(&operands);

	assert_int_equal(operands_open(&operands, none, "/dev/null", &err), 0);
	assert_null(operands_next(&operands, &err));
	assert_int_equal(err.status, EXIT_DONE);
	operands_close(&operands);
	assert_int_equal(operands_open(&operands, none, "missing", &err), -1);
	assert_int_equal(err.status, EXIT_USAGE);
	operands_close(&operands);
	unlink("list");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_slurped_whole_or_refused),
	    cmocka_unit_test(what_cannot_be_read_is_the_operands_fault),
	    cmocka_unit_test(lines_end_with_lf_or_the_end),
	    cmocka_unit_test(a_line_may_lie_anywhere_in_the_buffer),
	    cmocka_unit_test(looking_ahead_takes_nothing),
	    cmocka_unit_test(concatenated_members_are_one_stream),
	    cmocka_unit_test(gzip_is_left_alone_unless_asked),
	    cmocka_unit_test(a_truncated_member_is_told),
	    cmocka_unit_test(a_line_that_is_cut_off_is_no_line),
	    cmocka_unit_test(a_bomb_is_stopped),
	    cmocka_unit_test(operands_come_from_arguments_then_the_list),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
