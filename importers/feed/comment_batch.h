/*
 * comment_batch: comments that wait, in one record, until another post's come: so an export in any
 * order stays in constant memory, and one post's comments are few records.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_COMMENT_BATCH_H
#define FILMTALLY_IMPORTERS_FEED_COMMENT_BATCH_H

#include "importers/feed/writer.h"

struct comment_batch {
	struct arena arena; /* the waiting comments' own */
	struct record record;
	struct titled *titled; /* posts whose film's title reads like a vote */
	struct arena *known;   /* borrowed: for the rest of the feed */
	struct writer *writer; /* borrowed */
};

void comment_batch_open(struct comment_batch *batch, struct arena *known, struct writer *writer);
void comment_batch_release(struct comment_batch *batch);

/* Makes room for a comment to that post (NULL: unknown): what waits for another is written. */
void comment_batch_turn_to(struct comment_batch *batch, const char *post);

/* Adds a comment, whose texts are in batch->arena, after others of the same post. */
void comment_batch_add(
    struct comment_batch *batch, const struct comment *comment, const char *post);

/* Writes what waits. */
void comment_batch_flush(struct comment_batch *batch);

/* Remembers a post whose film's title holds a word that a vote may be made of. */
void comment_batch_know_title(struct comment_batch *batch, const struct record *record);

#endif
