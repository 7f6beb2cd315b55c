/* Inflating, fed byte by byte: the three formats, the end of a member, corrupt data. */
#include "schema/base/gzip.h"

#include <string.h>
#include <zlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char film[] = "The Long Tunnel, The Long Tunnel, The Long Tunnel";

/* Deflates film as the window bits say; returns the bytes. */
static size_t pack(int window_bits, char *out, size_t n)
{
	z_stream stream = {0};
	assert_int_equal(
	    deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	stream.next_in = (Bytef *)(uintptr_t)film;
	stream.avail_in = sizeof film - 1;
	stream.next_out = (Bytef *)out;
	stream.avail_out = (unsigned)n;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(deflateEnd(&stream), Z_OK);
	return n - stream.avail_out;
}

/* Inflates one member, giving one byte and room for one byte at a time. Returns bytes written, -1
 * for an error; sets *used to the bytes of input taken. */
static ssize_t unpack(
    struct gzip *gzip, const char *in, size_t n, char *out, size_t *used, struct err *err)
{
	const char *at = in;
	size_t sum = 0, left = 0;
	bool ended = false;
	while (!ended) {
		if (left == 0 && at < in + n)
			left = 1;
		bool all_given = left == 0;
		ssize_t got = gzip_inflate(gzip, &at, &left, out + sum, 1, &ended, err);
		if (got < 0)
			return -1;
		sum += (size_t)got;
		if (all_given && got == 0)
			break;
	}
	*used = (size_t)(at - in);
	return (ssize_t)sum;
}

static void each_format_is_inflated_to_its_end(void **state)
{
	(void)state;
	static const struct {
		enum gzip_format format;
		int window_bits;
	} rows[] = {{GZIP_MEMBER, 31}, {GZIP_ZLIB, 15}, {GZIP_RAW, -15}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char packed[256] = {0}, out[256];
		struct err err = {0};
		size_t used, n = pack(rows[i].window_bits, packed, sizeof packed);
		struct gzip *gzip = gzip_open(rows[i].format);
		for (int round = 0; round < 2;
		     round++) { /* what follows the member is left alone */
			assert_int_equal(
			    unpack(gzip, packed, n + 7, out, &used, &err), sizeof film - 1);
			assert_memory_equal(out, film, sizeof film - 1);
			assert_int_equal(used, n);
			gzip_reset(gzip);
		}
		gzip_close(gzip);
	}
	gzip_close(NULL);
}

/* Every bit of a member is turned: nothing crashes, and what differs is always told. */
static void no_corrupt_member_passes(void **state)
{
	(void)state;
	char packed[256], out[65536];
	size_t n = pack(31, packed, sizeof packed);
	struct gzip *gzip = gzip_open(GZIP_MEMBER);
	for (size_t bit = 0; bit < 8 * n; bit++) {
		struct err err = {0};
		size_t used = 0;
		packed[bit / 8] ^= (char)(1 << bit % 8);
		gzip_reset(gzip);
		ssize_t got = unpack(gzip, packed, n, out, &used, &err);
		bool whole = got == sizeof film - 1 && memcmp(out, film, sizeof film - 1) == 0;
		bool told =
		    got < 0 && err.status == EXIT_REFUSED && strncmp(err.text, "corrupt", 7) == 0;
		assert_true(told || whole || used == n); /* used up without an end: cut short */
		packed[bit / 8] ^= (char)(1 << bit % 8);
	}
	gzip_close(gzip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_format_is_inflated_to_its_end),
	    cmocka_unit_test(no_corrupt_member_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
