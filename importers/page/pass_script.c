/* pass_script: which scripts readers want; see pass.h. */
#include "importers/page/pass.h"
#include "schema/base/text.h"

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

/* Blogger writes `var items = [{'id': …`. */
static bool holds_comments(const char *text, size_t n)
{
	static const char name[] = "items";
	const char *end = text + n;
	while ((text = memmem(text, (size_t)(end - text), name, sizeof name - 1))) {
		text += sizeof name - 1;
		const char *at = text;
		while (at < end && ascii_is_space(*at))
			at++;
		if (at == end || *at++ != '=')
			continue;
		while (at < end && ascii_is_space(*at))
			at++;
		if (at == end || *at++ != '[')
			continue;
		while (at < end && ascii_is_space(*at))
			at++;
		if (at < end && (*at == '{' || *at == ']'))
			return true;
	}
	return false;
}

bool pass_wants_script(const char *type, const char *text, size_t n, enum script_kind *kind)
{
	bool jsonld = type && is_jsonld_type(type);
	*kind = jsonld ? SCRIPT_JSONLD : SCRIPT_COMMENTS;
	return jsonld || holds_comments(text, n);
}
