/*
 * tree: the nodes of node.h as they are made: by the document's builder from libxml2's events, and
 * by the prefilter where no parser is needed.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_TREE_TREE_H
#define FILMTALLY_IMPORTERS_PAGE_TREE_TREE_H

#include "importers/page/tree/node.h"

#include <stdint.h>

/* The tag of a lower-case name whose hash (below) is known; its name, NULL for TAG_TEXT and
 * TAG_OTHER. */
enum tag tag_of_hash(const char *name, uint32_t hash);
const char *tag_name(enum tag tag);

/* FNV-1a, the hash of names: begin with NAME_HASH and add each character. */
#define NAME_HASH 2166136261u
static inline uint32_t name_hash_add(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 16777619u;
}

/* True if the names are the same. They are short. */
static inline bool is_name(const char *a, const char *b)
{
	while (*a == *b && *a)
		a++, b++;
	return *a == *b;
}

/* A node by itself, its name the caller's; a node as the last child of another. */
struct node *tree_make(struct arena *arena, enum tag tag, const char *name);
void tree_add(struct node *parent, struct node *node);

/* Adds n bytes of text, copied; nothing when there are none. White space alone is one character. */
void tree_add_text(struct arena *arena, struct node *parent, const char *text, size_t n);

/* True if the text is white space to HTML, or empty. */
bool tree_is_blank(const char *text, size_t n);

/* The siblings from first to last become the last children of parent. */
void tree_adopt(struct node *parent, struct node *first, struct node *last);

/* Makes one of a node and its next sibling when both are text. */
void tree_join_texts(struct arena *arena, struct node *first);

/* What a page's attributes say of all of it: some element has itemscope; typeof. */
struct tree_syntaxes {
	bool has_items, has_types;
};
void tree_note_attribute(struct tree_syntaxes *syntaxes, const struct attribute *attribute);

#endif
