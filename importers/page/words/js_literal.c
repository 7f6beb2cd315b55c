/* js_literal: see js_literal.h. A recursive descent that stops at JS_DEPTH; numbers in brackets are
 * ECMA-262's sections. */
#include "importers/page/words/js_literal.h"

#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

struct cursor {
	struct arena *arena;
	const char *at, *end;
	int depth;
	bool failed;
};

static bool starts_with(const struct cursor *cursor, const char *text)
{
	size_t n = strlen(text);
	return (size_t)(cursor->end - cursor->at) >= n && !memcmp(cursor->at, text, n);
}

/* Skips up to and with the mark, or to the end. */
static void skip_past(struct cursor *cursor, const char *mark)
{
	size_t left = (size_t)(cursor->end - cursor->at), n = strlen(mark);
	const char *found = memmem(cursor->at, left, mark, n);
	cursor->at = found ? found + n : cursor->end;
}

/* White space and comments [12.2, 12.4]. */
static void skip_blank(struct cursor *cursor)
{
	for (;;) {
		while (cursor->at < cursor->end && ascii_is_space(*cursor->at))
			cursor->at++;
		if (starts_with(cursor, "//"))
			skip_past(cursor, "\n");
		else if (starts_with(cursor, "/*"))
			skip_past(cursor, "*/");
		else
			return;
	}
}

