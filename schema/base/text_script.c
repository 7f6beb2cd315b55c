/*
 * text_script: of text.h. libutf8proc has no script property, so the blocks of the scripts
 * that film titles are written in stand here, from Unicode's Blocks.txt; a letter outside them
 * counts for no script.
 */
#include "schema/base/text.h"

#include <string.h>
#include <utf8proc.h>

enum script {
	LATIN,
	GREEK,
	CYRILLIC,
	ARMENIAN,
	HEBREW,
	ARABIC,
	SYRIAC,
	THAANA,
	DEVANAGARI,
	BENGALI,
	GURMUKHI,
	GUJARATI,
	ORIYA,
	TAMIL,
	TELUGU,
	KANNADA,
	MALAYALAM,
	SINHALA,
	THAI,
	LAO,
	TIBETAN,
	MYANMAR,
	GEORGIAN,
	HANGUL,
	ETHIOPIC,
	CHEROKEE,
	CANADIAN,
	KHMER,
	MONGOLIAN,
	HIRAGANA,
	KATAKANA,
	BOPOMOFO,
	HAN,
	YI,
	COPTIC,
	TIFINAGH,
	SCRIPTS
};

static const char codes[SCRIPTS][5] = {"Latn", "Grek", "Cyrl", "Armn", "Hebr", "Arab", "Syrc",
    "Thaa", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Thai",
    "Laoo", "Tibt", "Mymr", "Geor", "Hang", "Ethi", "Cher", "Cans", "Khmr", "Mong", "Hira", "Kana",
    "Bopo", "Hani", "Yiii", "Copt", "Tfng"};

struct range {
	int32_t first, last;
	enum script script;
};

static const struct range ranges[] = {/* ascending */
    {0x41, 0x5A, LATIN}, {0x61, 0x7A, LATIN}, {0xAA, 0xAA, LATIN}, {0xBA, 0xBA, LATIN},
    {0xC0, 0x2AF, LATIN}, {0x370, 0x3E1, GREEK}, {0x3E2, 0x3EF, COPTIC}, {0x3F0, 0x3FF, GREEK},
    {0x400, 0x52F, CYRILLIC}, {0x531, 0x58A, ARMENIAN}, {0x591, 0x5F4, HEBREW},
    {0x600, 0x6FF, ARABIC}, {0x700, 0x74F, SYRIAC}, {0x750, 0x77F, ARABIC}, {0x780, 0x7BF, THAANA},
    {0x870, 0x8FF, ARABIC}, {0x900, 0x97F, DEVANAGARI}, {0x980, 0x9FF, BENGALI},
    {0xA00, 0xA7F, GURMUKHI}, {0xA80, 0xAFF, GUJARATI}, {0xB00, 0xB7F, ORIYA},
    {0xB80, 0xBFF, TAMIL}, {0xC00, 0xC7F, TELUGU}, {0xC80, 0xCFF, KANNADA},
    {0xD00, 0xD7F, MALAYALAM}, {0xD80, 0xDFF, SINHALA}, {0xE00, 0xE7F, THAI}, {0xE80, 0xEFF, LAO},
    {0xF00, 0xFFF, TIBETAN}, {0x1000, 0x109F, MYANMAR}, {0x10A0, 0x10FF, GEORGIAN},
    {0x1100, 0x11FF, HANGUL}, {0x1200, 0x139F, ETHIOPIC}, {0x13A0, 0x13FF, CHEROKEE},
    {0x1400, 0x167F, CANADIAN}, {0x1780, 0x17FF, KHMER}, {0x1800, 0x18AF, MONGOLIAN},
    {0x18B0, 0x18FF, CANADIAN}, {0x1C80, 0x1C8F, CYRILLIC}, {0x1C90, 0x1CBF, GEORGIAN},
    {0x1D00, 0x1D25, LATIN}, {0x1E00, 0x1EFF, LATIN}, {0x1F00, 0x1FFF, GREEK},
    {0x212A, 0x212B, LATIN}, {0x2C60, 0x2C7F, LATIN}, {0x2C80, 0x2CFF, COPTIC},
    {0x2D00, 0x2D2F, GEORGIAN}, {0x2D30, 0x2D7F, TIFINAGH}, {0x2D80, 0x2DDF, ETHIOPIC},
    {0x2DE0, 0x2DFF, CYRILLIC}, {0x2E80, 0x2FDF, HAN}, {0x3005, 0x3007, HAN},
    {0x3041, 0x309F, HIRAGANA}, {0x30A1, 0x30FA, KATAKANA}, {0x30FD, 0x30FF, KATAKANA},
    {0x3105, 0x312F, BOPOMOFO}, {0x3131, 0x318E, HANGUL}, {0x31A0, 0x31BF, BOPOMOFO},
    {0x31F0, 0x31FF, KATAKANA}, {0x3400, 0x4DBF, HAN}, {0x4E00, 0x9FFF, HAN}, {0xA000, 0xA4CF, YI},
    {0xA640, 0xA69F, CYRILLIC}, {0xA722, 0xA7FF, LATIN}, {0xA8E0, 0xA8FF, DEVANAGARI},
    {0xA960, 0xA97F, HANGUL}, {0xA9E0, 0xA9FF, MYANMAR}, {0xAA60, 0xAA7F, MYANMAR},
    {0xAB00, 0xAB2F, ETHIOPIC}, {0xAB30, 0xAB6F, LATIN}, {0xAB70, 0xABBF, CHEROKEE},
    {0xAC00, 0xD7FF, HANGUL}, {0xF900, 0xFAFF, HAN}, {0xFB00, 0xFB06, LATIN},
    {0xFB13, 0xFB17, ARMENIAN}, {0xFB1D, 0xFB4F, HEBREW}, {0xFB50, 0xFDFF, ARABIC},
    {0xFE70, 0xFEFC, ARABIC}, {0xFF21, 0xFF5A, LATIN}, {0xFF66, 0xFF9F, KATAKANA},
    {0xFFA0, 0xFFDC, HANGUL}, {0x1EE00, 0x1EEFF, ARABIC}, {0x20000, 0x3FFFD, HAN}};

/* The script of a letter, or SCRIPTS. */
static enum script script_of(int32_t code)
{
	size_t low = 0, high = sizeof ranges / sizeof ranges[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code < ranges[middle].first)
			high = middle;
		else if (code > ranges[middle].last)
			low = middle + 1;
		else
			return ranges[middle].script;
	}
	return SCRIPTS;
}

static bool is_letter(int32_t code)
{
	if (code < 0x80)
		return code >= 0 && ascii_is_alpha((char)code);
	utf8proc_category_t category = utf8proc_category(code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Of equals, the one whose count was reached first in the text wins. */
const char *text_script(const char *text)
{
	int counts[SCRIPTS] = {0};
	enum script best = SCRIPTS;
	size_t n = strlen(text), used;
	for (size_t i = 0; i < n; i += used) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		enum script script = is_letter(code) ? script_of(code) : SCRIPTS;
		if (script == SCRIPTS)
			continue;
		counts[script]++;
		if (best == SCRIPTS || counts[script] > counts[best])
			best = script;
	}
	return best == SCRIPTS ? NULL : codes[best];
}
