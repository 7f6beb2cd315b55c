/* markdown: see markdown.h. */
#include "importers/page/saved/markdown.h"

#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <md4c-html.h>
#include <string.h>

enum {
	LOOKED = 1 << 14,
	MARKS = 3,       /* that make a text Markdown */
	SHORT_LINE = 60, /* bytes; wrapped prose has longer ones */
	HTML_MAX = 64 << 20,
};

/* ---- is it Markdown ---- */

/* `# Title`, up to six signs. */
static bool is_heading(const char *at, const char *end)
{
	size_t n = 0;
	while (at + n < end && at[n] == '#')
		n++;
	return n >= 1 && n <= 6 && (size_t)(end - at) > n + 1 && at[n] == ' ' &&
	    !ascii_is_space(at[n + 1]);
}

static size_t count(const char *at, const char *end, const char *mark)
{
	size_t n = 0, length = strlen(mark);
	while (n < MARKS && (at = memmem(at, (size_t)(end - at), mark, length)) != NULL) {
		at += length;
		n++;
	}
	return n;
}

static bool is_markdown(const char *text, size_t n)
{
	const char *end = text + (n < LOOKED ? n : LOOKED);
	while (text < end && ascii_is_space(*text))
		text++;
	if (text == end || *text == '<')
		return false;
	if (is_heading(text, end))
		return true;
	size_t marks = count(text, end, "](http") + count(text, end, "**") / 2;
	for (const char *at = text; at && marks < MARKS;
	     at = memchr(at, '\n', (size_t)(end - at))) {
		at += *at == '\n';
		marks += is_heading(at, end);
	}
	return marks >= MARKS;
}

/* ---- to HTML ---- */

/* The text with a hard line end (two spaces) behind every short line. */
static const char *with_line_ends(struct arena *arena, const char *text, size_t n, size_t *length)
{
	const char *end = text + n;
	size_t lines = 1;
	for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		lines++;
	char *out = arena_take_raw(arena, n + 2 * lines + 1), *to = out;
	while (text < end) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((lf ? lf : end) - text);
		size_t kept = line && text[line - 1] == '\r' ? line - 1 : line;
		memcpy(to, text, kept);
		to += kept;
		if (kept && kept <= SHORT_LINE) {
			*to++ = ' ';
			*to++ = ' ';
		}
		if (lf)
			*to++ = '\n';
		text += line + (lf != NULL);
	}
	*to = '\0';
	*length = (size_t)(to - out);
	return out;
}

static void add_html(const char *bytes, unsigned n, void *buf)
{
	buf_add(buf, bytes, n);
}

bool markdown_read(struct arena *arena, const char *text, size_t n, struct markdown *markdown)
{
	struct buf html = BUF_INIT(HTML_MAX);
	size_t before = front_matter_read(arena, text, n, &markdown->matter);
	if (!before && !is_markdown(text, n))
		return false;
	size_t length;
	const char *lines = with_line_ends(arena, text + before, n - before, &length);
	unsigned flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;
	bool read =
	    md_html(lines, (unsigned)length, add_html, &html, flags, 0) == 0 && !html.overflow;
	markdown->html = arena_copy(arena, buf_text(&html), html.n);
	markdown->n = html.n;
	buf_release(&html);
	return read;
}
