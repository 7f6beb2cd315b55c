/* utf8: see utf8.h. */
#include "schema/base/utf8.h"

#include <stdio.h>
#include <string.h>

/* The least and greatest second byte a lead byte allows: Unicode 15, table 3-7. */
static void second_byte_range(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

int32_t utf8_decode(const char *bytes, size_t n, size_t *used)
{
	*used = 1;
	if (n == 0)
		return -1;
	const unsigned char *at = (const unsigned char *)bytes;
	size_t length = sequence_length(at[0]);
	if (length == 1)
		return at[0];
	if (length == 0)
		return -1;
	unsigned char low, high;
	second_byte_range(at[0], &low, &high);
	int32_t code = at[0] & (0xFF >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (i >= n || at[i] < low || at[i] > high) {
			*used = i;
			return -1;
		}
		code = code << 6 | (at[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*used = length;
	return code;
}

size_t utf8_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Bytes of ASCII at the start, eight at a time: most of what we read is ASCII. */
static size_t ascii_run(const char *bytes, size_t n)
{
	size_t i = 0;
	for (uint64_t word; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, bytes + i, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && !(bytes[i] & 0x80))
		i++;
	return i;
}

size_t utf8_valid_run(const char *bytes, size_t n)
{
	size_t i = 0;
	for (;;) {
		i += ascii_run(bytes + i, n - i);
		size_t used;
		if (i == n || utf8_decode(bytes + i, n - i, &used) < 0)
			return i;
		i += used;
	}
}

bool utf8_valid(const char *bytes, size_t n)
{
	return utf8_valid_run(bytes, n) == n;
}

/* What may move the cursor, clear the screen, or turn the direction of what follows. */
static bool drives_a_terminal(int32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E ||
	    code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
	    (code >= 0x2066 && code <= 0x2069);
}

size_t utf8_printable(const char *bytes, size_t n, char *out, size_t max)
{
	size_t length = 0, used;
	for (size_t i = 0; i < n; i += used) {
		char piece[16];
		size_t size;
		int32_t code = utf8_decode(bytes + i, n - i, &used);
		if (code < 0 || (code < 0x80 && drives_a_terminal(code))) {
			size = (size_t)snprintf(
			    piece, sizeof piece, "\\x%02x", (unsigned char)bytes[i]);
			used = 1;
		} else if (drives_a_terminal(code)) {
			size = (size_t)snprintf(piece, sizeof piece, "\\u{%04X}", (unsigned)code);
		} else {
			memcpy(piece, bytes + i, used);
			size = used;
		}
		if (size > max - length)
			break;
		memcpy(out + length, piece, size);
		length += size;
	}
	return length;
}
