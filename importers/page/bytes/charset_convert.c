/*
 * charset_convert: bytes of an encoding → UTF-8. Single-byte encodings are tables of 128 code
 * points, made by tools/charset-tables by the makefile; East Asian ones keep an iconv
 * handle, opened before the sandbox because iconv loads modules when first asked; UTF-16 is done
 * here.
 */
#include "importers/page/bytes/charset.h"
#include "importers/page/bytes/charset_steps.h"
#include "schema/base/message.h"
#include "schema/base/text.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { UPPER = CHARSET_UPPER, NOTHING = 0xFFFD };

static struct handle {
	const char *name, *iconv_name;
	iconv_t converter;
} handles[] = {
    {"gbk", "GB18030", NULL},
    {"gb18030", "GB18030", NULL},
    {"big5", "BIG5-HKSCS", NULL},
    {"euc-jp", "EUC-JP-MS", NULL},
    {"iso-2022-jp", "ISO-2022-JP", NULL},
    {"shift_jis", "CP932", NULL},
    {"euc-kr", "UHC", NULL},
};

static iconv_t open_converter(const char *to, const char *from)
{
	iconv_t converter = iconv_open(to, from);
	if (converter == (iconv_t)-1)
		die(EXIT_SYSTEM, NULL, "iconv does not know %s", from);
	return converter;
}

void charset_convert_start(void)
{
	static bool started;
	if (started)
		return;
	started = true;
	for (size_t i = 0; i < sizeof handles / sizeof *handles; i++)
		handles[i].converter = open_converter("UTF-8", handles[i].iconv_name);
}

static char *convert_table(struct arena *arena, const struct charset_table *table,
    const char *bytes, size_t n, size_t *out_n, size_t *replaced)
{
	char encoded[UPPER][4];
	unsigned char lengths[UPPER];
	for (unsigned i = 0; i < UPPER; i++)
		lengths[i] = (unsigned char)utf8_encode(table->codes[i], encoded[i]);
	size_t length = 0;
	for (size_t i = 0; i < n; i++)
		length +=
		    (unsigned char)bytes[i] < UPPER ? 1 : lengths[(unsigned char)bytes[i] - UPPER];
	char *out = arena_take_raw(arena, length + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte < UPPER) {
			*to++ = (char)byte;
			continue;
		}
		memcpy(to, encoded[byte - UPPER], lengths[byte - UPPER]);
		to += lengths[byte - UPPER];
		*replaced += table->codes[byte - UPPER] == NOTHING;
	}
	*to = '\0';
	*out_n = length;
	return out;
}

/* How many bytes an undecodable sequence takes: a lead byte takes its trail along unless that is
 * ASCII. */
static size_t bad_length(const char *bytes, size_t n, bool is_shift_jis)
{
	unsigned char lead = (unsigned char)bytes[0];
	bool alone =
	    lead <= 0x80 || lead == 0xFF || (is_shift_jis && (lead == 0xA0 || lead >= 0xFD));
	return n > 1 && !alone && (unsigned char)bytes[1] >= 0x80 ? 2 : 1;
}

static size_t put_code(char *to, uint32_t code)
{
	return utf8_encode(code, to);
}

/* Converts until the input's or the output's end; false when the output is full. */
static bool run_converter(const struct handle *handle, char **from, size_t *from_n, char **to,
    size_t *to_n, size_t *replaced)
{
	bool is_shift_jis = !strcmp(handle->name, "shift_jis");
	while (*from_n) {
		if (iconv(handle->converter, from, from_n, to, to_n) != (size_t)-1)
			continue;
		if (errno == E2BIG || *to_n < 4)
			return false;
		/* Some Chinese pages hold the euro sign as Windows writes it. */
		bool euro = (unsigned char)**from == 0x80 && !strncmp(handle->name, "gb", 2);
		size_t put = put_code(*to, euro ? 0x20AC : NOTHING);
		*to += put, *to_n -= put;
		size_t bad = errno == EINVAL ? *from_n : bad_length(*from, *from_n, is_shift_jis);
		*from += bad, *from_n -= bad;
		*replaced += !euro;
	}
	return true;
}

static char *convert_handle(struct arena *arena, const struct handle *handle, const char *bytes,
    size_t n, size_t *out_n, size_t *replaced)
{
	size_t room = n + n / 2 + 64, from_n = n, to_n = room;
	char *out = arena_take_raw(arena, room + 1), *from = (char *)bytes, *to = out;
	iconv(handle->converter, NULL, NULL, NULL, NULL);
	while (!run_converter(handle, &from, &from_n, &to, &to_n, replaced)) {
		size_t done = (size_t)(to - out), larger = room + 3 * from_n + 64;
		char *moved = arena_take_raw(arena, larger + 1);
		memcpy(moved, out, done);
		out = moved, to = out + done, to_n = larger - done, room = larger;
	}
	*to = '\0';
	*out_n = (size_t)(to - out);
	return out;
}

static char *convert_utf16(
    struct arena *arena, bool big, const char *bytes, size_t n, size_t *out_n, size_t *replaced)
{
	const unsigned char *in = (const unsigned char *)bytes;
	char *out = arena_take_raw(arena, n / 2 * 3 + 4), *to = out;
	size_t i = 0;
#define UNIT(at) ((uint32_t)(big ? in[at] << 8 | in[(at) + 1] : in[(at) + 1] << 8 | in[at]))
	while (i + 1 < n) {
		uint32_t code = UNIT(i);
		i += 2;
		if (code >= 0xD800 && code < 0xDC00 && i + 1 < n && UNIT(i) >= 0xDC00 &&
		    UNIT(i) < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) + (UNIT(i) - 0xDC00);
			i += 2;
		} else if (code >= 0xD800 && code < 0xE000) {
			code = NOTHING;
			++*replaced;
		}
		to += put_code(to, code);
	}
#undef UNIT
	if (i < n) {
		to += put_code(to, NOTHING);
		++*replaced;
	}
	*to = '\0';
	*out_n = (size_t)(to - out);
	return out;
}

char *charset_convert(struct arena *arena, const char *charset, const char *bytes, size_t n,
    size_t *out_n, size_t *replaced)
{
	if (!strcmp(charset, "utf-16le") || !strcmp(charset, "utf-16be"))
		return convert_utf16(arena, charset[6] == 'b', bytes, n, out_n, replaced);
	for (const struct charset_table *table = charset_tables; table->name; table++)
		if (!strcmp(table->name, charset))
			return convert_table(arena, table, bytes, n, out_n, replaced);
	for (size_t i = 0; i < sizeof handles / sizeof *handles; i++)
		if (!strcmp(handles[i].name, charset))
			return convert_handle(arena, &handles[i], bytes, n, out_n, replaced);
	assert(!"an encoding without a converter");
	return NULL;
}
