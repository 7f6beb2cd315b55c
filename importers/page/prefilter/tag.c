/*
 * tag: names and tags as libxml2 reads them; see steps.h. Before 2.14 a name ends at
 * what can't stand in one, and what is no name is skipped; since then all is a name up to white
 * space, a slash or the tag's end, as the HTML standard has it.
 */
#include "importers/page/prefilter/steps.h"
#include "importers/page/tree/tree.h"
#include "schema/base/text.h"

#include <assert.h>
#include <string.h>

bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What may stand in a name: a letter, or (since the first character) more; the table holds the
 * lower-case letter. */
/* clang-format off */
static const unsigned char name_chars[256] = {
    ['-'] = '-', ['.'] = '.', [':'] = ':', ['_'] = '_', ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'};
/* clang-format on */

/* The same by the standard, where an attribute's name ends at `=` as well. */
static unsigned char standard_chars[256], standard_attribute_chars[256];

bool tokens_by_standard;

void prefilter_start(bool by_standard)
{
	tokens_by_standard = by_standard;
	for (unsigned c = 1; c < 256; c++)
		standard_chars[c] = (unsigned char)ascii_lower((char)c);
	for (const char *ends = " \t\n\r\f/>"; *ends; ends++)
		standard_chars[(unsigned char)*ends] = 0;
	memcpy(standard_attribute_chars, standard_chars, sizeof standard_chars);
	standard_attribute_chars['='] = 0;
}

/* A name too long, by the standard: characters that have no room are left out, and all are read. */
static const char *read_long_name(
    const unsigned char *chars, const char *at, const char *end, struct name *name)
{
	size_t size;
	name->n = 0;
	for (unsigned char c; at < end && (c = chars[(unsigned char)*at]); at += size) {
		utf8_decode(at, (size_t)(end - at), &size);
		if (name->n + size > NAME_MAX_BYTES)
			continue;
		memcpy(name->text + name->n, at, size);
		if (size == 1)
			name->text[name->n] = (char)c;
		name->n += size;
	}
	return at;
}

static const char *read_chars(
    const unsigned char *chars, const char *at, const char *end, struct name *name)
{
	size_t n = 0;
	uint32_t hash = NAME_HASH;
	unsigned char c;
	while (n < NAME_MAX_BYTES && at + n < end && (c = chars[(unsigned char)at[n]])) {
		name->text[n++] = (char)c;
		hash = name_hash_add(hash, (char)c);
	}
	name->n = n;
	name->hash = hash;
	const char *after = at + n;
	if (n == NAME_MAX_BYTES && tokens_by_standard)
		after = read_long_name(chars, at, end, name);
	name->text[name->n] = '\0';
	return after;
}

static bool starts_name(char c)
{
	return name_chars[(unsigned char)c] && !ascii_is_digit(c) && c != '-';
}

static const char *read_name(const char *at, const char *end, struct name *name)
{
	bool starts = at < end && (tokens_by_standard ? ascii_is_alpha(*at) : starts_name(*at));
	return read_chars(
	    tokens_by_standard ? standard_chars : name_chars, at, starts ? end : at, name);
}

static const char *read_attribute_name(const char *at, const char *end, struct name *name)
{
	if (!tokens_by_standard)
		return read_name(at, end, name);
	if (*at != '=')
		return read_chars(standard_attribute_chars, at, end, name);
	at = read_chars(standard_attribute_chars, at + 1, end, name);
	*name = (struct name){.text = "=", .n = 1}; /* and what follows: nobody reads it */
	return at;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

static bool ends_tag(const char *at, const char *end)
{
	return *at == '>' || (*at == '/' && at + 1 < end && at[1] == '>');
}

/* From the `=` sign; sets the value's bounds without its quotes. */
static const char *skip_value(const char *at, const char *end, const char **value, size_t *n)
{
	at = skip_blanks(at + 1, end);
	*value = at;
	*n = 0;
	if (at == end)
		return at;
	if (*at == '"' || *at == '\'') {
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		*value = at + 1;
		*n = (size_t)((close ? close : end) - (at + 1));
		return close ? close + 1 : end;
	}
	while (at < end && *at != '>' && !is_blank(*at))
		at++;
	*n = (size_t)(at - *value);
	return at;
}

static bool is_kept_already(const struct start_tag *tag, const char *name)
{
	for (int i = 0; i < tag->kept_n; i++)
		if (tag->kept[i].name == name)
			return true; /* of two, the first counts */
	return false;
}

static void keep_attribute(struct start_tag *tag, const char *name, struct kept_attribute kept)
{
	if (is_kept_already(tag, name))
		return;
	assert(tag->kept_n < ATTRIBUTES_MAX);
	kept.name = name;
	tag->kept[tag->kept_n++] = kept;
}

/* What is no name libxml2 skips up to the next blank; by the standard it is a slash. */
static const char *skip_no_name(const char *at, const char *end)
{
	if (tokens_by_standard)
		return at + 1;
	while (at < end && !is_blank(*at) && !ends_tag(at, end))
		at++;
	return at;
}

/* Returns where the tag closes. */
static const char *read_attributes(struct start_tag *tag, const char *at, const char *end)
{
	struct name name;
	for (;;) {
		struct kept_attribute read = {.value = ""};
		at = skip_blanks(at, end);
		if (at == end || ends_tag(at, end))
			return at;
		at = read_attribute_name(at, end, &name);
		if (!name.n) {
			at = skip_no_name(at, end);
			continue;
		}
		const char *equals = skip_blanks(at, end);
		if (equals < end && *equals == '=')
			at = skip_value(equals, end, &read.value, &read.value_n);
		const char *wanted = attribute_wanted(&name);
		if (wanted)
			keep_attribute(tag, wanted, read);
	}
}

void read_start_tag(struct start_tag *tag, const char *at, const char *end)
{
	tag->kept_n = 0;
	at = read_name(at + 1, end, &tag->name);
	tag->tag = tag_of_hash(tag->name.text, tag->name.hash);
	tag->kind = element_kind(tag->tag);
	at = read_attributes(tag, at, end);
	tag->is_cut = at == end;
	tag->is_empty = !tag->is_cut && *at == '/';
	tag->end = tag->is_cut ? end : at + 1 + tag->is_empty;
}

const char *read_end_tag(const char *at, const char *end, struct name *name)
{
	at = read_name(at + 2, end, name);
	if (name->n && tokens_by_standard) {
		struct start_tag tag;
		tag.kept_n = 0;
		at = read_attributes(&tag, at, end);
	}
	const char *close = memchr(at, '>', (size_t)(end - at));
	return close ? close + 1 : NULL;
}
