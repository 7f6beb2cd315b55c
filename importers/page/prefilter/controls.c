/* controls: a page without its control characters; see steps.h. */
#include "importers/page/prefilter/steps.h"
#include "schema/base/arena.h"

#include <stdint.h>
#include <string.h>

/* A carriage return is white space, but by the standard it never is a text's or value's. */
static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t' && (c != '\r' || tokens_by_standard)) ||
	    c == PREFILTER_MARK;
}

/* Sixteen bytes in each step. */
static bool has_controls(const char *bytes, size_t n)
{
	typedef unsigned char sixteen __attribute__((vector_size(16)));
	typedef uint64_t two __attribute__((vector_size(16)));
	sixteen found = {0};
	char other = tokens_by_standard ? '\n' : '\r';
	size_t i = 0;
	for (; i + 16 <= n; i += 16) {
		sixteen c;
		memcpy(&c, bytes + i, 16);
		sixteen blank = (sixteen)((c == '\n') | (c == '\t') | (c == other));
		found |= ((sixteen)(c < 0x20) & ~blank) | (sixteen)(c == PREFILTER_MARK);
	}
	two any = (two)found;
	bool has = any[0] || any[1];
	for (; i < n; i++)
		has |= is_control((unsigned char)bytes[i]);
	return has;
}

const char *without_controls(struct arena *arena, const char *html, size_t n)
{
	if (!has_controls(html, n))
		return html;
	char *copy = arena_copy(arena, html, n);
	for (size_t i = 0; i < n; i++)
		if (is_control((unsigned char)copy[i]))
			copy[i] = ' ';
	return copy;
}
