/* comment_batch: see comment_batch.h. */
#include "importers/feed/comment_batch.h"

#include "importers/page/comments/comments.h"
#include "importers/page/words/lexicon.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	ARENA_MAX = 64 << 20,
	COMMENTS_MAX = 1000,      /* of one record */
	COMMENTS_BYTES = 4 << 20, /* of one record */
	TITLES_BYTES = 4 << 20    /* of what is known of posts */
};

/* A film whose title would be read as a vote, so that comments without their post can have it
 * masked. */
struct titled {
	const char *url, *id;
	struct film film;
	struct titled *next;
};

void comment_batch_open(struct comment_batch *batch, struct arena *known, struct writer *writer)
{
	*batch = (struct comment_batch){
	    .known = known, .writer = writer, .record = record_init(RECORD_COMMENTS)};
	arena_init(&batch->arena, ARENA_MAX);
}

void comment_batch_release(struct comment_batch *batch)
{
	arena_release(&batch->arena);
}

static struct titled *titled_post(const struct comment_batch *batch, const char *post)
{
	for (struct titled *it = batch->titled; it; it = it->next)
		if ((it->url && !strcmp(it->url, post)) || (it->id && !strcmp(it->id, post)))
			return it;
	return NULL;
}

void comment_batch_flush(struct comment_batch *batch)
{
	struct record *record = &batch->record;
	if (record->comments.items.n) {
		struct titled *titled = titled_post(batch, record->post);
		if (titled)
			*list_add(&batch->arena, &record->films) = titled->film;
		comments_classify(&batch->arena, record);
		writer_put(batch->writer, record);
	}
	arena_reset(&batch->arena);
	*record = record_init(RECORD_COMMENTS);
}

void comment_batch_know_title(struct comment_batch *batch, const struct record *record)
{
	if (record->films.n != 1 || !record->films.at->title ||
	    !lexicon_may_speak(record->films.at->title) || batch->known->taken > TITLES_BYTES)
		return;
	struct titled *titled = arena_take(batch->known, sizeof *titled);
	titled->url = arena_text(batch->known, record->page.url);
	titled->id = arena_text(batch->known, record->page.id);
	titled->film = film_init();
	titled->film.title = arena_text(batch->known, record->films.at->title);
	titled->next = batch->titled;
	batch->titled = titled;
}

void comment_batch_turn_to(struct comment_batch *batch, const char *post)
{
	const struct record *record = &batch->record;
	bool other = record->post && (!post || strcmp(record->post, post));
	if (other || record->comments.items.n == COMMENTS_MAX ||
	    batch->arena.taken > COMMENTS_BYTES)
		comment_batch_flush(batch);
}

void comment_batch_add(struct comment_batch *batch, const struct comment *comment, const char *post)
{
	struct record *record = &batch->record;
	if (!record->post || strcmp(record->post, post))
		record->post = arena_text(&batch->arena, post);
	*list_add(&batch->arena, &record->comments.items) = *comment;
}
