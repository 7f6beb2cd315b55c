/*
 * entry: one post, comment or other entry of a feed as its elements say it, before anything is made
 * of it. Atom, RSS, Blogger's two exports and WordPress's come in the same fields.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_ENTRY_H
#define FILMTALLY_IMPORTERS_FEED_ENTRY_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"

#include <stdbool.h>

/* Texts of an entry (or of the feed's head, or of a comment inside a WordPress item). */
enum entry_text {
	ENTRY_NONE,
	ENTRY_ID, /* atom:id, guid */
	ENTRY_TITLE,
	ENTRY_CONTENT,   /* atom:content, content:encoded: in entry->content */
	ENTRY_SUMMARY,   /* atom:summary, description */
	ENTRY_PUBLISHED, /* published, issued, pubDate, dc:date, blogger:created last */
	ENTRY_UPDATED,
	ENTRY_CREATED,
	ENTRY_LINK,     /* RSS's link */
	ENTRY_ORIGLINK, /* feedburner:origLink */
	ENTRY_COMMENT_FEED,
	ENTRY_CREATOR, /* dc:creator, RSS's author: a name */
	ENTRY_NAME,    /* of the author */
	ENTRY_URI,
	ENTRY_DRAFT,
	ENTRY_TOTAL,    /* thr:total, slash:comments */
	ENTRY_TYPE,     /* blogger:type, wp:post_type, wp:comment_type */
	ENTRY_STATUS,   /* blogger:status, wp:status, wp:comment_approved */
	ENTRY_TRASHED,  /* blogger:trashed: when it was put in the bin; empty in what was not */
	ENTRY_PARENT,   /* blogger:parent */
	ENTRY_IN_REPLY, /* blogger:inReplyTo, wp:comment_parent */
	ENTRY_FILENAME, /* blogger:filename */
	ENTRY_USER,     /* wp:comment_user_id, wp:author_id */
	ENTRY_CATEGORY, /* RSS's category: a label */
	ENTRY_TOTAL_RESULTS,
	ENTRY_START_INDEX,
	ENTRY_BASE, /* wp:base_blog_url */
	ENTRY_LANGUAGE,
	ENTRY_FILM_TITLE, /* Letterboxd: what a member watched, and how they rated it */
	ENTRY_FILM_YEAR,
	ENTRY_MEMBER_RATING,
	ENTRY_MEMBER_LIKE,
	ENTRY_TMDB,
	ENTRY_TMDB_SERIES,
	ENTRY_COUNT
};

struct entry_link {
	const char *rel, *type, *href;
};

struct entry {
	struct arena arena;
	const char *text[ENTRY_COUNT]; /* the first of each; white space at the ends taken off */
	LIST_OF(struct entry_link) links;
	LIST_OF(const char *) labels;
	LIST_OF(const char *) author_uris; /* of the head: every author's */
	const char *kind;                  /* Blogger's kind category, in full */
	const char *title_type, *content_type;
	const char *reply_ref, *reply_href; /* thr:in-reply-to */
	struct buf content;                 /* HTML, or what ENTRY_CONTENT's type says */
	bool removed;                       /* blogger.contentRemoved */
	bool protected;                     /* wp:post_password is set */
	bool rss, wordpress;
	long line;     /* where it began, for messages */
	bool too_long; /* a field was longer than its limit */
};

enum { CONTENT_MAX = 16 << 20, TEXT_MAX = 1 << 20, BYTES_MAX = 24 << 20 };
enum {
	LABELS_MAX = 1000,
	LABEL_MAX = 1000,
	URL_MAX = 8192
}; /* labels; bytes of one, of an address */

void entry_init(struct entry *entry);
void entry_clear(struct entry *entry);
void entry_release(struct entry *entry);

/* The address of the first link of that rel ("" is none) whose type begins so (NULL: any); NULL
 * when there is none. */
const char *entry_link(const struct entry *entry, const char *rel, const char *type);

/* A date of the entry (ISO 8601 or RFC 822) in canonical form; NULL for none. */
const char *entry_time(struct arena *arena, const char *text);

/* A copy in the entry's arena, repaired (mojibake.h); NULL, and the entry is marked, when it is
 * longer than max. */
const char *entry_keep(struct entry *entry, const char *text, size_t max);

/* Adds a label, unless it is empty or one too many. */
void entry_add_label(struct entry *entry, const char *label);

#endif
