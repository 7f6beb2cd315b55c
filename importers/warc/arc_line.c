/* arc_line: see arc_line.h. */
#include "importers/warc/arc_line.h"

#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

static bool cut_last(const char *line, size_t *n, struct piece *last)
{
	size_t at = *n;
	while (at > 0 && line[at - 1] != ' ')
		at--;
	*last = (struct piece){line + at, *n - at};
	*n = at ? at - 1 : 0;
	return at > 0;
}

bool arc_line_cut(const char *line, size_t n, int fields, struct arc_line *cut)
{
	struct piece unused;
	if (!cut_last(line, &n, &cut->length))
		return false;
	for (int i = 5; i < fields; i++)
		if (!cut_last(line, &n, &unused))
			return false;
	if (!cut_last(line, &n, &cut->type) || !cut_last(line, &n, &cut->date) ||
	    !cut_last(line, &n, &unused))
		return false;
	cut->url = (struct piece){line, n};
	return n > 0;
}

static bool all_digits(struct piece piece)
{
	for (size_t i = 0; i < piece.n; i++)
		if (!ascii_is_digit(piece.at[i]))
			return false;
	return piece.n > 0;
}

bool arc_line_is(const char *line, size_t n, int fields)
{
	struct arc_line cut;
	const char *colon = memchr(line, ':', n < 32 ? n : 32);
	if (!colon || colon == line || !arc_line_cut(line, n, fields, &cut))
		return false;
	for (const char *c = line; c < colon; c++)
		if (!ascii_is_alpha(*c))
			return false;
	return all_digits(cut.date) && cut.date.n >= 8;
}

const char *arc_line_date(struct arena *arena, const struct arc_line *cut)
{
	const char *d = cut->date.at;
	char date[DATE_TEXT];
	if (!all_digits(cut->date) || (cut->date.n != 14 && cut->date.n != 12))
		return NULL;
	const char *text = arena_format(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", d, d + 4, d + 6,
	    d + 8, d + 10, cut->date.n == 14 ? d + 12 : "00");
	return date_iso(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}
