/*
 * post_title: which line of a post is its title, and what that says of the film: titles and year.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_POST_TITLE_H
#define FILMTALLY_IMPORTERS_PAGE_POST_POST_TITLE_H

#include "importers/page/post/post.h"

/* The film's title: by the post's markup, by the page's heading, or the likeliest of the first
 * blocks; NULL for none. Adds it as a claim; sets post->titles, year and title_line. The post
 * begins with the block *first. */
const char *post_title_read(struct post *post, size_t *first);

/* `Our 10 favorite films of 2012`: the heading of a list, and no film's title. */
bool post_title_is_of_several(struct arena *arena, const char *title);

#endif
