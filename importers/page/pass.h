/*
 * pass: one scan over a page's bytes before the parser sees them. Much of a real page is scripts,
 * styles, comments, drawings and attributes that say nothing of a film; a parser walks them
 * character by character, this scan mostly by memchr.
 *
 * It reads tags as libxml2 does, so that what it leaves makes the same tree: it lifts out JSON-LD
 * and the comment script, drops other scripts, styles, comments, SVG and attributes nobody asks
 * for, and writes the rest. What libxml2 would misread
 * or be slow at is mended: `<!-->` and `<!…>` are no text, drawings are none, attributes of one tag and useless tags have a
 * limit.
 */
#ifndef FILMTALLY_PASS_H
#define FILMTALLY_PASS_H

#include "importers/page/document.h"

/* Asks for an attribute beside those that the pass always keeps (id, class, href, itemprop …). Call
 * before the first page; the name is lower case and is copied. */
void pass_want_attribute(const char *name);

/*
 * What the parser gets to see. Lightened, much of it is marks: an attribute `_` holds the number of a list of attributes, and
 * PASSED_MARK, a number and PASSED_MARK_END stand for a text, because libxml2 walks all it is given character by
 * character and the scan has seen them already. A page's own PASSED_MARK characters are blanked before.
 */
enum { PASSED_MARK = 0x7F, PASSED_MARK_END = ';' };
struct passed_text {
	const char *at;
	size_t n;
};
struct passed {
	char *html; /* NUL-terminated, at most as long as the page */
	size_t n;
	LIST_OF(struct attribute *) attributes;
	LIST_OF(struct passed_text) texts;
};

/*
 * Scans n bytes of HTML, all of it in the arena; sets the document's cut, capped and their reasons, and with `lighten` its
 * scripts. Without it nothing is lifted, marked or dropped but what libxml2 would misread, and every byte stays at its
 * offset.
 */
void pass_run(struct arena *arena, const char *html, size_t n, bool lighten,
    struct document *document, struct passed *passed);

/* True if a script of that type (NULL: none given) and text is one that readers want; sets *kind.
 */
bool pass_wants_script(const char *type, const char *text, size_t n, enum script_kind *kind);

#endif
