/* UTF-8, white space, scripts. The decoder's expectations are Unicode 15, tables 3-7 to 3-11. */
#include "schema/base/text.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena arena;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 24);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* The bytes of each invalid sequence taken at once, as digits: "11" is two replacements of one byte
 * each. */
static void an_invalid_sequence_takes_its_maximal_subpart(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *taken;
	} rows[] = {
	    {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82", "11111111"},
	    {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF", "11111111"},
	    {"\xF4\x91\x92\x93\xFF\x80\xBF", "1111111"},
	    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF", "2132"},
	    {"\xE2\x82", "2"},
	    {"\xF0\x9F\x98", "3"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char taken[16] = "";
		size_t n = strlen(rows[i].bytes), count = 0, used;
		for (size_t at = 0; at < n; at += used) {
			assert_int_equal(utf8_decode(rows[i].bytes + at, n - at, &used), -1);
			taken[count++] = (char)('0' + used);
		}
		assert_string_equal(taken, rows[i].taken);
	}
}

static void every_code_point_survives_the_round(void **state)
{
	(void)state;
	for (int32_t code = 0; code <= 0x10FFFF; code++) {
		char bytes[4];
		size_t used, n = utf8_encode((uint32_t)code, bytes);
		bool surrogate = code >= 0xD800 && code <= 0xDFFF;
		assert_int_equal(utf8_decode(bytes, n, &used), surrogate ? -1 : code);
		assert_int_equal(utf8_valid(bytes, n), !surrogate);
	}
}

static void repair_replaces_what_is_invalid_and_nul(void **state)
{
	(void)state;
	size_t n, replaced = 1;
	char *text = text_repair(&arena, "caf\xC3\xA9 \xE9t\xE2\x82\0!", 12, &n, &replaced);
	assert_string_equal(text, "café \xEF\xBF\xBDt\xEF\xBF\xBD\xEF\xBF\xBD!");
	assert_int_equal(n, strlen(text));
	assert_int_equal(replaced, 4);
}

static void hostile_text_cannot_drive_a_terminal(void **state)
{
	(void)state;
	static const char hostile[] = "\x1B[2J\x7F é \xC2\x9B \xE2\x80\xAE \xFF";
	char out[64];
	size_t n = utf8_printable(hostile, sizeof hostile - 1, out, sizeof out - 1);
	out[n] = '\0';
	assert_string_equal(out, "\\x1b[2J\\x7f é \\u{009B} \\u{202E} \\xff");
	assert_int_equal(utf8_printable("é", 2, out, 1), 0);
	assert_int_equal(utf8_printable("a\x01", 2, out, 4), 1);
}

static void white_space_of_every_kind_is_one_space(void **state)
{
	(void)state;
	static const char wide[] =
	    "\xEF\xBB\xBF\t The\xC2\xA0\xC2\xA0Long \r\n\xE3\x80\x80Tunnel\xE2\x80\x8B ";
	assert_string_equal(text_squeeze(&arena, wide, sizeof wide - 1), "The Long Tunnel");
	assert_string_equal(text_squeeze(&arena, " \n", 2), "");
	assert_string_equal(text_squeeze(&arena, "", 0), "");
}

static void form_c_composes_and_leaves_the_rest(void **state)
{
	(void)state;
	const char *ascii = "Amelie", *composed = "Amélie", *hangul = "한국";
	assert_ptr_equal(text_nfc(&arena, ascii), ascii);
	assert_ptr_equal(text_nfc(&arena, composed), composed);
	assert_ptr_equal(text_nfc(&arena, hangul), hangul);
	assert_string_equal(text_nfc(&arena, "Ame\xCC\x81lie"), composed);
	assert_string_equal(
	    text_nfc(&arena, "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xEA\xB5\xAD"), hangul);
}

static void a_script_is_that_of_most_letters(void **state)
{
	(void)state;
	static const struct {
		const char *text, *script;
	} rows[] = {
	    {"Closeness", "Latn"},
	    {"Теснота", "Cyrl"},
	    {"Теснота (Closeness)", "Latn"},
	    {"Κυνόδοντας", "Grek"},
	    {"ואלס עם באשיר", "Hebr"},
	    {"جدایی نادر از سیمین", "Arab"},
	    {"पाथेर पांचाली", "Deva"},
	    {"পথের পাঁচালী", "Beng"},
	    {"ลุงบุญมีระลึกชาติ", "Thai"},
	    {"მონანიება", "Geor"},
	    {"Նռան գույնը", "Armn"},
	    {"기생충", "Hang"},
	    {"となりのトトロ", "Hira"},
	    {"ゴジラ", "Kana"},
	    {"花樣年華", "Hani"},
	    {"ጤዛ", "Ethi"},
	    {"ខ្មែរ", "Khmr"},
	    {"8½", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *script = text_script(rows[i].text);
		if (rows[i].script)
			assert_string_equal(script, rows[i].script);
		else
			assert_null(script);
	}
}

static void ascii_helpers_ignore_case_and_ends(void **state)
{
	(void)state;
	assert_true(ascii_equal("Content-Type", "content-TYPE"));
	assert_false(ascii_equal("abc", "abcd"));
	assert_true(ascii_equal_n("GMT+1", 3, "gmt"));
	assert_false(ascii_equal_n("GMT", 3, "GMTX"));
	assert_false(ascii_equal_n("GMTX", 4, "GMT"));
	assert_true(ascii_starts("HTTPS://x", "https:"));
	assert_false(ascii_starts("htt", "https:"));
	assert_true(text_starts("imdb:tt1", "imdb:"));
	assert_false(text_starts("IMDB:tt1", "imdb:"));
	assert_false(ascii_equal("\xC3\x80", "\xC3\xA0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_invalid_sequence_takes_its_maximal_subpart),
	    cmocka_unit_test(every_code_point_survives_the_round),
	    cmocka_unit_test(repair_replaces_what_is_invalid_and_nul),
	    cmocka_unit_test(hostile_text_cannot_drive_a_terminal),
	    cmocka_unit_test(white_space_of_every_kind_is_one_space),
	    cmocka_unit_test(form_c_composes_and_leaves_the_rest),
	    cmocka_unit_test(a_script_is_that_of_most_letters),
	    cmocka_unit_test(ascii_helpers_ignore_case_and_ends),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
