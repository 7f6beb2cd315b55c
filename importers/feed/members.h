/*
 * members: who writes the blog, as far as the feed has said: its authors and the authors of posts.
 * They do not vote.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_MEMBERS_H
#define FILMTALLY_IMPORTERS_FEED_MEMBERS_H

#include "importers/feed/reader.h"
#include "schema/record/record.h"

struct members {
	struct arena arena, scratch;
	text_list voters;
	size_t head; /* of the head's authors, those already here */
};

void members_open(struct members *members);
void members_release(struct members *members);

/* Adds the author of that address (NULL: none); the authors that the feed's head names. Beyond a
 * limit no more are learned. */
void members_add(struct members *members, const char *uri);
void members_of_feed(struct members *members, const struct feed *feed);

bool members_has(const struct members *members, const char *voter);

/* True for a WordPress user's number among the export's authors. */
bool members_is_user(const struct feed *feed, const char *user);

#endif
