/*
 * node: a page's tree, which lies in the page's arena, and asking it: walking, attributes, text.
 * It holds elements and text, no comments. Its depth has no limit, so walk it with node_next,
 * never by recursion. All pointers live as long as the arena.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_TREE_NODE_H
#define FILMTALLY_IMPORTERS_PAGE_TREE_NODE_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Elements that somebody asks for by name, or rules of the prefilter do; every other one is
 * TAG_OTHER and told by node->name. */
/* clang-format off */
#define TAG_LIST(X) \
    X(a) X(abbr) X(address) X(area) X(article) X(aside) X(audio) X(b) X(base) X(basefont) \
    X(bgsound) X(big) X(blockquote) X(body) X(br) X(button) X(caption) X(center) X(cite) X(code) \
    X(col) X(colgroup) X(command) X(data) X(dd) X(del) X(details) X(dir) X(div) X(dl) X(dt) X(em) \
    X(embed) X(fieldset) X(figcaption) X(figure) X(font) X(footer) X(form) X(frame) X(frameset) \
    X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header) X(hr) X(html) X(i) X(iframe) X(img) \
    X(input) X(isindex) X(keygen) X(label) X(legend) X(li) X(link) X(listing) X(main) X(menu) \
    X(meta) X(meter) X(nav) X(noembed) X(noframes) X(noscript) X(object) X(ol) X(optgroup) \
    X(option) X(p) X(param) X(plaintext) X(pre) X(q) X(ruby) X(s) X(script) X(section) X(select) \
    X(small) X(source) X(span) X(strike) X(strong) X(style) X(sub) X(summary) X(sup) X(svg) \
    X(table) X(tbody) X(td) X(textarea) X(tfoot) X(th) X(thead) X(time) X(title) X(tr) X(track) \
    X(tt) X(u) X(ul) X(var) X(video) X(wbr) X(xmp)
/* clang-format on */
#define TAG_ENUM(name) TAG_##name,
enum tag { TAG_TEXT, TAG_OTHER, TAG_LIST(TAG_ENUM) TAG_COUNT };

/* The tag of a lower-case element name. */
enum tag tag_of_name(const char *name);

struct attribute {
	const char *name;  /* lower case */
	const char *value; /* entities resolved; "" when there is none */
	struct attribute *next;
};

/* 64 bytes: a page of tiny elements is mostly nodes, and none may take more than its worker has. */
struct node {
	unsigned tag : 8;    /* enum tag */
	unsigned order : 24; /* document order, from 0; as many nodes would take 1 GiB */
	unsigned text_n;
	const char *name; /* lower-case element name; NULL for text */
	/* Text nodes: NUL-terminated, entities resolved, white space as it stood; white space alone
	 * is one character. */
	const char *text;
	struct attribute *attributes;
	struct node *parent, *first, *last, *next;
};

/* ---- walking ---- */

/* The next node in document order within `within` (NULL: after the last); node_after skips node's
 * children. */
struct node *node_next(const struct node *node, const struct node *within);
struct node *node_after(const struct node *node, const struct node *within);

/* The next element with the tag after `from` within `within`; start with from = within. */
struct node *node_find(const struct node *from, const struct node *within, enum tag tag);

/* An attribute's value, or NULL. */
const char *node_attribute(const struct node *node, const char *name);
const char *node_id(const struct node *node);
const char *node_class(const struct node *node);
/* True if the space-separated attribute (class, rel, itemprop) holds the word, exactly. */
bool node_has_word(const struct node *node, const char *attribute, const char *word);
bool node_has_class(const struct node *node, const char *name);

/* True for elements that start a line of their own (p, div, li, h1, br, tr …). */
bool tag_is_block(enum tag tag);

/* All text inside, white space squeezed, a space where a block or <br> begins; "" when there is
 * none. Scripts and styles are left out. node_lines keeps a LF at blocks and <br>. node_raw_text
 * joins the text as it stands (the DOM's textContent). */
char *node_text(struct arena *arena, const struct node *node);
char *node_lines(struct arena *arena, const struct node *node);
char *node_raw_text(struct arena *arena, const struct node *node);

#endif
