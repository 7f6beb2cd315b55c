/*
 * raw_text: which elements hold no markup (script, style, title …), and where such a text ends, as
 * libxml2 reads it; see steps.h. Before 2.14 that is the first end tag of its name; by the HTML
 * standard a script that hides itself from old browsers may hold a script.
 */
#include "importers/page/prefilter/steps.h"
#include "schema/base/text.h"

#include <string.h>

/* What a script is inside of. */
enum within { WITHIN_NOTHING, WITHIN_COMMENT, WITHIN_SCRIPT };

/* True if the name stands at `at`, and there as a tag's name. */
static bool is_tag_name(const char *at, const char *end, const struct name *name)
{
	if ((size_t)(end - at) <= name->n || !ascii_equal_n(at, name->n, name->text))
		return false;
	char next = at[name->n];
	if (tokens_by_standard)
		return is_blank(next) || next == '>' || next == '/';
	return !ascii_is_alpha(next) && !ascii_is_digit(next) && !strchr(":-_.", next);
}

/* One `<` in a script: true if its end tag begins there. */
static bool ends_script(
    const char *at, const char *end, const struct name *name, enum within *within)
{
	if (*within == WITHIN_NOTHING && end - at > 3 && !memcmp(at, "<!--", 4))
		*within = WITHIN_COMMENT;
	bool is_end = end - at > 1 && at[1] == '/';
	if (!is_tag_name(at + 1 + is_end, end, name))
		return false;
	if (is_end && *within != WITHIN_SCRIPT)
		return true;
	if (*within != WITHIN_NOTHING)
		*within = is_end ? WITHIN_COMMENT : WITHIN_SCRIPT;
	return false;
}

static const char *standard_script_end(const char *at, const char *end, const struct name *name)
{
	enum within within = WITHIN_NOTHING;
	for (; at < end; at++) {
		if (*at == '<' && ends_script(at, end, name, &within))
			return at;
		if (*at == '-' && end - at > 2 && !memcmp(at, "-->", 3))
			within = WITHIN_NOTHING;
	}
	return NULL;
}

const char *raw_text_end(const char *at, const char *end, const struct name *name)
{
	if (tokens_by_standard && !strcmp(name->text, "script"))
		return standard_script_end(at, end, name);
	for (; (at = memchr(at, '<', (size_t)(end - at))); at++)
		if (end - at > 1 && at[1] == '/' && is_tag_name(at + 2, end, name))
			return at;
	return NULL;
}

enum element_content element_content(enum tag tag)
{
	if (!tokens_by_standard)
		return CONTENT_MARKUP;
	switch (tag) {
	case TAG_textarea:
	case TAG_title:
		return CONTENT_TEXT;
	case TAG_iframe:
	case TAG_noembed:
	case TAG_noframes:
	case TAG_xmp:
		return CONTENT_RAW;
	case TAG_plaintext:
		return CONTENT_LAST;
	default:
		return CONTENT_MARKUP;
	}
}
