/* page-charset: every label and every way of being declared ends in valid UTF-8. With an operand it
 * prints a page. */
#include "importers/page/bytes/charset.h"
#include "schema/base/buf.h"
#include "schema/base/input.h"
#include "schema/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static struct arena arena;
static struct decoded decoded;

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 256 << 20);
	charset_start();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const char *decode_n(const char *bytes, size_t n, const char *transport)
{
	arena_reset(&arena);
	charset_decode(&arena, bytes, n, transport, true, &decoded);
	assert_true(utf8_valid(decoded.text, decoded.n));
	assert_int_equal(strlen(decoded.text), decoded.n);
	return decoded.text;
}

static const char *decode(const char *bytes, const char *transport)
{
	return decode_n(bytes, strlen(bytes), transport);
}

static void labels_are_the_standards(void **state)
{
	(void)state;
	assert_string_equal(charset_of_label("  Latin1\n", 9), "windows-1252");
	assert_string_equal(charset_of_label("gb2312", 6), "gbk");
	assert_string_equal(charset_of_label("ISO_8859-1:1987", 15), "windows-1252");
	assert_null(charset_of_label("utf-7", 5));
	assert_null(charset_of_label("utf-32", 6));
	assert_null(charset_of_label("", 0));
	assert_null(charset_of_label("latin1 latin2", 13));
}

static void declared_ways(void **state)
{
	(void)state;
	assert_string_equal(
	    decode("<title>\xD2\xE5\xF1\xED\xEE\xF2\xE0</title><meta charset=windows-1251>", NULL),
	    "<title>Теснота</title><meta charset=windows-1251>");
	assert_int_equal(decoded.why, CHARSET_META);
	assert_string_equal(decode("\xC4\xE5\xED\xFC", "cp1251"), "День");
	assert_int_equal(decoded.why, CHARSET_TRANSPORT);
	assert_string_equal(decode("\xEF\xBB\xBFé", "latin1"), "é");
	assert_int_equal(decoded.why, CHARSET_BOM);
	assert_true(decoded.mismatch);
	assert_string_equal(
	    decode("<?xml version='1.0' encoding='iso-8859-2'?>\xB1", NULL) + 43, "ą");
	assert_string_equal(decode("\x93\x85\x94 \x81", "iso-8859-1"), "“…” \xC2\x81");
	assert_string_equal(decoded.charset, "windows-1252");
	assert_string_equal(decode("<meta charset=utf-16>abc", NULL), "<meta charset=utf-16>abc");
	assert_string_equal(decoded.charset, "utf-8");
}

static void utf8_wins_over_a_wrong_declaration(void **state)
{
	(void)state;
	assert_string_equal(decode("<meta charset=iso-8859-15>naïve", NULL) + 26, "naïve");
	assert_string_equal(decoded.charset, "utf-8");
	assert_int_equal(decoded.why, CHARSET_CONTENT);
	assert_true(decoded.mismatch);
	assert_string_equal(decode("<meta charset=gb2312>电影", NULL) + 21, "电影");
	assert_string_equal(decoded.charset, "utf-8");
	/* Two characters of GBK that look like UTF-8 by chance. */
	assert_string_equal(decode("<meta charset=gb2312>\xC1\xAA\xCD\xA8", NULL) + 21, "联通");
}

static void a_wrong_utf8_declaration_is_guessed(void **state)
{
	(void)state;
	decode("<meta charset=utf-8><p>Caf\xE9 \xE0 la cr\xE8me, d\xE9j\xE0 vu \xE0 l'h\xF4tel du "
	       "th\xE9\xE2tre",
	    NULL);
	assert_int_equal(decoded.why, CHARSET_GUESSED);
	assert_non_null(strstr(decoded.text, "Café à la crème"));
	/* One broken sequence among good ones stays UTF-8, with U+FFFD. */
	assert_string_equal(decode("é\xE9 à \xE2\x82x", "utf-8"), "é\xEF\xBF\xBD à \xEF\xBF\xBDx");
	assert_int_equal(decoded.replaced, 2);
}

static void utf16_is_found_without_a_bom(void **state)
{
	(void)state;
	static const char little[] = "<\0p\0>\0\x22\x04\x3D\xD8\x4D\xDC";
	assert_string_equal(decode_n(little, sizeof little - 1, "utf-8"), "<p>Т\xF0\x9F\x91\x8D");
	assert_string_equal(decoded.charset, "utf-16le");
	assert_string_equal(decode_n("\0a\0b\0c\xD8", 7, NULL), "abc\xEF\xBF\xBD");
	assert_int_equal(decoded.replaced, 1);
}

