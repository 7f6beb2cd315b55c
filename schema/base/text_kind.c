/* text_kind: see text_kind.h. */
#include "schema/base/text_kind.h"

#include "schema/base/text.h"

#include <string.h>
#include <utf8proc.h>

static enum text_kind ascii_kind(int32_t code)
{
	char c = (char)code;
	if (ascii_is_alpha(c) || ascii_is_digit(c) || (c && strchr("$+<=>|~", c)))
		return WORD;
	if (ascii_is_space(c))
		return SPACE;
	if (c == '\'' || c == '`')
		return APOSTROPHE;
	if (c == '.' || c == '*')
		return DOT;
	return c == ',' ? COMMA : BREAK;
}

/* Marks without which the letters are still the same word: accents, Hebrew points, Arabic vowel
 * signs. The vowel signs of Indic scripts and the voicing marks of kana are letters to their
 * readers, and stay. */
static bool is_diacritic(int32_t code)
{
	static const int32_t blocks[][2] = {{0x300, 0x36F}, {0x591, 0x5C7}, {0x610, 0x61A},
	    {0x64B, 0x65F}, {0x670, 0x670}, {0x6D6, 0x6ED}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
	    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
	if (code == 0x640) /* what stretches an Arabic word */
		return true;
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
		if (code >= blocks[i][0] && code <= blocks[i][1])
			return utf8proc_category(code) == UTF8PROC_CATEGORY_MN;
	}
	return false;
}

enum text_kind text_kind_of(int32_t code)
{
	if (code < 0x80)
		return ascii_kind(code);
	if (is_diacritic(code))
		return NOTHING;
	if (code == 0x2019 || code == 0x2018 || code == 0x2BC || code == 0x2032)
		return APOSTROPHE;
	if (code == 0x3001 || code == 0x60C)
		return COMMA;
	if (code == 0x2044) /* the bar in what was one character, ½ */
		return BREAK;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_SK:
		return NOTHING;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return SPACE;
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SO:
		return BREAK;
	default:
		return WORD;
	}
}

const char *text_plain_letters(int32_t code)
{
	switch (code) {
	case 0xE6:
		return "ae";
	case 0xF0:
	case 0x111:
		return "d";
	case 0xF8:
		return "o";
	case 0xFE:
		return "th";
	case 0x127:
		return "h";
	case 0x131:
		return "i";
	case 0x142:
		return "l";
	case 0x153:
		return "oe";
	case 0x167:
		return "t";
	default:
		return NULL;
	}
}