static bool take(struct cursor *cursor, char c)
{
	skip_blank(cursor);
	if (cursor->at >= cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

static int digit_of(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* Up to `most` digits of the base; *used says how many there were. */
static uint32_t take_digits(struct cursor *cursor, int base, int most, int *used)
{
	uint32_t value = 0;
	for (*used = 0; *used < most && cursor->at < cursor->end; ++*used) {
		int digit = digit_of(*cursor->at);
		if (digit >= base)
			break;
		value = value * (uint32_t)base + (uint32_t)digit;
		cursor->at++;
	}
	return value;
}

/* After `\u`: four digits, or some in braces. */
static uint32_t take_unicode(struct cursor *cursor)
{
	int used;
	if (cursor->at < cursor->end && *cursor->at == '{') {
		cursor->at++;
		uint32_t code = take_digits(cursor, 16, 6, &used);
		if (cursor->at < cursor->end && *cursor->at == '}')
			cursor->at++;
		return code;
	}
	return take_digits(cursor, 16, 4, &used);
}

/* Two escapes may make one character. */
static uint32_t take_surrogates(struct cursor *cursor)
{
	uint32_t high = take_unicode(cursor);
	if (high < 0xD800 || high > 0xDBFF || !starts_with(cursor, "\\u"))
		return high;
	const char *back = cursor->at;
	cursor->at += 2;
	uint32_t low = take_unicode(cursor);
	if (low >= 0xDC00 && low <= 0xDFFF)
		return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
	cursor->at = back;
	return high;
}

static void add_code(struct buf *buf, uint32_t code)
{
	char bytes[4];
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = 0xFFFD;
	buf_add(buf, bytes, utf8_encode(code, bytes));
}

/* What stands behind a backslash [12.9.4, B.1.2]. */
static void take_escape(struct cursor *cursor, struct buf *buf)
{
	static const char letters[] = "nrtbfv", meant[] = "\n\r\t\b\f\v";
	int used;

	if (cursor->at == cursor->end)
		return;
	char c = *cursor->at;
	const char *letter = strchr(letters, c);
	if (c >= '0' && c <= '7') {
		add_code(buf, take_digits(cursor, 8, c <= '3' ? 3 : 2, &used));
		return;
	}
	cursor->at++;
	if (c == 'x')
		add_code(buf, take_digits(cursor, 16, 2, &used));
	else if (c == 'u')
		add_code(buf, take_surrogates(cursor));
	else if (letter)
		buf_add_char(buf, meant[letter - letters]);
	else if (c == '\r' && cursor->at < cursor->end && *cursor->at == '\n')
		cursor->at++;
	else if (c != '\n' && c != '\r')
		buf_add_char(buf, c);
}

static const char *take_string(struct cursor *cursor)
{
	struct buf buf = BUF_INIT((size_t)(cursor->end - cursor->at) * 3 + 1);
	char quote = *cursor->at++;

	while (cursor->at < cursor->end && *cursor->at != quote) {
		if (*cursor->at == '\\') {
			cursor->at++;
			take_escape(cursor, &buf);
		} else {
			buf_add_char(&buf, *cursor->at++);
		}
	}
	if (cursor->at == cursor->end)
		cursor->failed = true;
	else
		cursor->at++;
	const char *text = text_repair(cursor->arena, buf_text(&buf), buf.n, NULL, NULL);
	buf_release(&buf);
	return text;
}

/* A name or a number, as it stands. */
static const char *take_word(struct cursor *cursor)
{
	const char *start = cursor->at;
	while (cursor->at < cursor->end &&
	    (ascii_is_alpha(*cursor->at) || ascii_is_digit(*cursor->at) ||
		strchr("_$.+-", *cursor->at)))
		cursor->at++;
	if (start == cursor->at)
		cursor->failed = true;
	return arena_copy(cursor->arena, start, (size_t)(cursor->at - start));
}

static bool at_quote(const struct cursor *cursor)
{
	return cursor->at < cursor->end && (*cursor->at == '\'' || *cursor->at == '"');
}

static struct js *take_value(struct cursor *cursor);

static void take_members(struct cursor *cursor, struct js *value, char close)
{
	while (!cursor->failed && !take(cursor, close)) {
		if (take(cursor, ','))
			continue;
		skip_blank(cursor);
		const char *name = NULL;
		if (value->kind == JS_OBJECT) {
			name = at_quote(cursor) ? take_string(cursor) : take_word(cursor);
			if (!take(cursor, ':'))
				cursor->failed = true;
		}
		if (cursor->failed)
			return;
		struct js *member = take_value(cursor);
		if (member)
			*list_add(cursor->arena, &value->members) =
			    (struct js_member){name, member};
	}
}

static struct js *take_value(struct cursor *cursor)
{
	skip_blank(cursor);
	if (cursor->at == cursor->end || cursor->depth == JS_DEPTH) {
		cursor->failed = true;
		return NULL;
	}
	struct js *value = arena_take(cursor->arena, sizeof *value);
	if (at_quote(cursor)) {
		value->kind = JS_TEXT;
		value->text = take_string(cursor);
	} else if (*cursor->at == '[' || *cursor->at == '{') {
		bool list = *cursor->at++ == '[';
		value->kind = list ? JS_LIST : JS_OBJECT;
		cursor->depth++;
		take_members(cursor, value, list ? ']' : '}');
		cursor->depth--;
	} else {
		value->text = take_word(cursor);
		bool number = ascii_is_digit(*value->text) || *value->text == '-';
		value->kind = number ? JS_NUMBER : JS_OTHER;
	}
	return value;
}

struct js *js_read(struct arena *arena, const char *text, size_t n, bool *whole)
{
	struct cursor cursor = {.arena = arena, .at = text, .end = text + n};
	struct js *value = take_value(&cursor);
	*whole = !cursor.failed;
	return value;
}

static bool is_name_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_' || c == '$';
}

/* Where the value begins that is given to the name at `at`; NULL when it is given none. */
static const char *value_behind(const char *at, const char *end)
{
	if (at < end && (*at == '\'' || *at == '"'))
		at++;
	while (at < end && ascii_is_space(*at))
		at++;
	if (at == end || (*at != '=' && *at != ':'))
		return NULL;
	for (at++; at < end && ascii_is_space(*at);)
		at++;
	return at < end ? at : NULL;
}

struct js *js_assigned(struct arena *arena, const char *text, size_t n, const char *name,
    enum js_kind kind, bool *whole)
{
	const char *end = text + n, *at = text;
	size_t length = strlen(name);
	char opening = kind == JS_LIST ? '[' : '{';

	for (; (at = memmem(at, (size_t)(end - at), name, length)); at += length) {
		if (at > text && is_name_char(at[-1]))
			continue;
		const char *value = value_behind(at + length, end);
		if (value && *value == opening)
			return js_read(arena, value, (size_t)(end - value), whole);
	}
	return NULL;
}

struct js *js_member(const struct js *object, const char *name)
{
	if (!object || object->kind != JS_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->members.n; i++)
		if (!strcmp(object->members.at[i].name, name))
			return object->members.at[i].value;
	return NULL;
}

const char *js_text(const struct js *object, const char *name)
{
	const struct js *value = js_member(object, name);
	return value && (value->kind == JS_TEXT || value->kind == JS_NUMBER) ? value->text : NULL;
}
