/*
 * kind: what an entry of a feed or export is. Only posts become pages and only live comments may
 * vote; everything else is told apart and counted by its kind.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_KIND_H
#define FILMTALLY_IMPORTERS_FEED_KIND_H

#include "importers/feed/entry.h"

enum kind {
	KIND_POST,
	KIND_COMMENT,
	KIND_DRAFT,
	KIND_SCHEDULED,
	KIND_PRIVATE,
	KIND_TRASHED,
	KIND_PAGE,
	KIND_SETTINGS,
	KIND_TEMPLATE,
	KIND_SPAM,
	KIND_PENDING, /* a comment nobody approved */
	KIND_PING,    /* pingbacks and trackbacks */
	KIND_OTHER,   /* WordPress's own: attachments, menus, revisions */
	KIND_UNKNOWN,
	KIND_COUNT
};

/* The kind's name for n of them: "post", "posts". */
const char *kind_name(enum kind kind, long n);

/* KIND_UNKNOWN sets *unknown to the word that is not known, verbatim. */
enum kind kind_of_entry(const struct entry *entry, const char **unknown);
enum kind kind_of_wordpress_comment(const struct entry *comment, const char **unknown);

/* The address of a comment's own link: one with showComment or #comment-1; NULL when the entry has
 * none. */
const char *kind_comment_link(const struct entry *entry);

#endif