static void undecodable_is_one_replacement(void **state)
{
	(void)state;
	assert_string_equal(decode_n("a\0b", 3, NULL),
	    "a\xEF\xBF\xBD"
	    "b");
	assert_int_equal(decoded.replaced, 1);
	assert_string_equal(
	    decode("\x83\x65\x83\x58\x83\x67\x81\x22x", "shift_jis"), "テスト\xEF\xBF\xBD\"x");
	assert_string_equal(decode("\xB5\xE7\xD3\xB0\x80\xFFz", "gbk"), "电影€\xEF\xBF\xBDz");
	assert_string_equal(decode("\xBF\xB5\xC8\xAD", "euc-kr"), "영화");
	assert_string_equal(decode("\xB1\xC7\xB2\xE8", "euc-jp"), "映画");
	assert_string_equal(decode("\xB9q\xBCv", "big5"), "電影");
}

/* Every single-byte encoding gives 256 characters, and every encoding survives all bytes. */
static void every_encoding_decodes_every_byte(void **state)
{
	(void)state;
	static const char *const labels[] = {"866", "latin2", "latin3", "latin4", "cyrillic",
	    "arabic", "greek", "hebrew", "logical", "latin6", "iso-8859-13", "iso-8859-14", "l9",
	    "iso-8859-16", "koi8-r", "koi8-u", "mac", "tis-620", "cp1250", "cp1251", "cp1252",
	    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "x-mac-cyrillic", "gbk",
	    "gb18030", "big5", "euc-jp", "iso-2022-jp", "sjis", "euc-kr", "iso-2022-kr", "utf-16be",
	    "utf-16le", "x-user-defined", "utf-8"};
	char all[65536 * 2];
	for (size_t i = 0; i < 65536; i++) {
		all[2 * i] = (char)(i >> 8 ? i >> 8 : 'x');
		all[2 * i + 1] = (char)(i & 255 ? i & 255 : 'x');
	}
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		assert_non_null(charset_of_label(labels[i], strlen(labels[i])));
		decode_n(all, sizeof all, labels[i]);
		assert_true(decoded.n > 1000);
	}
}

/* html5lib's tests of the declaration: `#data`, then `#encoding`. */
static void declarations_agree_with_html5lib(void **state)
{
	(void)state;
	static const char *const files[] = {"tests1.dat", "tests2.dat"};
	for (size_t i = 0; i < 2; i++) {
		char path[200];
		snprintf(
		    path, sizeof path, "../shared/realdata/nasty/html5lib/encoding/%s", files[i]);
		struct buf buf = BUF_INIT(1 << 20);
		struct err err = {0};
		if (input_slurp(path, &buf, &err) < 0) {
			/* cmocka writes skip() as `not ok`, which prove takes for a failure */
			print_message("# skipped: %s is not there\n", path);
			return;
		}
		int wrong = 0, total = 0;
		for (char *at = buf.at; (at = strstr(at, "#data\n"));) {
			at += 6;
			char *tail = strstr(at, "\n#encoding\n");
			size_t n = (size_t)(tail - at);
			char *want = tail + 11;
			at = want + strcspn(want, "\n");
			decode_n(tail - n, n, NULL);
			const char *wanted = charset_of_label(want, (size_t)(at - want));
			total++;
			/* Where nothing is declared the suite wants its default. */
			const char *got =
			    decoded.why == CHARSET_VALID ? "windows-1252" : decoded.charset;
			if (strcmp(got, wanted) != 0) {
				print_message("want %s, got %s: %.*s\n", wanted, got,
				    n < 300 ? (int)n : 300, tail - n);
				wrong++;
			}
		}
		print_message("%s: %d of %d right\n", files[i], total - wrong, total);
		assert_int_equal(wrong, 0);
		buf_release(&buf);
	}
}

/* `page-charset PAGE` prints the page as UTF-8, for tests/encodings-real.t. */
static int print(const char *path)
{
	struct buf buf = BUF_INIT(64 << 20);
	struct err err = {0};
	if (input_slurp(path, &buf, &err) < 0)
		return 3;
	start(NULL);
	charset_decode(&arena, buf_text(&buf), buf.n, NULL, true, &decoded);
	int status = fwrite(decoded.text, 1, decoded.n, stdout) == decoded.n ? 0 : 3;
	buf_release(&buf);
	end(NULL);
	return status;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return print(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(labels_are_the_standards),
	    cmocka_unit_test(declared_ways),
	    cmocka_unit_test(utf8_wins_over_a_wrong_declaration),
	    cmocka_unit_test(a_wrong_utf8_declaration_is_guessed),
	    cmocka_unit_test(utf16_is_found_without_a_bom),
	    cmocka_unit_test(undecodable_is_one_replacement),
	    cmocka_unit_test(every_encoding_decodes_every_byte),
	    cmocka_unit_test(declarations_agree_with_html5lib),
	};
	return cmocka_run_group_tests_name("page-charset", tests, start, end);
}
