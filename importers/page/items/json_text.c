/*
 * json_text: what stands between the values of a broken script, and its texts; see json_repair.h.
 *
 * The hard case is a quote inside a text. A quote closes a text only when what follows it could
 * follow a value there: a bracket that is itself followed well, a comma with another member after
 * it, the end. Everything else is written out.
 */
#include "importers/page/items/json_repair.h"
#include "schema/base/text.h"

#include <string.h>

void *repair_refuse(struct repair *r, const char *why)
{
	if (!r->why)
		r->why = why;
	return NULL;
}

static bool starts(const struct repair *r, const char *at, const char *word)
{
	size_t n = strlen(word);
	return (size_t)(r->end - at) >= n && memcmp(at, word, n) == 0;
}

/* ---- between tokens ---- */

const char *repair_skip_space(const struct repair *r, const char *at)
{
	while (at < r->end) {
		if (ascii_is_space(*at) || *at == '\0')
			at++;
		else if (starts(r, at, "\xc2\xa0"))
			at += 2;
		else if (starts(r, at, "\xef\xbb\xbf"))
			at += 3;
		else
			break;
	}
	return at;
}

/* Steps over the bytes up to and with `word`, or to the end. */
static const char *skip_past(const struct repair *r, const char *at, const char *word)
{
	const char *found = memmem(at, (size_t)(r->end - at), word, strlen(word));
	return found ? found + strlen(word) : r->end;
}

/* One of the marks that wrap scripts, or a comment; NULL when none stands there. A line comment
 * that holds a CDATA mark ends with the mark, because the JSON may follow on its line. */
