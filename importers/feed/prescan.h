/*
 * prescan: who writes a blog, learned from the whole of an Atom file before it is read for its
 * posts. Exports hold comments in any order, and a member's comment may stand before the member's
 * first post. A pipe is read once: there, what the feed has said so far must do.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_PRESCAN_H
#define FILMTALLY_IMPORTERS_FEED_PRESCAN_H

#include "importers/feed/members.h"
#include "schema/base/input.h"

/* Adds the members that the input names, and begins the input anew: -1 with err when it can't. What
 * can't be read is left to the reading proper. */
int prescan_members(struct input *input, const char *charset, struct members *members,
    struct err *err) __attribute__((warn_unused_result));

#endif
