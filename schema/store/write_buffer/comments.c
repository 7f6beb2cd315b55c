/* comments.c: voters go in by their keys; then comments and their votes as they came. */
#include "schema/store/write_buffer/part.h"
#include "schema/store/names/voter.h"
#include "schema/store/ballots/row.h"

#include <stdlib.h>
#include <string.h>

int64_t write_buffer_next_comment(const struct write_buffer *buffer)
{
	return buffer->next_comment;
}

void write_buffer_take_comment(struct write_buffer *buffer)
{
	buffer->next_comment++;
}

void write_buffer_comment(struct write_buffer *buffer, int64_t page, const struct comment *comment,
    const char *seen_at, const uint8_t voter[VOTER_KEY_SIZE], bool anonymous,
    const uint8_t hash[VIEW_HASH])
{
	struct buffered_comment *kept = write_buffer_add(&buffer->comments);
	kept->id = write_buffer_text(buffer, comment->id);
	kept->seen_at = write_buffer_text(buffer, seen_at);
	kept->posted_at = write_buffer_text(buffer, comment->posted_at);
	kept->parent = write_buffer_text(buffer, comment->parent);
	kept->row = buffer->next_comment++;
	kept->page = (int32_t)page;
	kept->votes = voter != NULL;
	if (voter)
		memcpy(kept->voter, voter, sizeof kept->voter);
	memcpy(kept->hash, hash, sizeof kept->hash);
	kept->anonymous = anonymous;
	kept->removed = comment->removed;
	kept->ballot = (uint8_t)comment->ballot;
}

bool write_buffer_votes(struct write_buffer *buffer, int64_t page, int64_t mention)
{
	bool any = false;
	for (size_t i = buffer->comments.n; i-- > 0 && buffer->comments.at[i].page == page;) {
		struct buffered_comment *comment = &buffer->comments.at[i];
		bool side =
		    comment->ballot == CHOICE_FAVORITE || comment->ballot == CHOICE_UNFAVORITE;
		if (side && comment->votes && !comment->removed) {
			comment->mention = (int32_t)mention;
			any = true;
		}
	}
	return any;
}

/* ---- writing ---- */

static int voter_order(const void *a, const void *b)
{
	return memcmp((*(const struct buffered_comment *const *)a)->voter,
	    (*(const struct buffered_comment *const *)b)->voter, VOTER_KEY_SIZE);
}

/* Nobody is suppressed: write_buffer.h. */
static int voters_find(
    struct buffered_comment *const *sorted, size_t n, struct store *store, struct err *err)
{
	const struct buffered_comment *last = NULL;
	for (size_t i = 0; i < n; i++) {
		struct buffered_comment *comment = sorted[i];
		if (!comment->votes)
			continue;
		comment->voter_id = last && voter_order(&last, &comment) == 0
		    ? last->voter_id
		    : voter_id_of_key(store, comment->voter, comment->anonymous, err);
		if (comment->voter_id < 0)
			return -1;
		last = comment;
	}
	return 0;
}

static int comment_put(const struct buffered_comment *comment, struct store *store, struct err *err)
{
	sqlite3_stmt *put = db_statement(store,
	    "INSERT INTO comment (page_id, id, seen_at, removed, hash, voter_id, posted_at, "
	    "parent, "
	    "ballot, comment_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	    err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, comment->page);
	db_bind_text(put, 2, comment->id);
	db_bind_text(put, 3, comment->seen_at);
	sqlite3_bind_int(put, 4, comment->removed);
	sqlite3_bind_blob(put, 5, comment->hash, VIEW_HASH, SQLITE_STATIC);
	db_bind_known(put, 6, comment->voter_id, 0);
	db_bind_text(put, 7, comment->posted_at);
	db_bind_text(put, 8, comment->parent);
	sqlite3_bind_int(put, 9, comment->ballot);
	sqlite3_bind_int64(put, 10, comment->row);
	return db_step(store, put, err);
}

static int vote_put(const struct buffered_comment *comment, struct store *store, struct err *err)
{
	struct ballot_row row = {.mention = comment->mention,
	    .voter = (int32_t)comment->voter_id,
	    .choice = comment->ballot,
	    .tie = ballot_tie(comment->voter[0], comment->ballot)};
	ballot_row_time(&row, comment->posted_at);
	return ballot_row_put_of_page(store, &row, 2 * comment->row, err);
}

static int voters_put(struct write_buffer *buffer, struct store *store, struct err *err)
{
	size_t n = buffer->comments.n;
	struct buffered_comment **sorted = must_malloc(n * sizeof(struct buffered_comment *));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &buffer->comments.at[i];
	qsort(sorted, n, sizeof *sorted, voter_order);
	int result = voters_find(sorted, n, store, err);
	free(sorted);
	return result;
}

int write_buffer_comments_put(struct write_buffer *buffer, struct store *store, struct err *err)
{
	if (buffer->comments.n && voters_put(buffer, store, err) != 0)
		return -1;
	for (size_t i = 0; i < buffer->comments.n; i++) {
		const struct buffered_comment *comment = &buffer->comments.at[i];
		if (comment_put(comment, store, err) < 0 ||
		    (comment->mention && vote_put(comment, store, err) < 0))
			return -1;
	}
	return 0;
}
