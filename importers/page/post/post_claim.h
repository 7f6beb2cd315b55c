/*
 * post_claim: how the parts of a post (opinion, label, prose, trailer) add what they read, so that
 * none of them calls post.c.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_POST_CLAIM_H
#define FILMTALLY_IMPORTERS_PAGE_POST_POST_CLAIM_H

#include "importers/page/post/post.h"

/* Adds a claim of the post's film. `block` says where (the count of blocks: in the heading); rule
 * is borrowed. */
struct claim *post_claim(struct post *post, enum layer layer, const char *rule, size_t block);

#endif
