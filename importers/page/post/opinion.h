/*
 * opinion: what a post says of favorite and unfavorite: the choice block, the headline (the
 * sentence in which its writer speaks for the site), the question to readers and its counts. Each
 * becomes a claim of the post's film.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_OPINION_H
#define FILMTALLY_IMPORTERS_PAGE_POST_OPINION_H

#include "importers/page/post/post.h"

struct opinion {
	bool on_film; /* a choice, a question to readers, or a headline that speaks of films */
	/* `anchor` is the block of the question, else of the headline: the synopsis follows it */
	bool anchored;
	size_t anchor;
};

struct opinion opinion_read(struct post *post);

/* True of `Favorite: 12 votes`: a choice and its count. */
bool opinion_is_count(const struct post *post, const char *text);

#endif
