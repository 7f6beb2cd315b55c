/* mojibake: see mojibake.h. */
#include "importers/feed/mojibake.h"

#include "schema/base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* windows-1252 at 0x80–0x9F (WHATWG Encoding Standard); 0 where it has the control itself. */
static const uint16_t windows[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

/* The code of `&#128;`–`&#159;` at text, in decimal or hexadecimal; 0 for anything else. */
static int32_t control_reference(const char *text, size_t n, size_t *used)
{
	enum { SHORTEST = 6, LONGEST = 8 };
	int32_t code = 0;
	bool hex = n > 3 && ascii_lower(text[2]) == 'x';
	size_t i = hex ? 3 : 2;

	if (n < SHORTEST || text[0] != '&' || text[1] != '#')
		return 0;
	for (; i < n && i < LONGEST && text[i] != ';'; i++) {
		char c = ascii_lower(text[i]);
		int digit = ascii_is_digit(c)     ? c - '0'
		    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
						  : 99;
		if (digit == 99)
			return 0;
		code = code * (hex ? 16 : 10) + digit;
	}
	*used = i + 1;
	return i < n && text[i] == ';' && code >= 0x80 && code <= 0x9F ? code : 0;
}

/* True if the text has a character of U+0080–U+009F (C2 80 – C2 9F). */
static bool holds_controls(const char *text, size_t n)
{
	const char *end = text + n;
	while ((text = memchr(text, 0xC2, (size_t)(end - text)))) {
		if (++text < end && (unsigned char)*text < 0xA0)
			return true;
	}
	return false;
}

static bool holds_references(const char *text, size_t n)
{
	const char *end = text + n;
	size_t used;
	for (; (text = memmem(text, (size_t)(end - text), "&#", 2)); text++)
		if (control_reference(text, (size_t)(end - text), &used))
			return true;
	return false;
}

/* Each character as one byte, when all fit: what was encoded twice. */
static bool as_latin1(const char *text, size_t n, struct buf *out)
{
	for (size_t i = 0, used; i < n; i += used) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		if (code < 0 || code > 0xFF)
			return false;
		buf_add_char(out, (char)code);
	}
	return utf8_valid(buf_text(out), out->n);
}

static void from_windows(const char *text, size_t n, struct buf *out)
{
	for (size_t i = 0, used; i < n; i += used) {
		int32_t code = control_reference(text + i, n - i, &used);
		if (!code)
			code = utf8_decode(text + i, n - i, &used);
		if (code >= 0x80 && code <= 0x9F && windows[code - 0x80]) {
			char bytes[4];
			buf_add(out, bytes, utf8_encode(windows[code - 0x80], bytes));
		} else {
			buf_add(out, text + i, used);
		}
	}
}

/* The repaired text in out; false when there is nothing to repair. */
static bool repair(const char *text, size_t n, struct buf *out)
{
	bool controls = holds_controls(text, n);
	if (!controls && !holds_references(text, n))
		return false;
	if (controls && as_latin1(text, n, out))
		return true;
	buf_clear(out);
	from_windows(text, n, out);
	return true;
}

const char *mojibake_line(struct arena *arena, const char *text, size_t n)
{
	struct buf out = BUF_INIT(2 * n + 16);
	bool changed;

	while (n && ascii_is_space(*text))
		text++, n--;
	while (n && ascii_is_space(text[n - 1]))
		n--;
	changed = repair(text, n, &out);
	const char *copy =
	    changed ? arena_copy(arena, buf_text(&out), out.n) : arena_copy(arena, text, n);
	buf_release(&out);
	return copy;
}

void mojibake_content(struct buf *content)
{
	struct buf out = BUF_INIT(content->max * 2);
	if (repair(buf_text(content), content->n, &out)) {
		buf_clear(content);
		buf_add(content, buf_text(&out), out.n);
	}
	buf_release(&out);
}
