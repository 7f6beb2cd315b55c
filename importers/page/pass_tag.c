/* pass_tag: names and start tags as libxml2 (2.9) reads them; see pass_steps.h. */
#include "importers/page/pass_steps.h"
#include "importers/page/tree.h"
#include "schema/base/text.h"

#include <assert.h>
#include <string.h>

bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What may stand in a name: a letter, or (since the first character) more; the table holds the lower-case letter. */
/* clang-format off */
static const unsigned char name_chars[256] = {
    ['-'] = '-', ['.'] = '.', [':'] = ':', ['_'] = '_', ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'};
/* clang-format on */

static bool starts_name(char c)
{
	return name_chars[(unsigned char)c] && !ascii_is_digit(c) && c != '-';
}

const char *read_name(const char *at, const char *end, struct name *name)
{
	size_t n = 0;
	uint32_t hash = NAME_HASH;
	unsigned char c;
	if (at < end && starts_name(*at))
		while (
		    n < NAME_MAX_BYTES && at + n < end && (c = name_chars[(unsigned char)at[n]])) {
			name->text[n++] = (char)c;
			hash = name_hash_add(hash, (char)c);
		}
	name->text[n] = '\0';
	name->n = n;
	name->hash = hash;
	return at + n;
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

/* Returns where the tag closes. */
static const char *read_attributes(struct start_tag *tag, const char *at, const char *end)
{
	struct name name;
	for (;;) {
		struct kept_attribute read = {.value = ""};
		at = skip_blanks(at, end);
		if (at == end || ends_tag(at, end))
			return at;
		at = read_name(at, end, &name);
		if (!name.n) { /* libxml2 skips what is no name up to the next blank */
			while (at < end && !is_blank(*at) && !ends_tag(at, end))
				at++;
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
