/*
 * block: a page as the lines that a reader sees, in order, whether it came as plain text or as
 * HTML. What reads a post (line.h, post.h) reads nothing but blocks.
 *
 * A block's gap counts the empty lines before it: blank lines of plain text; in HTML one for the
 * margin of a paragraph, heading or list, and one for every empty block and every <br> on an empty
 * line. Gaps are compared with each other, never with a number: authors' habits differ.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_BLOCK_H
#define FILMTALLY_IMPORTERS_PAGE_POST_BLOCK_H

#include "importers/page/document/document.h"

/* Addresses that stand in a block, as written. */
struct block_addresses {
	LIST_OF(const char *) links;  /* <a href> */
	LIST_OF(const char *) embeds; /* <iframe>, <embed>, <object>, <video>, <source> */
};

struct block {
	const char *text;                        /* white space squeezed; "" for an embed alone */
	const struct block_addresses *addresses; /* NULL for none */
	int gap;
	int heading; /* 1–6 inside <h1>–<h6>, else 0 */
	int line;    /* in plain text, 1-based; in HTML the number of the block */
};

struct blocks {
	LIST_OF(struct block) all;
	bool plain; /* of plain text: `line` is a line number */
};

/* Adds the blocks of n bytes of plain text, a line each; hard-wrapped lines are joined. */
void blocks_of_text(struct arena *arena, const char *text, size_t n, struct blocks *blocks);

/* Adds the blocks inside an element. Elements that `skip` (may be NULL) says true of are left
 * out. */
typedef bool block_skip(const void *context, const struct node *node);
void blocks_of_node(struct arena *arena, const struct node *region, block_skip *skip,
    const void *context, struct blocks *blocks);

/* Where a block is, for --explain and messages: "line 12" or "block 12". */
const char *block_place(
    struct arena *arena, const struct blocks *blocks, const struct block *block);

#endif
