/*
 * steps: the steps of comments.c, each over one source: the markup, the script, the heading. Only
 * comments.c uses them.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_COMMENTS_STEPS_H
#define FILMTALLY_IMPORTERS_PAGE_COMMENTS_STEPS_H

#include "importers/page/comments/comments.h"

/* What a page's comments say before they are a record. */
struct comment_list {
	LIST_OF(struct comment) items;
	int64_t pings;  /* pingbacks and trackbacks, which headings count */
	bool container; /* there is a place for comments */
	/* what a WordPress id is unique within: the page's host, else its digest */
	const char *host;
	int64_t count;     /* what the page says; -1 for nothing */
	text_list members; /* voter ids of the post's author and the blog's members */
};

/* Comments in markup, in document order. (markup.c) */
void comment_markup_read(
    struct arena *arena, const struct document *document, struct comment_list *list);

/* Comments in Blogger's script, in its order; and the post's author. (script.c) */
void comment_script_read(
    struct arena *arena, const struct document *document, struct comment_list *list);

/* The count that a heading or data-num-comments says, and whether there is a place for comments.
 * (heading.c) */
void comment_heading_read(
    struct arena *arena, const struct document *document, struct comment_list *list);

/* Who writes the blog: links of the post's author and of the profile boxes. (members.c) */
void comment_members_read(
    struct arena *arena, const struct document *document, struct comment_list *list);

/* True for a voter id among list->members. */
bool comment_is_member(const struct comment_list *list, const char *voter);

#endif
