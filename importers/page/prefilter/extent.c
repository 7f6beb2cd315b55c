/* extent: where comments and drawings end; see steps.h. */
#include "importers/page/prefilter/steps.h"

#include <string.h>

enum { SVG_LOOK_MAX = 8 << 20 };

const char *comment_end(const char *at, const char *end)
{
	const char *dash;
	while ((dash = memchr(at, '-', (size_t)(end - at)))) {
		at = dash + 1;
		if (at == end || *at != '-')
			continue;
		while (at < end && *at == '-')
			at++;
		if (at < end && *at == '>')
			return at + 1;
		if (at + 1 < end && at[0] == '!' && at[1] == '>')
			return at + 2;
	}
	return NULL;
}

/* One construct inside a drawing; NULL when it is no plain drawing. */
static const char *skip_in_svg(const char *at, const char *end, int *depth)
{
	struct start_tag tag;
	if (end - at > 3 && !memcmp(at, "<!--", 4))
		return end - at > 5 && at[4] != '>' && memcmp(at + 4, "->", 2) != 0
		    ? comment_end(at + 4, end)
		    : NULL;
	bool is_end = at + 1 < end && at[1] == '/';
	if (is_end)
		tag.end = read_end_tag(at, end, &tag.name);
	else
		read_start_tag(&tag, at, end);
	enum element_kind kind =
	    is_end ? element_kind(tag_of_hash(tag.name.text, tag.name.hash)) : tag.kind;
	if (!tag.end || !tag.name.n || tag.name.n == NAME_MAX_BYTES || (!is_end && tag.is_cut) ||
	    kind == ELEMENT_OF_PAGE || kind == ELEMENT_VOID || kind == ELEMENT_BODY ||
	    kind == ELEMENT_FRAME || kind == ELEMENT_DISPUTED)
		return NULL;
	if (kind == ELEMENT_RAW_TEXT && !is_end && !tag.is_empty)
		return raw_text_end(tag.end, end, &tag.name);
	if (kind == ELEMENT_SVG)
		*depth += is_end ? -1 : !tag.is_empty;
	return tag.end;
}

const char *svg_end(const struct start_tag *tag, const char *end, size_t *looked)
{
	const char *at = tag->end;
	int depth = !tag->is_empty;
	while (depth && *looked < SVG_LOOK_MAX) {
		const char *next = memchr(at, '<', (size_t)(end - at));
		next = next ? skip_in_svg(next, end, &depth) : NULL;
		if (!next) {
			*looked += (size_t)(at - tag->end);
			return NULL;
		}
		at = next;
	}
	return depth ? NULL : at;
}
