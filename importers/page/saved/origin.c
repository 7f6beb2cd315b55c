/* origin: see origin.h. */
#include "importers/page/saved/origin.h"

#include "schema/base/date.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Programs write at the top, though a style sheet may stand before it. */
enum { LOOKED = 1 << 15 };

/* The text up to white space, in the arena. */
static const char *word(struct arena *arena, const char *at)
{
	return arena_copy(arena, at, strcspn(at, " \t\r\n"));
}

/* `(0053)https://…`: the number is the length of the address, which may hold anything. */
static void read_saved_from(struct arena *arena, const char *note, struct origin *origin)
{
	char *end;
	unsigned long n = strtoul(note, &end, 10);
	if (*end != ')')
		return;
	const char *url = end + 1;
	bool whole = n && n <= strlen(url) && (!url[n] || ascii_is_space(url[n]));
	origin->url = whole ? arena_copy(arena, url, n) : word(arena, url);
	origin->rule = "saved from url";
}

/* JavaScript's `Fri Nov 27 2020 12:00:00 GMT+0100 (…)`. */
static const char *script_date(struct arena *arena, const char *at)
{
	char date[DATE_TEXT];
	const char *day = at + strspn(at, " ") + 4;
	if (strlen(at) < 34 || strnlen(day, 29) < 29 || !text_starts(day + 20, " GMT"))
		return NULL;
	const char *text = arena_format(
	    arena, "%.2s %.3s %.4s %.8s %.5s", day + 4, day, day + 7, day + 12, day + 24);
	return date_rfc822(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}

/* What stands behind a name at the beginning of one of the note's lines; NULL for none. */
static const char *behind_name(const char *note, const char *name)
{
	for (const char *at = strstr(note, name); at; at = strstr(at + 1, name)) {
		const char *line = at;
		while (line > note && (line[-1] == ' ' || line[-1] == '\t'))
			line--;
		if (line > note && line[-1] == '\n')
			return at + strlen(name) + strspn(at + strlen(name), " ");
	}
	return NULL;
}

static void read_singlefile(struct arena *arena, const char *note, struct origin *origin)
{
	const char *url = behind_name(note, "url:"), *date = behind_name(note, "saved date:");
	origin->url = url ? word(arena, url) : NULL;
	origin->retrieved_at = date ? script_date(arena, date) : NULL;
	origin->rule = "SingleFile's note";
}

/* The scheme is lost: it is what a browser takes a host for. */
static void read_httrack(struct arena *arena, const char *note, struct origin *origin)
{
	char date[DATE_TEXT];
	const char *by = strstr(note, " by HTTrack"), *bracket = by ? strstr(by, "], ") : NULL;
	const char *comma = bracket ? bracket + 3 : by ? strstr(by, ", ") : NULL;
	if (!by || by == note)
		return;
	const char *address = arena_copy(arena, note, (size_t)(by - note));
	origin->url = strstr(address, "://") ? address : arena_format(arena, "http://%s", address);
	origin->rule = "HTTrack's note";
	size_t n = comma ? strlen(comma) : 0;
	while (n && ascii_is_space(comma[n - 1]))
		n--;
	if (n && date_rfc822(comma, n, date))
		origin->retrieved_at = arena_text(arena, date);
}

static const struct {
	const char *start;
	void (*read)(struct arena *arena, const char *note, struct origin *origin);
} notes[] = {{"saved from url=(", read_saved_from}, {"Page saved with SingleFile", read_singlefile},
    {"Mirrored from ", read_httrack}};

void origin_read(struct arena *arena, const char *text, size_t n, struct origin *origin)
{
	const char *end = text + (n < LOOKED ? n : LOOKED);
	*origin = (struct origin){0};
	while (!origin->url && (text = memmem(text, (size_t)(end - text), "<!--", 4)) != NULL) {
		text += 4;
		const char *close = memmem(text, (size_t)(end - text), "-->", 3);
		if (!close)
			return;
		const char *from = text;
		while (from < close && ascii_is_space(*from))
			from++;
		for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
			size_t start = strlen(notes[i].start);
			if ((size_t)(close - from) > start && !memcmp(from, notes[i].start, start))
				notes[i].read(arena,
				    arena_copy(arena, from + start, (size_t)(close - from) - start),
				    origin);
		}
		text = close;
	}
}
