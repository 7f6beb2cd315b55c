/*
 * make: what an entry becomes: the source of a page (for page_read), or a comment of a record.
 * Pure: entry and head in, structs in the arena out.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_MAKE_H
#define FILMTALLY_IMPORTERS_FEED_MAKE_H

#include "importers/feed/kind.h"
#include "importers/feed/reader.h"
#include "importers/page/page.h"

/* A post's own address, canonical; NULL when neither the entry nor the feed says it. blog: --url or
 * NULL. */
const char *make_url(
    struct arena *arena, const struct feed *feed, const struct entry *post, const char *blog);

/* The entry as a page: everything page_read can be told. Its bytes are the entry's or the
 * arena's. */
struct page_source make_source(
    struct arena *arena, const struct feed *feed, const struct entry *post, const char *blog);

/* The count of comments that the entry says it has; -1 for none. */
int64_t make_comment_count(const struct entry *post);

/* A comment of its own entry; *post is what it is to: the post's address, else its id, else
 * NULL. */
struct comment make_comment(struct arena *arena, const struct entry *entry, const char **post);

/* A wp:comment inside the item whose address is url (may be NULL). */
struct comment make_wordpress_comment(
    struct arena *arena, const struct entry *comment, const char *url);

#endif
