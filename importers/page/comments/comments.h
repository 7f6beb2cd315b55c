/*
 * comments: the readers' comments of a page: Blogger's three markups and its script, WordPress
 * lists, and which of them are ballots. Facts go to record->comments; a heading that disagrees with
 * what was found is a notice.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_COMMENTS_COMMENTS_H
#define FILMTALLY_IMPORTERS_PAGE_COMMENTS_COMMENTS_H

#include "importers/page/comments/fields.h"
#include "importers/page/document/document.h"
#include "schema/record/record.h"

/*
 * Reads every comment of an HTML page, and the post's id when Blogger's markup says it. The voter
 * of who wrote the post, and of the blog's members as far as the page names them, is left out: they
 * do not vote. Pingbacks and trackbacks are no comments. Ballots are not classified yet
 * (comments_classify).
 */
void comments_read(struct arena *arena, const struct document *document, struct record *record);

/*
 * Sets each comment's ballot: the film's titles masked first; the whole
 * comment or its leading words state one side; several films (or none) on the page make any vote
 * ambiguous; removed comments, the post's author and the blog's members (voter NULL) never vote.
 * For film-page, film-feed and comment feeds alike.
 */
void comments_classify(struct arena *arena, struct record *record);

/* The count in a heading such as `No comments:`, `3 comments`, `12 Kommentare:`; -1 when it says
 * none that is understood. Zero words are a table by language. */
int64_t comments_heading_count(const char *text);

/* Blogger's id of the post that the page shows, as feeds write it; NULL when it shows none or
 * several. */
const char *comments_post_id(struct arena *arena, const struct document *document);

#endif
