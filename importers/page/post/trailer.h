/*
 * trailer: the addresses of a post's trailers: a video under its heading, a video embedded in the
 * post, or a link that says so.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_TRAILER_H
#define FILMTALLY_IMPORTERS_PAGE_POST_TRAILER_H

#include "importers/page/post/post.h"

/* Sets post->trailer_lost when a heading has none below it. */
void trailers_read(struct post *post);

#endif
