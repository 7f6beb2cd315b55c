/*
 * markdown: a post as Markdown, which static sites and note books keep, made HTML, so that one
 * grammar reads both. The only file that sees md4c.
 *
 * A short line keeps its end: authors of labels (`Directed by`, and the name below it) mean it,
 * whatever CommonMark says; the lines of a paragraph that was wrapped are joined.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_MARKDOWN_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_MARKDOWN_H

#include "importers/page/saved/front_matter.h"

struct markdown {
	struct front_matter matter;
	const char *html; /* a NUL stands behind it */
	size_t n;
};

/* Reads valid UTF-8. False when the text is no Markdown: it has no front matter, does not begin
 * with a heading (`# Title`), and has few other marks. */
bool markdown_read(struct arena *arena, const char *text, size_t n, struct markdown *markdown);

#endif
