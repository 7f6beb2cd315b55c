/*
 * markup: the posts of an HTML page and what their template says of them (hAtom, Blogger's and
 * WordPress's classes, or what a profile names): where each begins, its body, title, permalink,
 * date, author, labels.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_MARKUP_H
#define FILMTALLY_IMPORTERS_PAGE_POST_MARKUP_H

#include "importers/page/post/line.h"
#include "importers/page/tree/mask.h"

struct markup_post {
	const struct node *post; /* everything of it */
	/* what its author wrote; the post itself when the template does not say */
	const struct node *body;
	const char *title, *author, *published_at;
	const char *permalink; /* canonical */
	text_list labels;
	const char *comments; /* how many comments there are, in the page's words */
};
typedef LIST_OF(struct markup_post) markup_list;

/* Adds the page's posts, outermost first matches only, in document order. None when the page has no
 * such markup. */
void markup_read(struct arena *arena, const struct document *document,
    const struct mask_index *index, const struct rules *rules, markup_list *posts);

/* The only post, or the one whose permalink is the page's own address `url` (NULL: not known); NULL
 * for an index or when there is none. */
const struct markup_post *markup_own_post(const markup_list *posts, const char *url);

/* True of several posts, each with an address of its own, none of which is the page's. */
bool markup_is_index(const markup_list *posts, const char *url);

/* True if the rules say that the element is no part of a post's text. `context` is a struct
 * markup_outside. */
struct markup_outside {
	const struct rules *rules;
	const struct mask_index *index;
	const struct node *scope;
};
bool markup_is_outside(const void *context, const struct node *node);

#endif
