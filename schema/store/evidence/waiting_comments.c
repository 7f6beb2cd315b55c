/* waiting_comments.c: voters go in by their keys; then comments and their votes as they came. */
#include "schema/store/evidence/waiting_part.h"
#include "schema/store/names/voter.h"
#include "schema/store/ballots/row.h"

#include <stdlib.h>
#include <string.h>

int64_t waiting_next_comment(const struct waiting *waiting)
{
	return waiting->next_comment;
}

void waiting_take_comment(struct waiting *waiting)
{
	waiting->next_comment++;
}

void waiting_comment(struct waiting *waiting, int64_t page, const struct comment *comment,
    const char *seen_at, const uint8_t voter[VOTER_KEY_SIZE], bool anonymous,
    const uint8_t hash[VIEW_HASH])
{
	struct waiting_comment *kept = waiting_add(&waiting->comments);
	kept->id = waiting_text(waiting, comment->id);
	kept->seen_at = waiting_text(waiting, seen_at);
	kept->posted_at = waiting_text(waiting, comment->posted_at);
	kept->parent = waiting_text(waiting, comment->parent);
	kept->row = waiting->next_comment++;
	kept->page = (int32_t)page;
	kept->votes = voter != NULL;
	if (voter)
		memcpy(kept->voter, voter, sizeof kept->voter);
	memcpy(kept->hash, hash, sizeof kept->hash);
	kept->anonymous = anonymous;
	kept->removed = comment->removed;
	kept->ballot = (uint8_t)comment->ballot;
}

bool waiting_votes(struct waiting *waiting, int64_t page, int64_t mention)
{
	bool any = false;
	for (size_t i = waiting->comments.n; i-- > 0 && waiting->comments.at[i].page == page;) {
		struct waiting_comment *comment = &waiting->comments.at[i];
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
	return memcmp((*(const struct waiting_comment *const *)a)->voter,
	    (*(const struct waiting_comment *const *)b)->voter, VOTER_KEY_SIZE);
}

/* Nobody is kept out: waiting.h. */
static int voters_find(
    struct waiting_comment *const *sorted, size_t n, struct store *store, struct err *err)
{
	const struct waiting_comment *last = NULL;
	for (size_t i = 0; i < n; i++) {
		struct waiting_comment *comment = sorted[i];
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

static int comment_put(const struct waiting_comment *comment, struct store *store, struct err *err)
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

static int vote_put(const struct waiting_comment *comment, struct store *store, struct err *err)
{
	struct ballot_row row = {.mention = comment->mention,
	    .voter = (int32_t)comment->voter_id,
	    .choice = comment->ballot,
	    .tie = ballot_tie(comment->voter[0], comment->ballot)};
	ballot_row_time(&row, comment->posted_at);
	return ballot_row_put_of_page(store, &row, 2 * comment->row, err);
}

static int voters_put(struct waiting *waiting, struct store *store, struct err *err)
{
	size_t n = waiting->comments.n;
	struct waiting_comment **sorted = must_malloc(n * sizeof(struct waiting_comment *));
	for (size_t i = 0; i < n; i++)
		sorted[i] = &waiting->comments.at[i];
	qsort(sorted, n, sizeof *sorted, voter_order);
	int result = voters_find(sorted, n, store, err);
	free(sorted);
	return result;
}

int waiting_comments_put(struct waiting *waiting, struct store *store, struct err *err)
{
	if (waiting->comments.n && voters_put(waiting, store, err) != 0)
		return -1;
	for (size_t i = 0; i < waiting->comments.n; i++) {
		const struct waiting_comment *comment = &waiting->comments.at[i];
		if (comment_put(comment, store, err) < 0 ||
		    (comment->mention && vote_put(comment, store, err) < 0))
			return -1;
	}
	return 0;
}
