/* pass_text: texts and attributes' values, their references read as libxml2 (2.9) does; see pass_steps.h. */
#include "importers/page/pass_steps.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <string.h>

enum { REFERENCE_MAX = 16 /* bytes of a name that stands for a character, more than any has */ };

/* XML's Char: libxml2 knows no other. */
static bool is_char(uint32_t code)
{
	return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
	    (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

/* The number behind `&#`: as far as its digits go, with or without a semicolon. */
static const char *read_number(const char *at, const char *end, uint32_t *code)
{
	bool hex = at < end && ascii_lower(*at) == 'x';
	*code = 0;
	for (at += hex; at < end; at++) {
		char c = ascii_lower(*at);
		if (!ascii_is_digit(c) && !(hex && c >= 'a' && c <= 'f'))
			break;
		if (*code <= 0x10FFFF)
			*code = *code * (hex ? 16 : 10) +
			    (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return at < end && *at == ';' ? at + 1 : at;
}

/* The name behind `&`, which needs its semicolon. */
static const char *read_named(const char *at, const char *end, uint32_t *code)
{
	char name[REFERENCE_MAX + 1];
	size_t n = 0;
	while (n < REFERENCE_MAX && at < end && (ascii_is_alpha(*at) || ascii_is_digit(*at)))
		name[n++] = *at++;
	name[n] = '\0';
	*code = n && at < end && *at == ';' ? document_entity(name) : 0;
	return at + 1;
}

/* Reads the reference at `at`, an `&`: its character goes to `to`, *n bytes, none when the number is no character's. Returns its
 * end; an `&` that begins no reference stands for itself. */
static const char *read_reference(const char *at, const char *end, char to[4], size_t *n)
{
	uint32_t code;
	if (at + 1 < end && at[1] == '#') {
		const char *after = read_number(at + 2, end, &code);
		*n = is_char(code) ? utf8_encode(code, to) : 0;
		return after;
	}
	const char *after = read_named(at + 1, end, &code);
	if (!code)
		after = at + 1;
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
		from = read_reference(at, end, bytes, &n);
		if (n == 1 && bytes[0] == PASSED_MARK)
			bytes[0] = ' ';
		buf_add(to, bytes, n);
	}
	buf_add(to, from, (size_t)(end - from));
}

/* A value is never longer than what stands in the tag. One with a number that is no character's ends there. */
static void resolve_value(char *to, const char *from, const char *end)
{
	const char *at;
	size_t n = 1;
	while (n && (at = memchr(from, '&', (size_t)(end - from)))) {
		to = mempcpy(to, from, (size_t)(at - from));
		from = read_reference(at, end, to, &n);
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
