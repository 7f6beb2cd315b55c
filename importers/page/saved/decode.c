/* decode: see decode.h. */
#include "importers/page/saved/decode.h"

#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

static int hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of a soft line end behind `=`, or 0: white space that a mailer added counts with it. */
static size_t soft_end(const char *at, const char *end)
{
	const char *from = at;
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	if (at < end && *at == '\n')
		return (size_t)(at + 1 - from);
	return at == end ? (size_t)(at - from) : 0;
}

char *decode_quoted(struct arena *arena, const char *bytes, size_t n, size_t *length)
{
	char *out = arena_take_raw(arena, n + 1), *to = out;
	const char *end = bytes + n;
	while (bytes < end) {
		const char *sign = memchr(bytes, '=', (size_t)(end - bytes));
		size_t run = (size_t)((sign ? sign : end) - bytes);
		memcpy(to, bytes, run);
		to += run;
		bytes += run + (sign != NULL);
		if (!sign)
			break;
		int high = end - bytes >= 2 ? hex_digit(bytes[0]) : -1;
		int low = high >= 0 ? hex_digit(bytes[1]) : -1;
		size_t soft = low < 0 ? soft_end(bytes, end) : 0;
		if (low >= 0) {
			*to++ = (char)(high * 16 + low);
			bytes += 2;
		} else if (soft || bytes == end) {
			bytes += soft;
		} else {
			*to++ = '=';
		}
	}
	*to = '\0';
	*length = (size_t)(to - out);
	return out;
}

/* A letter's six bits; 64 for what is none. */
static void make_table(uint8_t table[256])
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	memset(table, 64, 256);
	for (uint8_t i = 0; i < 64; i++)
		table[(unsigned char)letters[i]] = i;
}

char *decode_base64(struct arena *arena, const char *bytes, size_t n, size_t *length)
{
	uint8_t table[256];
	char *out = arena_take_raw(arena, n / 4 * 3 + 4), *to = out;
	uint32_t bits = 0;
	int held = 0; /* bits that are held; fewer than 8 between letters */
	make_table(table);
	for (size_t i = 0; i < n && bytes[i] != '='; i++) {
		uint8_t six = table[(unsigned char)bytes[i]];
		if (six == 64)
			continue;
		bits = bits << 6 | six;
		held += 6;
		if (held >= 8) {
			held -= 8;
			*to++ = (char)(bits >> held & 0xFF);
		}
	}
	*to = '\0';
	*length = (size_t)(to - out);
	return out;
}
