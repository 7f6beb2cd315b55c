/*
 * json_repair: see json_tree.h. A parser that takes what real pages put where JSON should stand
 * (SEMANTICS section 5), and says what it took.
 *
 * The hard case is a quote inside a text. A quote closes a text only when what follows it could
 * follow a value there: a bracket that is itself followed well, a comma with another member after
 * it, the end. Everything else is written out.
 */
#include "importers/page/entity.h"
#include "importers/page/json_tree.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	KEY_MAX = 200,  /* bytes of a key; also how far a quote's surroundings are looked at */
	BARE_MAX = 1000 /* bytes of a value without quotes */
};

struct repair {
	struct arena *arena;
	const char *at, *end;
	unsigned done;
	const char *why; /* set once: everything stops */
	int depth;
	bool encoded; /* quotes stand as &quot;: the caller decodes the whole and starts again */
};

const char *json_repairs_text(struct arena *arena, unsigned repairs)
{
	static const char *const words[] = {"comment or CDATA around it", "stray comma",
	    "stray semicolon", "raw control character", "character reference",
	    "quote inside a text", "bad escape", "NUL or lone surrogate", "key without quotes",
	    "other quote marks", "value without quotes", "several values in one script",
	    "unbalanced bracket", "cut short", "a key twice"};
	const char *text = "";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (repairs & 1u << i)
			text = arena_format(arena, "%s%s%s", text, *text ? ", " : "", words[i]);
	return text;
}

static struct json_tree *refuse(struct repair *r, const char *why)
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

/* ---- between tokens ------------------------------------------------------------------ */

static const char *skip_space(const struct repair *r, const char *at)
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
		const char *next = skip_space(r, at + 2);
		if (starts(r, next, "<![CDATA[") || starts(r, next, "]]>") ||
		    starts(r, next, "<!--") || starts(r, next, "-->"))
			return next;
		return skip_past(r, at, "\n");
	}
	if (starts(r, at, "<!--")) {
		const char *next = skip_space(r, at + 4);
		bool json = next < r->end && strchr("{[/<", *next);
		return json ? next : skip_past(r, at, "-->");
	}
	return NULL;
}

/* Steps to the next token over space, comments and wrappers. */
static void skip(struct repair *r)
{
	for (;;) {
		r->at = skip_space(r, r->at);
		const char *after = r->at < r->end ? skip_wrapper(r, r->at) : NULL;
		if (!after)
			return;
		r->done |= REPAIR_WRAPPER;
		r->at = after;
	}
}

static bool at_char(struct repair *r, char c)
{
	return r->at < r->end && *r->at == c;
}

/* ---- quotes -------------------------------------------------------------------------- */

static const char *const open_quotes[] = {
    "\"", "'", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e"};

/* The bytes of the quote mark at `at`, 0 for none. */
static size_t quote_at(const struct repair *r, const char *at)
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
	return *at == '\'' ? 0 : quote_at(r, at);
}

static bool is_word_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_' || c == '@' || c == '-' ||
	    c == '$' || c == ':';
}

/* True if a key and its colon stand at `at`. */
static bool key_follows(const struct repair *r, const char *at)
{
	const char *limit = r->end - at > KEY_MAX ? at + KEY_MAX : r->end;
	size_t quote = at < r->end ? quote_at(r, at) : 0;
	const char *p = at + quote;
	if (quote == 0) {
		while (p < limit && is_word_char(*p) && *p != ':')
			p++;
		return p > at && p < limit && *p == ':';
	}
	while (p < limit && !closing_at(r, p, *at))
		p++;
	if (p >= limit)
		return false;
	p = skip_space(r, p + closing_at(r, p, *at));
	return p < r->end && *p == ':';
}

/* True if the bracket at `at` (or the end) is followed as a closing bracket is. */
static bool bracket_holds(const struct repair *r, const char *at)
{
	at = skip_space(r, at + 1);
	return at >= r->end || strchr(",]};{[</-", *at) != NULL;
}

/* What the text stands in decides what may follow it. */
enum place { PLACE_KEY, PLACE_IN_MAP, PLACE_IN_LIST };

/* True if a text of that place can end before `at`. */
static bool may_end(const struct repair *r, const char *at, enum place place)
{
	at = skip_space(r, at);
	if (place == PLACE_KEY)
		return at < r->end && *at == ':';
	if (at >= r->end || starts(r, at, "/*") || starts(r, at, "//"))
		return true;
	if (*at == '}' || *at == ']')
		return bracket_holds(r, at);
	if (place == PLACE_IN_MAP && *at != ',')
		return quote_at(r, at) > 0 && key_follows(r, at);
	if (*at != ',')
		return false;
	const char *next = skip_space(r, at + 1);
	if (next >= r->end || starts(r, next, "/*") || starts(r, next, "//"))
		return true;
	if (*next == '}' || *next == ']')
		return bracket_holds(r, next);
	if (place == PLACE_IN_MAP)
		return *next == ',' || key_follows(r, next);
	return quote_at(r, next) > 0 || strchr("{[,-", *next) || ascii_is_digit(*next) ||
	    starts(r, next, "true") || starts(r, next, "false") || starts(r, next, "null");
}

