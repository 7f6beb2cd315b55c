/*
 * reference: the references of texts and attributes' values as libxml2 reads them;
 * see steps.h. Before 2.14 it knows the names of HTML 4, each with its semicolon; since
 * then those of the HTML standard, many more, of which it tells only HTML 4's.
 */
#include "importers/page/prefilter/steps.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <assert.h>
#include <string.h>

enum {
	REFERENCE_MAX =
	    16,      /* bytes of a name that stands for a character, more than any of HTML 4 has */
	BARE_MAX = 6 /* and of one that needs no semicolon */
};

/* ---- characters ---- */

/* XML's Char: libxml2 knows no other. */
static bool is_char(uint32_t code)
{
	return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
	    (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

static bool is_digit(char c, bool hex)
{
	return ascii_is_digit(c) || (hex && ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* The number behind `&#`: as far as its digits go, with or without a semicolon. */
static const char *read_number(const char *at, const char *end, uint32_t *code)
{
	bool hex = at < end && ascii_lower(*at) == 'x';
	*code = 0;
	for (at += hex; at < end && is_digit(*at, hex); at++) {
		char c = ascii_lower(*at);
		if (*code <= 0x10FFFF)
			*code = *code * (hex ? 16 : 10) +
			    (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return at < end && *at == ';' ? at + 1 : at;
}

static uint32_t entity(const char *name, size_t n)
{
	char copy[REFERENCE_MAX + 1] = "";
	return n && n <= REFERENCE_MAX ? html4_entity(memcpy(copy, name, n)) : 0;
}

static size_t name_length(const char *at, const char *end)
{
	const char *from = at;
	while (at < end && (ascii_is_alpha(*at) || ascii_is_digit(*at)))
		at++;
	return (size_t)(at - from);
}

/* ---- by the standard ---- */

enum { UNKNOWN = 0x7FFFFFFF /* in place of a character: libxml2 alone knows which */ };

/* The number at `at`, after `&#`; NULL when none stands there. One that is no character's stands
 * for U+FFFD, or for one of windows-1252. */
static const char *read_standard_number(const char *at, const char *end, uint32_t *code)
{
	bool hex = at < end && ascii_lower(*at) == 'x';
	if (end - at <= hex || !is_digit(at[hex], hex))
		return NULL;
	at = read_number(at, end, code);
	if (*code >= 0x80 && *code < 0xA0)
		*code = UNKNOWN;
	else if (!*code || (*code >= 0xD800 && *code < 0xE000) || *code > 0x10FFFF)
		*code = 0xFFFD;
	return at;
}

/* The character of a name that needs no semicolon: Latin-1's, and some in capitals; 0 for none. */
static uint32_t bare_entity(const char *name, size_t n)
{
	static const struct {
		const char *name;
		unsigned char code;
	} capitals[] = {
	    {"AMP", '&'}, {"COPY", 0xA9}, {"GT", '>'}, {"LT", '<'}, {"QUOT", '"'}, {"REG", 0xAE}};
	for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
		if (strlen(capitals[i].name) == n && !memcmp(capitals[i].name, name, n))
			return capitals[i].code;
	uint32_t code = n <= BARE_MAX ? entity(name, n) : 0;
	return code < 0x100 && code != '\'' ? code : 0;
}

/* The name at `at`, after `&`; NULL when none stands there. In a value, one without semicolon
 * counts only as a whole. */
static const char *read_standard_name(
    const char *at, const char *end, bool in_value, uint32_t *code)
{
	size_t n = name_length(at, end), least = in_value ? n : 1;
	char next = at + n < end ? at[n] : '\0';
	if (!n || !ascii_is_alpha(*at) || (in_value && next == '='))
		return NULL;
	if (next == ';') {
		*code = entity(at, n);
		if (!*code || *code == 0x2329 || *code == 0x232A) /* not those of HTML 4 */
			*code = UNKNOWN;
		return at + n + 1;
	}
	if (n > BARE_MAX)
		n = BARE_MAX;
	for (; n >= least; n--)
		if ((*code = bare_entity(at, n)))
			return at + n;
	return NULL;
}

/* Reads the reference at `at`, an `&`, which stands for itself when it begins none. */
static const char *read_standard(const char *at, const char *end, bool in_value, uint32_t *code)
{
	bool is_number = at + 1 < end && at[1] == '#';
	const char *after = is_number ? read_standard_number(at + 2, end, code)
				      : read_standard_name(at + 1, end, in_value, code);
	if (after)
		return after;
	*code = '&';
	return at + 1;
}

static bool is_unknown(const char *from, const char *end, bool in_value)
{
	const char *at;
	uint32_t code = 0;
	while (
	    tokens_by_standard && code != UNKNOWN && (at = memchr(from, '&', (size_t)(end - from))))
		from = read_standard(at, end, in_value, &code);
	return code == UNKNOWN;
}

bool text_is_unknown(const char *from, const char *end)
{
	return is_unknown(from, end, false);
}

bool attributes_are_unknown(const struct start_tag *tag)
{
	for (int i = 0; tokens_by_standard && i < tag->kept_n; i++)
		if (is_unknown(tag->kept[i].value, tag->kept[i].value + tag->kept[i].value_n, true))
			return true;
	return false;
}

/* ---- references resolved ---- */

/* Reads the reference at `at`, an `&`: its character goes to `to`, *n bytes, none when the number
 * is no character's. Returns its end; an `&` that begins no reference stands for itself. */
static const char *read_reference(
    const char *at, const char *end, bool in_value, char to[4], size_t *n)
{
	uint32_t code = 0;
	const char *after;
	if (tokens_by_standard) {
		after = read_standard(at, end, in_value, &code);
		assert(code != UNKNOWN);
	} else if (at + 1 < end && at[1] == '#') {
		after = read_number(at + 2, end, &code);
		*n = is_char(code) ? utf8_encode(code, to) : 0;
		return after;
	} else {
		size_t length = name_length(at + 1, end);
		after = at + 1 + length;
		code = after < end && *after == ';' ? entity(at + 1, length) : 0;
		after = code ? after + 1 : at + 1;
	}
	*n = utf8_encode(code ? code : '&', to);
	return after;
}

void add_resolved(struct buf *to, const char *from, const char *end)
{
	const char *at;
	while ((at = memchr(from, '&', (size_t)(end - from)))) {
		char bytes[4];
		size_t n;
		buf_add(to, from, (size_t)(at - from));
		from = read_reference(at, end, false, bytes, &n);
		if (n == 1 && bytes[0] == PREFILTER_MARK)
			bytes[0] = ' ';
		buf_add(to, bytes, n);
	}
	buf_add(to, from, (size_t)(end - from));
}

/* A value is never longer than what stands in the tag. One with a number that is no character's
 * ends there. */
static void resolve_value(char *to, const char *from, const char *end)
{
	const char *at;
	size_t n = 1;
	while (n && (at = memchr(from, '&', (size_t)(end - from)))) {
		to = mempcpy(to, from, (size_t)(at - from));
		from = read_reference(at, end, true, to, &n);
		to += n;
	}
	if (n)
		to = mempcpy(to, from, (size_t)(end - from));
	*to = '\0';
}

struct attribute *make_attributes(struct arena *arena, const struct start_tag *tag)
{
	struct attribute *first = NULL, **link = &first;
	for (int i = 0; i < tag->kept_n; i++) {
		const struct kept_attribute *kept = &tag->kept[i];
		struct attribute *attribute =
		    arena_take_raw(arena, sizeof *attribute + kept->value_n + 1);
		char *value = (char *)(attribute + 1);
		*attribute = (struct attribute){.name = kept->name, .value = value};
		resolve_value(value, kept->value, kept->value + kept->value_n);
		*link = attribute;
		link = &attribute->next;
	}
	return first;
}