static const char *skip_wrapper(const struct repair *r, const char *at)
{
	static const char *const marks[] = {"<![CDATA[", "]]>", "-->"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (starts(r, at, marks[i]))
			return at + strlen(marks[i]);
	if (starts(r, at, "/*"))
		return skip_past(r, at + 2, "*/");
	if (starts(r, at, "//")) {
		const char *next = repair_skip_space(r, at + 2);
		if (starts(r, next, "<![CDATA[") || starts(r, next, "]]>") ||
		    starts(r, next, "<!--") || starts(r, next, "-->"))
			return next;
		return skip_past(r, at, "\n");
	}
	if (starts(r, at, "<!--")) {
		const char *next = repair_skip_space(r, at + 4);
		bool json = next < r->end && strchr("{[/<", *next);
		return json ? next : skip_past(r, at, "-->");
	}
	return NULL;
}

/* Steps to the next token over space, comments and wrappers. */
void repair_skip(struct repair *r)
{
	for (;;) {
		r->at = repair_skip_space(r, r->at);
		const char *after = r->at < r->end ? skip_wrapper(r, r->at) : NULL;
		if (!after)
			return;
		r->done |= REPAIR_WRAPPER;
		r->at = after;
	}
}

/* ---- quotes ---- */

static const char *const open_quotes[] = {
    "\"", "'", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e"};

/* The bytes of the quote mark at `at`, 0 for none. */
size_t repair_quote(const struct repair *r, const char *at)
{
	for (size_t i = 0; i < sizeof open_quotes / sizeof *open_quotes; i++)
		if (starts(r, at, open_quotes[i]))
			return strlen(open_quotes[i]);
	return 0;
}

/* A text opened by the mark may be closed by one of its own kind: " by ", ' by ', a curly one by
 * any curly one or ". */
static size_t closing_at(const struct repair *r, const char *at, char opened)
{
	if (opened == '"' || opened == '\'')
		return *at == opened;
	return *at == '\'' ? 0 : repair_quote(r, at);
}

bool repair_is_word_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_' || c == '@' || c == '-' ||
	    c == '$' || c == ':';
}

/* True if a key and its colon stand at `at`. */
bool repair_key_follows(const struct repair *r, const char *at)
{
	const char *limit = r->end - at > JSON_KEY_MAX ? at + JSON_KEY_MAX : r->end;
	size_t quote = at < r->end ? repair_quote(r, at) : 0;
	const char *p = at + quote;
	if (quote == 0) {
		while (p < limit && repair_is_word_char(*p) && *p != ':')
			p++;
		return p > at && p < limit && *p == ':';
	}
	while (p < limit && !closing_at(r, p, *at))
		p++;
	if (p >= limit)
		return false;
	p = repair_skip_space(r, p + closing_at(r, p, *at));
	return p < r->end && *p == ':';
}

/* True if the bracket at `at` (or the end) is followed as a closing bracket is. */
static bool bracket_holds(const struct repair *r, const char *at)
{
	at = repair_skip_space(r, at + 1);
	return at >= r->end || strchr(",]};{[</-", *at) != NULL;
}

/* True if a text of that place can end before `at`. */
static bool may_end(const struct repair *r, const char *at, enum place place)
{
	at = repair_skip_space(r, at);
	if (place == PLACE_KEY)
		return at < r->end && *at == ':';
	if (at >= r->end || starts(r, at, "/*") || starts(r, at, "//"))
		return true;
	if (*at == '}' || *at == ']')
		return bracket_holds(r, at);
	if (place == PLACE_IN_MAP && *at != ',')
		return repair_quote(r, at) > 0 && repair_key_follows(r, at);
	if (*at != ',')
		return false;
	const char *next = repair_skip_space(r, at + 1);
	if (next >= r->end || starts(r, next, "/*") || starts(r, next, "//"))
		return true;
	if (*next == '}' || *next == ']')
		return bracket_holds(r, next);
	if (place == PLACE_IN_MAP)
		return *next == ',' || repair_key_follows(r, next);
	return repair_quote(r, next) > 0 || strchr("{[,-", *next) || ascii_is_digit(*next) ||
	    starts(r, next, "true") || starts(r, next, "false") || starts(r, next, "null");
}

/* ---- texts ---- */

static int hex_digit(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* n hexadecimal digits at `at`, or -1. */
static int32_t hex(const struct repair *r, const char *at, int n)
{
	int32_t code = 0;
	if (r->end - at < n)
		return -1;
	for (int i = 0; i < n; i++) {
		int digit = hex_digit(at[i]);
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* After `\u`: the code point, two halves joined; U+FFFD for NUL and for a half alone. */
static const char *unicode_escape(struct repair *r, const char *at, char **to)
{
	int32_t code = hex(r, at, 4);
	if (code < 0) {
		r->done |= REPAIR_ESCAPE;
		*(*to)++ = 'u';
		return at;
	}
	at += 4;
	if (code >= 0xd800 && code < 0xdc00 && starts(r, at, "\\u")) {
		int32_t low = hex(r, at + 2, 4);
		if (low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			at += 6;
		}
	}
	if (code == 0 || (code >= 0xd800 && code < 0xe000)) {
		r->done |= REPAIR_CODE_POINT;
		code = 0xfffd;
	}
	*to += utf8_encode((uint32_t)code, *to);
	return at;
}

/* After a backslash. What JSON does not know is read as JavaScript does: the character itself,
 * `\x3d`, a line joined. */
static const char *escape(struct repair *r, const char *at, char **to)
{
	static const char from[] = "bfnrt\"\\/", into[] = "\b\f\n\r\t\"\\/";
	const char *known = memchr(from, *at, sizeof from - 1);
	if (known) {
		*(*to)++ = into[known - from];
		return at + 1;
	}
	if (*at == 'u')
		return unicode_escape(r, at + 1, to);
	r->done |= REPAIR_ESCAPE;
	int32_t code = *at == 'x' ? hex(r, at + 1, 2) : -1;
	if (code > 0) {
		*to += utf8_encode((uint32_t)code, *to);
		return at + 3;
	}
	if (*at != '\n')
		*(*to)++ = *at;
	return at + 1;
}

/* The text's closing quote by its surroundings. NULL when no quote is left at all (it was cut
 * short), or, with r->why, when none of them can be it: trying the first would read on in the
 * middle of nowhere, and again for each text. */
static const char *find_close(struct repair *r, char opened, enum place place)
{
	bool seen = false;
	const char *limit =
	    place == PLACE_KEY && r->end - r->at > JSON_KEY_MAX ? r->at + JSON_KEY_MAX : r->end;
	for (const char *p = r->at; p < limit; p++) {
		if (*p == '\\') {
			p++;
			continue;
		}
		size_t mark = closing_at(r, p, opened);
		if (mark == 0)
			continue;
		if (may_end(r, p + mark, place))
			return p;
		seen = true;
	}
	if (seen)
		repair_refuse(r, "a text whose end can't be told");
	return NULL;
}

/* Reads a text whose opening quote stands at r->at. NULL when its end is missing. A raw NUL is
 * dropped. */
const char *json_repair_text(struct repair *r, enum place place)
{
	char opened = *r->at;
	if (opened != '"')
		r->done |= REPAIR_QUOTE_MARK;
	r->at += repair_quote(r, r->at);
	const char *close = find_close(r, opened, place);
	if (!close)
		return NULL;
	/* An escape is never shorter than what it stands for. */
	char *text = arena_take_raw(r->arena, (size_t)(close - r->at) + 1), *to = text;
	for (const char *p = r->at; p < close;) {
		if (*p == '\\' && p + 1 < close) {
			p = escape(r, p + 1, &to);
			continue;
		}
		if ((unsigned char)*p < ' ')
			r->done |= REPAIR_CONTROL;
		if (closing_at(r, p, opened))
			r->done |= REPAIR_INNER_QUOTE;
		if (*p != '\0')
			*to++ = *p;
		p++;
	}
	*to = '\0';
	r->at = close + closing_at(r, close, opened);
	return text;
}