/* ---- texts --------------------------------------------------------------------------- */

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
	    place == PLACE_KEY && r->end - r->at > KEY_MAX ? r->at + KEY_MAX : r->end;
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
		refuse(r, "a text whose end can't be told");
	return NULL;
}

/* Reads a text whose opening quote stands at r->at. NULL when its end is missing. A raw NUL is
 * dropped. */
static const char *read_text(struct repair *r, enum place place)
{
	char opened = *r->at;
	if (opened != '"')
		r->done |= REPAIR_QUOTE_MARK;
	r->at += quote_at(r, r->at);
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

/* ---- values -------------------------------------------------------------------------- */

static struct json_tree *new_tree(struct repair *r, enum json_kind kind, const char *text)
{
	struct json_tree *tree = arena_take(r->arena, sizeof *tree);
	tree->kind = kind;
	tree->text = text;
	return tree;
}

static const char *skip_digits(const char *text)
{
	return text + strspn(text, "0123456789");
}

/* By JSON's grammar, but for leading zeros. */
static bool is_number(const char *text)
{
	text += *text == '-';
	if (!ascii_is_digit(*text))
		return false;
	text = skip_digits(text);
	if (*text == '.' && ascii_is_digit(text[1]))
		text = skip_digits(text + 1);
	if (ascii_lower(*text) == 'e') {
		text += text[1] == '-' || text[1] == '+' ? 2 : 1;
		if (!ascii_is_digit(*text))
			return false;
		text = skip_digits(text);
	}
	return *text == '\0';
}

/* A value without quotes: a number, true, false, null, or what a page wrote bare ("2019-01-01",
 * "undefined"). */
static struct json_tree *read_bare(struct repair *r)
{
	const char *from = r->at;
	while (r->at < r->end && r->at - from < BARE_MAX &&
	    (is_word_char(*r->at) || strchr("+./%", *r->at)))
		r->at++;
	if (r->at == from)
		return refuse(r, "a place where no value can stand");
	const char *text = arena_copy(r->arena, from, (size_t)(r->at - from));
	if (is_number(text))
		return new_tree(r, JSON_KIND_NUMBER, text);
	if (strcmp(text, "null") == 0)
		return new_tree(r, JSON_KIND_NULL, NULL);
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return new_tree(r, JSON_KIND_WORD, text);
	r->done |= REPAIR_BARE_VALUE;
	bool nothing =
	    strcmp(text, "undefined") == 0 || strcmp(text, "NaN") == 0 || strcmp(text, "None") == 0;
	return new_tree(r, nothing ? JSON_KIND_NULL : JSON_KIND_TEXT, nothing ? NULL : text);
}

static struct json_tree *read_value(struct repair *r, enum place place);

/* Steps over commas where a member may begin; true when a closing bracket or the end is there
 * instead. A bracket of the other kind closes too (its own was forgotten) and is left for the level
 * above. */
static bool ends_members(struct repair *r, char close, bool first)
{
	int commas = 0;
	for (skip(r); at_char(r, ',') || at_char(r, ';'); skip(r)) {
		commas++;
		r->done |= *r->at == ';' ? REPAIR_SEMICOLON : 0;
		r->at++;
	}
	if (r->at >= r->end) {
		r->done |= REPAIR_CUT;
		return true;
	}
	bool ends = *r->at == '}' || *r->at == ']';
	if (commas != (first || ends ? 0 : 1))
		r->done |= REPAIR_COMMA;
	bool forgotten = close == ']' && *r->at == '"' && key_follows(r, r->at);
	if (!ends && !forgotten)
		return false;
	if (*r->at == close)
		r->at++;
	else
		r->done |= REPAIR_BRACKET;
	return true;
}

static struct json_tree *read_list(struct repair *r)
{
	struct json_tree *list = new_tree(r, JSON_KIND_LIST, NULL);
	r->at++;
	for (bool first = true; !r->why && !ends_members(r, ']', first); first = false) {
		struct json_tree *value = read_value(r, PLACE_IN_LIST);
		if (value)
			list_add(r->arena, &list->members)->value = value;
	}
	return list;
}

/* A key up to its colon; NULL with r->why, or at a text cut short. */
static const char *read_key(struct repair *r)
{
	const char *key, *from = r->at;
	if (*r->at == '&') {
		r->encoded = true;
		refuse(r, "a character reference where a key should stand");
		return NULL;
	}
	if (quote_at(r, r->at) > 0) {
		key = read_text(r, PLACE_KEY);
	} else {
		while (r->at < r->end && r->at - from < KEY_MAX && is_word_char(*r->at) &&
		    *r->at != ':')
			r->at++;
		key = r->at > from ? arena_copy(r->arena, from, (size_t)(r->at - from)) : NULL;
		r->done |= REPAIR_KEY;
		if (!key)
			refuse(r, "a place where no key can stand");
	}
	if (!key)
		return NULL;
	skip(r);
	if (!at_char(r, ':')) {
		if (r->at < r->end)
			refuse(r, "a key without a colon");
		return NULL;
	}
	r->at++;
	return key;
}

static bool has_key(const struct json_tree *map, const char *key)
{
	enum {
		LOOKED_AT = 64
	}; /* a map with more keys is none of a page's facts, and this must not be quadratic */
	for (size_t i = 0; i < map->members.n && i < LOOKED_AT; i++)
		if (strcmp(map->members.at[i].key, key) == 0)
			return true;
	return false;
}

static struct json_tree *read_map(struct repair *r)
{
	struct json_tree *map = new_tree(r, JSON_KIND_MAP, NULL);
	r->at++;
	for (bool first = true; !r->why && !ends_members(r, '}', first); first = false) {
		const char *key = read_key(r);
		if (!key) {
			r->done |= REPAIR_CUT;
			r->at = r->end;
			break;
		}
		struct json_tree *value = read_value(r, PLACE_IN_MAP);
		if (!value)
			continue;
		if (has_key(map, key))
			r->done |= REPAIR_DUPLICATE;
		struct json_member *member = list_add(r->arena, &map->members);
		member->key = key;
		member->value = value;
	}
	return map;
}

/* NULL with r->why, or where a value was left out or cut short. */
static struct json_tree *read_value(struct repair *r, enum place place)
{
	struct json_tree *tree;
	skip(r);
	if (r->at >= r->end) {
		r->done |= REPAIR_CUT;
		return NULL;
	}
	if (*r->at == '{' || *r->at == '[') {
		if (r->depth == JSON_DEPTH_MAX)
			return refuse(r, "nested too deep");
		r->depth++;
		tree = *r->at == '{' ? read_map(r) : read_list(r);
		r->depth--;
		return r->why ? NULL : tree;
	}
	if (strchr(",}]", *r->at)) {
		r->done |= REPAIR_BARE_VALUE;
		return NULL;
	}
	if (*r->at == '&') {
		r->encoded = true;
		return refuse(r, "a character reference where a value should stand");
	}
	if (quote_at(r, r->at) == 0)
		return read_bare(r);
	const char *text = read_text(r, place);
	if (!text) {
		r->done |= REPAIR_CUT;
		r->at = r->end;
		return NULL;
	}
	return new_tree(r, JSON_KIND_TEXT, text);
}

/* ---- the whole ----------------------------------------------------------------------- */

/* Steps to the next top-level object or list over what may stand between two. */
static bool find_top(struct repair *r)
{
	for (skip(r); r->at < r->end; skip(r)) {
		if (*r->at == '{' || *r->at == '[')
			return true;
		if (*r->at == ',' || *r->at == ';')
			r->done |= *r->at == ';' ? REPAIR_SEMICOLON : REPAIR_COMMA;
		else if (*r->at == '}' || *r->at == ']' || *r->at == ')' || *r->at == '(')
			r->done |= REPAIR_BRACKET;
		else
			return false;
		r->at++;
	}
	return false;
}

static struct json_tree *read_all(struct repair *r)
{
	struct json_tree *all = new_tree(r, JSON_KIND_LIST, NULL);
	while (find_top(r)) {
		struct json_tree *value = read_value(r, PLACE_IN_LIST);
		if (!value)
			return refuse(r, "nothing to read");
		list_add(r->arena, &all->members)->value = value;
	}
	if (*skip_space(r, r->at) == '&')
		r->encoded = true;
	if (r->at < r->end || all->members.n == 0)
		return refuse(r, "text that is no JSON");
	if (all->members.n == 1)
		return all->members.at[0].value;
	r->done |= REPAIR_SEVERAL;
	return all;
}

struct json_tree *json_repair(
    struct arena *arena, const char *bytes, size_t n, unsigned *repairs, const char **why)
{
	struct repair r = {.arena = arena, .at = arena_copy(arena, bytes, n)};
	r.end = r.at + n;
	struct json_tree *tree = read_all(&r);
	if (!tree && r.encoded) {
		size_t length;
		const char *decoded = entity_decode(arena, bytes, n, &length);
		r = (struct repair){.arena = arena,
		    .at = decoded,
		    .end = decoded + length,
		    .done = REPAIR_REFERENCE};
		tree = read_all(&r);
	}
	*repairs |= r.done;
	*why = r.why;
	return tree;
}
