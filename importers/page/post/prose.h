/*
 * prose: what a post tells in whole paragraphs: the synopsis under its heading, or after the
 * question to readers, and the description.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_PROSE_H
#define FILMTALLY_IMPORTERS_PAGE_POST_PROSE_H

#include "importers/page/post/opinion.h"

void prose_read(struct post *post, const struct opinion *opinion);

/* The pieces as one text, paragraphs parted by an empty line; NULL when there are none. */
const char *prose_join(struct arena *arena, const text_list *pieces);

#endif
