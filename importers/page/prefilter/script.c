/* script: see script.h. */
#include "importers/page/prefilter/script.h"
#include "schema/base/text.h"

#include <stddef.h>
#include <string.h>

static bool is_jsonld_type(const char *type)
{
	while (ascii_is_space(*type))
		type++;
	if (!ascii_starts(type, "application/ld+json"))
		return false;
	char after = type[strlen("application/ld+json")];
	return after == '\0' || after == ';' || ascii_is_space(after);
}

static const char *skip_space_back(const char *text, const char *at)
{
	while (at > text && ascii_is_space(at[-1]))
		at--;
	return at;
}

/* Blogger writes `var items = [{'id': …`. Its bracket is rarer in scripts than any word,
 * and is looked for first. */
static bool holds_comments(const char *text, size_t n)
{
	static const char name[] = "items";
	const char *end = text + n, *bracket = text;
	for (; (bracket = memchr(bracket, '[', (size_t)(end - bracket))); bracket++) {
		const char *before = skip_space_back(text, bracket), *after = bracket + 1;
		if (before == text || before[-1] != '=')
			continue;
		before = skip_space_back(text, before - 1);
		if (before - text < (ptrdiff_t)sizeof name - 1 ||
		    memcmp(before - (sizeof name - 1), name, sizeof name - 1) != 0)
			continue;
		while (after < end && ascii_is_space(*after))
			after++;
		if (after < end && (*after == '{' || *after == ']'))
			return true;
	}
	return false;
}

bool script_is_wanted(const char *type, const char *text, size_t n, enum script_kind *kind)
{
	bool jsonld = type && is_jsonld_type(type);
	*kind = jsonld ? SCRIPT_JSONLD : SCRIPT_COMMENTS;
	return jsonld || holds_comments(text, n);
}
