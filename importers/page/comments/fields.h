/*
 * fields: the fields of one comment in their one form, whoever says them: a page's markup or
 * script, a feed, an export.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_COMMENTS_FIELDS_H
#define FILMTALLY_IMPORTERS_PAGE_COMMENTS_FIELDS_H

#include "schema/base/arena.h"

/* The voter of a comment: `blogger:<id>` from a profile address, else the author's URL, else
 * `comment:<id>`; e-mails and typed names identify nobody. */
const char *comments_voter(struct arena *arena, const char *author_url, const char *comment_id);

/*
 * A comment's id in its one form, so that page, feed and export agree: Blogger's number (it is
 * unique over all blogs) from `c123`, `…#c123`, `tag:…post-123` or the number itself;
 * `host#comment-12` for WordPress, from `comment-12`, `…#comment-12` or the number (host may be
 * NULL). NULL when the text names none.
 */
const char *comments_blogger_id(struct arena *arena, const char *text);
const char *comments_wordpress_id(struct arena *arena, const char *host, const char *text);

/* The text of a comment given as HTML, a LF at each break. */
const char *comments_body(struct arena *arena, const char *html);

/* The time in `?showComment=1300921849824`, canonical; NULL when there is none (or no url). */
const char *comments_permalink_time(struct arena *arena, const char *url);

#endif
