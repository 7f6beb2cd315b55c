/*
 * page_ballots.c: comments and reviews that vote become rows of page_ballot, which are counted as
 * those of tables are. They are dropped and made again whenever evidence of their page changed.
 */
#include "schema/store/derive/page_ballots.h"
#include "schema/store/ballots/row.h"
#include "schema/store/db.h"
#include "schema/store/names/scale.h"

#include <stdlib.h>

/* The rows of one page, gathered before any is written. */
struct page_votes {
	struct store *store;
	struct page_vote {
		int64_t origin;
		struct ballot_row row;
	} * at;
	size_t n, cap;
};

static struct page_vote *vote_add(struct page_votes *votes)
{
	if (votes->n == votes->cap) {
		votes->cap = votes->cap ? votes->cap * 2 : 64;
		votes->at = must_realloc(votes->at, votes->cap * sizeof *votes->at);
	}
	struct page_vote *vote = &votes->at[votes->n++];
	*vote = (struct page_vote){0};
	return vote;
}

/* Columns that both kinds share: 0 the row's number, 1 mention, 2 voter, 3 first byte of its key, 4
 * posted_at. */
static struct ballot_row *row_start(
    struct page_votes *votes, sqlite3_stmt *get, int origin_kind, uint8_t choice)
{
	struct page_vote *vote = vote_add(votes);
	struct ballot_row *row = &vote->row;
	const uint8_t *key = sqlite3_column_blob(get, 3);
	vote->origin = 2 * sqlite3_column_int64(get, 0) + origin_kind;
	row->mention = sqlite3_column_int(get, 1);
	row->voter = sqlite3_column_int(get, 2);
	row->choice = choice;
	row->tie = ballot_tie(key ? *key : 0, choice);
	ballot_row_time(row, (const char *)sqlite3_column_text(get, 4));
	return row;
}

static sqlite3_stmt *of_page(struct store *store, const char *sql, int64_t page, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (statement)
		sqlite3_bind_int64(statement, 1, page);
	return statement;
}

/* A comment votes when its page shows one film and it says a side; a person's word on it goes
 * first. */
static int comments_vote(struct page_votes *votes, int64_t page, struct err *err)
{
	int got;
	sqlite3_stmt *get = of_page(votes->store,
	    "SELECT c.comment_id, m.mention_id, c.voter_id, v.key, c.posted_at, "
	    "CASE d.choice WHEN 'favorite' THEN 1 WHEN 'unfavorite' THEN 2 WHEN 'none' THEN 0 "
	    "ELSE c.ballot END AS side "
	    "FROM comment c JOIN comment_decided d USING (comment_id) "
	    "JOIN page_shown p ON p.page_id = c.page_id AND p.films = 1 "
	    "JOIN mention m ON m.page_id = c.page_id AND m.n = 1 "
	    "JOIN voter v ON v.voter_id = c.voter_id "
	    "WHERE c.page_id = ?1 AND c.removed = 0 AND side IN (1, 2)",
	    page, err);
	if (!get)
		return -1;
	while ((got = db_step(votes->store, get, err)) > 0)
		row_start(votes, get, 0, (uint8_t)sqlite3_column_int(get, 5));
	return got;
}

/* A review with a value is a rating, one with a choice alone a vote. */
static int reviews_vote(struct page_votes *votes, int64_t page, struct err *err)
{
	int got;
	sqlite3_stmt *get = of_page(votes->store,
	    "SELECT r.review_id, m.mention_id, r.voter_id, v.key, r.posted_at, "
	    "r.choice, r.value, r.best, r.worst FROM review r "
	    "JOIN mention m ON m.page_id = r.page_id AND m.n = r.n "
	    "JOIN voter v ON v.voter_id = r.voter_id "
	    "WHERE r.page_id = ?1 AND (r.value IS NOT NULL OR r.choice IN (1, 2))",
	    page, err);
	if (!get)
		return -1;
	while ((got = db_step(votes->store, get, err)) > 0) {
		bool rating = sqlite3_column_type(get, 6) != SQLITE_NULL;
		struct ballot_row *row =
		    row_start(votes, get, 1, rating ? 0 : (uint8_t)sqlite3_column_int(get, 5));
		if (!rating)
			continue;
		double best = db_real(get, 7), worst = db_real(get, 8);
		row->value = sqlite3_column_double(get, 6);
		row->scale = scale_id(best, worst);
		if (scale_put(votes->store, row->scale, best, worst, err) != 0) {
			db_done(get);
			return -1;
		}
	}
	return got;
}

static int put_rows(struct page_votes *votes, int64_t page, struct dirty *dirty, struct err *err)
{
	for (size_t i = 0; i < votes->n; i++)
		if (ballot_row_put_of_page(
			votes->store, &votes->at[i].row, votes->at[i].origin, err) < 0)
			return -1;
	sqlite3_stmt *get =
	    of_page(votes->store, "SELECT mention_id FROM mention WHERE page_id = ?1", page, err);
	int got = get ? 1 : -1;
	while (get && (got = db_step(votes->store, get, err)) > 0)
		id_add(&dirty->counted, sqlite3_column_int64(get, 0));
	return got;
}

static int replace_rows(
    struct page_votes *votes, int64_t page, struct dirty *dirty, struct err *err)
{
	sqlite3_stmt *wipe = of_page(votes->store,
	    "DELETE FROM page_ballot WHERE mention_id IN "
	    "(SELECT mention_id FROM mention WHERE page_id = ?1)",
	    page, err);
	if (!wipe || db_step(votes->store, wipe, err) < 0)
		return -1;
	if (sqlite3_changes(votes->store->db) == 0 && votes->n == 0)
		return 0;
	return put_rows(votes, page, dirty, err);
}

static int all_vote(struct page_votes *votes, int64_t page, struct err *err)
{
	int result = comments_vote(votes, page, err);
	return result == 0 ? reviews_vote(votes, page, err) : result;
}

int page_ballots(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
{
	struct page_votes votes = {.store = store};
	int result = all_vote(&votes, page, err);
	if (result == 0)
		result = replace_rows(&votes, page, dirty, err);
	free(votes.at);
	return result;
}

int page_ballots_first(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
{
	struct page_votes votes = {.store = store};
	int result = all_vote(&votes, page, err);
	if (result == 0 && votes.n)
		result = put_rows(&votes, page, dirty, err);
	free(votes.at);
	return result;
}
