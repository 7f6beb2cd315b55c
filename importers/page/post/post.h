/*
 * post: what one post says of one film, read from its blocks, plain text and HTML alike: title and
 * year, the site's verdict, the question to readers, synopsis, description, interview, labels,
 * trailer, publisher. Everything becomes a claim (claim.h); layers.h weighs it against structured
 * data.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_POST_H
#define FILMTALLY_IMPORTERS_PAGE_POST_POST_H

#include "importers/page/film/claim.h"
#include "importers/page/post/line.h"

struct post {
	/* given */
	struct arena *arena;
	const struct blocks *blocks;
	const struct rules *rules;
	/* the post's own title by its markup; NULL: find it among the blocks */
	const char *heading;
	const char *
	    page_heading; /* of a post without a title of its own; NULL: find it among the blocks */
	const char *base_url; /* for links; may be NULL */
	int year_max;
	/* the blocks are one post's: plain text, an entry, or marked as a post. Otherwise they are
	 * whatever the page shows, and only a vote on a film with a year makes it one */
	bool sure;
	struct arena scratch; /* while labels are read */
	/* read */
	struct claims *claims;
	struct record *record; /* its interview */
	const struct line *lines;
	struct masks titles;
	const char *title_line; /* the block that is the title, as written; NULL for none */
	int year;               /* of the heading; 0 for none */
	bool is_film;           /* there is evidence of a film; without it no claim was added */
	bool poll_uncounted;    /* a question to readers without numbers */
	bool trailer_lost;      /* a trailer's heading without its address */
	bool choice_unread;     /* a choice block that says neither choice */
	int64_t comments;       /* of a heading among the blocks; -1 for none */
};

static inline const struct block *post_block(const struct post *post, size_t i)
{
	return &post->blocks->all.at[i];
}

/* Reads the post. Fills what is under "read", and adds to claims and record->interview. */
void post_read(struct post *post);

#endif
