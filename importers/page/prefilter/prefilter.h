/*
 * prefilter: one scan over a page's bytes before the parser sees them. Much of a real page is
 * scripts, styles, comments, drawings and attributes that say nothing of a film; a parser walks
 * them character by character, this scan mostly by memchr.
 *
 * It reads tags as libxml2 does, so that the tree stays the same: it lifts out JSON-LD and the
 * comment script, drops other scripts, styles, comments, SVG and attributes nobody asks for, makes
 * the nodes that no rule of libxml2's moves, and writes the rest. What libxml2 would misread
 * or be slow at is mended: `<!-->` and `<!…>` are no text, drawings are none, attributes of one tag
 * and useless tags have a limit.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PREFILTER_PREFILTER_H
#define FILMTALLY_IMPORTERS_PAGE_PREFILTER_PREFILTER_H

#include "importers/page/prefilter/script.h"
#include "importers/page/tree/tree.h"
#include "schema/base/buf.h"

/* Call before the first page: whether libxml2 reads tags, texts and references as the HTML standard
 * does (2.14 and later). */
void prefilter_start(bool by_standard);

/* Asks for an attribute beside those that the prefilter always keeps (id, class, href, itemprop …).
 * Call before the first page; the name is lower case and is copied. */
void prefilter_want_attribute(const char *name);

/*
 * What the parser gets to see, and what was learned on the way. Lightened, most of html is numbers
 * of nodes: of the element that a tag is, in its one attribute `_`, or, between PREFILTER_MARK and
 * PREFILTER_MARK_END in text, of those that need no parser (in the head, where text has no place,
 * in a <meta> that stands for them). A page's own PREFILTER_MARK characters are blanked before.
 */
enum { PREFILTER_MARK = 0x7F, PREFILTER_MARK_END = ';' };
struct prefiltered_nodes {
	struct node *first, *last; /* siblings; NULL when they were taken */
};
struct prefiltered {
	char *html; /* NUL-terminated; good until the next run */
	size_t n;
	LIST_OF(struct prefiltered_nodes) nodes;
	struct node *spare;            /* elements that were not needed after all */
	struct buf *out;               /* lightened: where html is written */
	script_list scripts;           /* lifted out, in the page's order; none unless lightened */
	struct tree_syntaxes syntaxes; /* of the nodes that were made */
	const char *cut_why; /* how the page ends in the middle of something; NULL: it does not */
	const char *capped_why; /* which tags over a limit were dropped; NULL for none */
};

/*
 * Scans n bytes of HTML; what it makes lies in the arena. Without `lighten` nothing is lifted,
 * marked or dropped but what libxml2 would misread, and every byte stays at its offset.
 */
void prefilter_run(
    struct arena *arena, const char *html, size_t n, bool lighten, struct prefiltered *prefiltered);

/* A new element, of the spare ones if there are any. */
struct node *prefiltered_node(
    struct arena *arena, struct prefiltered *prefiltered, enum tag tag, const char *name);

#endif
