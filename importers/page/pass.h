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
 * Writes what the parser should see of n bytes of HTML to *out (in the arena, NUL-terminated, at
 * most n bytes) and sets cut, capped and their reasons, and with `lighten` the scripts. Without it
 * nothing is lifted or dropped but what libxml2 would misread, and every byte stays at its offset.
 */
void pass_run(struct arena *arena, const char *html, size_t n, bool lighten,
    struct document *document, char **out, size_t *out_n);

/* True if a script of that type (NULL: none given) and text is one that readers want; sets *kind.
 */
bool pass_wants_script(const char *type, const char *text, size_t n, enum script_kind *kind);

#endif
