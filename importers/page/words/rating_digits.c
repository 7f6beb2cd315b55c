/* rating_digits: the digits of other scripts, and stars, as the plain numbers that rating.c reads.
 * See rating.h. */
#include "importers/page/words/rating.h"
#include "schema/base/text.h"

#include <stdio.h>
#include <string.h>

/* The zeros of the scripts that pages write numbers in; nine digits follow each. */
static const int32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66,
    0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10};

/* Marks, and what they mean here. */
static const struct {
	int32_t code;
	const char *plain;
} marks[] = {{0x66B, "."}, {0x66C, ","}, {0x66A, "%"}, {0xFF05, "%"}, {0xFF0C, ","}, {0xFF0E, "."},
    {0xFF0F, "/"}, {0x2044, "/"}, {0xBC, ".25"}, {0xBD, ".5"}, {0xBE, ".75"}};

/* What a character is in plain text; NULL when it stays as it is. `digit` has room for two
 * bytes. */
static const char *plain_of(int32_t code, char digit[2])
{
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (code >= zeros[i] && code < zeros[i] + 10) {
			digit[0] = (char)('0' + (code - zeros[i]));
			digit[1] = '\0';
			return digit;
		}
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (code == marks[i].code)
			return marks[i].plain;
	return NULL;
}

/* `★★★½☆`: 3.5 of 5. Without an empty star nobody says of how many: `3.5`. Returns false for
 * anything else. */
static bool read_stars(const char *text, char *out, size_t cap)
{
	static const char full[] = "★", empty[] = "☆", glowing[] = "⭐", half[] = "½";
	int stars = 0, empties = 0, halves = 0;
	for (;;) {
		if (text_starts(text, full) || text_starts(text, glowing))
			stars++;
		else if (text_starts(text, empty))
			empties++;
		else
			break;
		text += strlen(full);
		if (text_starts(text, half) && halves++ == 0)
			text += strlen(half);
	}
	if (stars + empties == 0 || ascii_is_digit(*text) || *text == ' ')
		return false;
	int tenths = stars * 10 + halves * 5;
	if (empties)
		snprintf(out, cap, "%d.%d/%d", tenths / 10, tenths % 10, stars + empties + halves);
	else
		snprintf(out, cap, "%d.%d", tenths / 10, tenths % 10);
	return *text == '\0';
}

const char *rating_plain(const char *text, char *out, size_t cap)
{
	size_t n = strlen(text), used, filled = 0;
	char digit[2];
	while (ascii_is_space(*text)) {
		text++;
		n--;
	}
	if (read_stars(text, out, cap))
		return out;
	for (size_t i = 0; i < n && filled + 4 < cap; i += used) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		const char *plain = code < 0x80 ? NULL : plain_of(code, digit);
		size_t length = plain ? strlen(plain) : used;
		memcpy(out + filled, plain ? plain : text + i, length);
		filled += length;
	}
	out[filled] = '\0';
	return out;
}
