/* A saved response gives its payload whatever codings it has, really or only by its header. */
#include "importers/page/bytes/http.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>
#include <cmocka.h>

static struct arena arena;

static int split(const char *head, const char *body, size_t n, struct http *http, struct err *err)
{
	static char bytes[1 << 18];
	size_t head_n = strlen(head);
	memcpy(bytes, head, head_n);
	memcpy(bytes + head_n, body, n);
	return http_split(&arena, bytes, head_n + n, http, err);
}

static void gives(const char *head, const char *body, size_t n, const char *want, size_t remarks)
{
	struct http http;
	struct err err = {0};
	if (split(head, body, n, &http, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(http.body_n, strlen(want));
	assert_memory_equal(http.body, want, http.body_n);
	assert_int_equal(http.remarks.n, remarks);
	assert_false(http.cut);
}

static size_t compress_text(const char *text, int window_bits, char *out, size_t most)
{
	z_stream stream = {0};
	assert_int_equal(
	    deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
	stream.next_in = (Bytef *)text;
	stream.avail_in = (unsigned)strlen(text);
	stream.next_out = (Bytef *)out;
	stream.avail_out = (unsigned)most;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	size_t n = stream.total_out;
	deflateEnd(&stream);
	return n;
}

#define OK "HTTP/1.1 200 OK\r\n"

static void header_is_read(void **state)
{
	struct http http;
	struct err err = {0};
	(void)state;
	assert_int_equal(split("HTTP/1.0 404 Not Found\nContent-type: Text/HTML;\tx=1; "
			       "Charset=\"UTF-8\"\nDATE: Sun, 06 Nov 1994 08:49:37 GMT\n\n",
			     "abc", 3, &http, &err),
	    0);
	assert_int_equal(http.status, 404);
	assert_string_equal(http.content_type, "text/html");
	assert_string_equal(http.charset, "UTF-8");
	assert_string_equal(http.date, "1994-11-06T08:49:37Z");
	assert_int_equal(
	    split("HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\n\r\n", "x", 1, &http, &err), 0);
	assert_int_equal(http.status, 200);
	assert_null(http.content_type);
}

static void chunks_are_joined(void **state)
{
	static const char chunked[] = "4\r\nabcd\r\n3 ;x=y\r\nefg\r\n0\r\nTrailer: 1\r\n\r\n";
	(void)state;
	gives(OK "Transfer-Encoding: chunked\r\n\r\n", chunked, sizeof chunked - 1, "abcdefg", 0);
	gives(OK "Transfer-Encoding: chunked\r\n\r\n", "<p>no\r\n", 7, "<p>no\r\n", 1);
	gives(OK "Transfer-Encoding: chunked\r\n\r\n", "", 0, "", 0);
}

/* Two streams of "<p>favorite or unfavorite?</p>", one behind the other. */
static void gives_twice(const char *head, const char *packed, size_t n)
{
	char twice[512];
	assert_true(2 * n <= sizeof twice);
	memcpy(twice, packed, n);
	memcpy(twice + n, packed, n);
	gives(
	    head, twice, 2 * n, "<p>favorite or unfavorite?</p><p>favorite or unfavorite?</p>", 0);
}

static void compression_is_undone(void **state)
{
	char packed[256];
	static const char text[] = "<p>favorite or unfavorite?</p>";
	(void)state;
	size_t n = compress_text(text, 15 + 16, packed, sizeof packed);
	gives(OK "Content-Encoding: gzip\r\n\r\n", packed, n, text, 0);
	gives(OK "Content-Encoding: x-gzip, identity\r\n\r\n", packed, n, text, 0);
	gives(OK "Content-Encoding: gzip\r\n\r\n", text, strlen(text), text, 1);
	gives_twice(OK "Content-Encoding: gzip\r\n\r\n", packed, n);
	n = compress_text(text, 15, packed, sizeof packed);
	gives(OK "Content-Encoding: deflate\r\n\r\n", packed, n, text, 0);
	n = compress_text(text, -15, packed, sizeof packed);
	gives(OK "Content-Encoding: deflate\r\n\r\n", packed, n, text, 0);
}

/* What the command lines of brotli and zstd made of the text. */
static const char as_brotli[] = "\x8f\x0e\x80<p>favorite or unfavorite?</p>\x03";
static const char as_zstd[] =
    "\x28\xb5\x2f\xfd\x04\x58\xf1\x00\x00<p>favorite or unfavorite?</p>\x01\x00\xf1\x1d";

static void what_browsers_are_sent_is_undone(void **state)
{
	static const char text[] = "<p>favorite or unfavorite?</p>";
	size_t brotli_n = sizeof as_brotli - 1, zstd_n = sizeof as_zstd - 1;
	(void)state;
	gives(OK "Content-Encoding: br\r\n\r\n", as_brotli, brotli_n, text, 0);
	gives(OK "Content-Encoding: BR\r\n\r\n", text, strlen(text), text, 1);
	gives(OK "Content-Encoding: zstd\r\n\r\n", as_zstd, zstd_n, text, 0);
	gives(OK "Content-Encoding: zstd\r\n\r\n", text, strlen(text), text, 1);
	gives_twice(OK "Content-Encoding: zstd\r\n\r\n", as_zstd, zstd_n);
}

/* Cut after each byte it is cut, and what is left is a beginning; or nothing is, which is told. */
static void cut_at_each_byte(const char *head, const char *packed, size_t n)
{
	static const char text[] = "<p>favorite or unfavorite?</p>";
	struct http http;
	for (size_t i = 4; i < n; i++) {
		struct err err = {0};
		if (split(head, packed, i, &http, &err) < 0) {
			assert_string_equal(err.text,
			    "the compressed payload ends before anything of it can be read");
			continue;
		}
		assert_true(http.cut);
		assert_true(http.body_n > 0 && http.body_n < sizeof text);
		assert_memory_equal(http.body, text, http.body_n);
	}
}

static void what_browsers_are_sent_may_be_cut(void **state)
{
	(void)state;
	cut_at_each_byte(OK "Content-Encoding: br\r\n\r\n", as_brotli, sizeof as_brotli - 1);
	cut_at_each_byte(OK "Content-Encoding: zstd\r\n\r\n", as_zstd, sizeof as_zstd - 1);
}

static void refused(const char *head, const char *body, size_t n, const char *why)
{
	struct http http;
	struct err err = {0};
	assert_int_equal(split(head, body, n, &http, &err), -1);
	assert_int_equal(strncmp(err.text, why, strlen(why)), 0);
}

/* A million zeros in 14 bytes of brotli; a zstd frame of one block that repeats a byte 128 KB
 * often, ten thousand times; frames that are broken, or want a window of 2 GB. */
static void what_browsers_are_sent_may_be_hostile(void **state)
{
	static const char bomb[] = "\x5f\x3f\x42\x8f\x7f\x02\x20\x1e\x0b\x04\xf2\x73\x1e\x00";
	static const char start[] = "\x28\xb5\x2f\xfd\x00\x58", repeat[] = "\x02\x00\x10x";
	static char zstd[1 << 16], broken[sizeof as_zstd];
	(void)state;
	refused(OK "Content-Encoding: br\r\n\r\n", bomb, sizeof bomb - 1,
	    "the payload inflates to more than 1100 times its 14 bytes");
	memcpy(zstd, start, sizeof start - 1);
	for (size_t i = 0; i < 10000; i++)
		memcpy(zstd + sizeof start - 1 + 4 * i, repeat, 4);
	refused(
	    OK "Content-Encoding: zstd\r\n\r\n", zstd, 40006, "the payload inflates to more than");
	refused(
	    OK "Content-Encoding: br\r\n\r\n", "\xff\xff\xff\xff", 4, "corrupt compressed data");
	memcpy(broken, as_zstd, sizeof as_zstd);
	broken[12] ^= 1; /* its checksum is of other bytes */
	refused(OK "Content-Encoding: zstd\r\n\r\n", broken, sizeof as_zstd - 1,
	    "corrupt compressed data");
	refused(OK "Content-Encoding: zstd\r\n\r\n", "\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00", 9,
	    "a zstd frame needs a window of more than 8 MB");
}

static void short_payloads_are_cut(void **state)
{
	char packed[256];
	struct http http;
	struct err err = {0};
	(void)state;
	assert_int_equal(split(OK "Content-Length: 10\r\n\r\n", "abc", 3, &http, &err), 0);
	assert_true(http.cut);
	assert_int_equal(
	    split(OK "Transfer-Encoding: chunked\r\n\r\n", "8\r\nabc", 6, &http, &err), 0);
	assert_true(http.cut);
	assert_int_equal(http.body_n, 3);
	size_t n = compress_text("abcdefghijkl", 15 + 16, packed, sizeof packed);
	assert_int_equal(split(OK "Content-Encoding: gzip\r\n\r\n", packed, n - 4, &http, &err), 0);
	assert_true(http.cut);
	assert_int_equal(http.body_n, 12);
}

static void hostile_payloads_are_refused(void **state)
{
	static char zeros[1 << 20], packed[1 << 15], head[64];
	struct http http;
	struct err err = {0};
	(void)state;
	assert_int_equal(split(OK "Content-Encoding: dcb\r\n\r\n", "abc", 3, &http, &err), -1);
	assert_string_equal(err.text, "the payload's coding \"dcb\" is not known here");
	/* markup as it stands: a browser undid the coding and kept its header */
	assert_int_equal(split(OK "Content-Encoding: dcb\r\n\r\n", "<html>x", 7, &http, &err), 0);
	assert_int_equal(http.body_n, 7);
	assert_string_equal(http.remarks.at[0], "declared dcb, and is not");
	assert_int_equal(
	    split(OK "Content-Encoding: dcb\r\n\r\n", "<\x01\x02\x03", 4, &http, &err), -1);
	assert_int_equal(split(OK "Content-Length: 3", "", 0, &http, &err), -1);
	assert_int_equal(split("<html>", "", 0, &http, &err), -1);
	memset(zeros, 'a', sizeof zeros - 1);
	size_t n = compress_text(zeros, 15 + 16, packed, sizeof packed);
	strcpy(head, OK "Content-Encoding: gzip, gzip\r\n\r\n");
	packed[n / 2] ^= 0x55;
	assert_int_equal(split(head, packed, n, &http, &err), -1);
}

/* Each coding costs a copy of the payload, each line of a list a copy of the list. */
static void many_codings_are_refused(void **state)
{
	static char head[1 << 17];
	struct http http;
	struct err err = {0};
	(void)state;
	gives(OK "Content-Encoding: gzip, gzip, gzip\r\n\r\n", "<p>", 3, "<p>", 3);
	assert_int_equal(split(OK "Transfer-Encoding: chunked, chunked, chunked, chunked\r\n\r\n",
			     "3\r\n<p>\r\n0\r\n\r\n", 13, &http, &err),
	    -1);
	assert_string_equal(err.text, "the payload has more than 3 codings");
	strcpy(head, OK);
	for (size_t at = strlen(OK); at + 40 < sizeof head; at += 28)
		strcpy(head + at, "Content-Encoding: identity\r\n");
	strcat(head, "\r\n");
	assert_int_equal(split(head, "<p>", 3, &http, &err), -1);
	assert_string_equal(err.text, "the payload has more than 3 codings");
}

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 27);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(header_is_read),
	    cmocka_unit_test(chunks_are_joined),
	    cmocka_unit_test(compression_is_undone),
	    cmocka_unit_test(what_browsers_are_sent_is_undone),
	    cmocka_unit_test(what_browsers_are_sent_may_be_cut),
	    cmocka_unit_test(what_browsers_are_sent_may_be_hostile),
	    cmocka_unit_test(short_payloads_are_cut),
	    cmocka_unit_test(hostile_payloads_are_refused),
	    cmocka_unit_test(many_codings_are_refused),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
