/* pick: see pick.h. Ballots come in the order of voters, so that a voter's other ballots need not
 * be looked up. */
#include "schema/store/counts/pick.h"
#include "schema/store/fetch.h"

#include <stdlib.h>
#include <string.h>

/* ---- one voter after another ---- */

/* The voter's latest ballot on one shared film in one source. */
struct latest {
	const struct scope_mention *mention;
	struct ballot_row row;
};

struct pick {
	struct store *store;
	const struct scope *scope;
	struct tally_set *tallies;
	struct id_set anonymous;
	struct ballot_row last; /* of the current voter and mention; voter 0 before the first */
	struct latest *shared;  /* of the current voter */
	size_t shared_n, shared_cap;
};

static void count_shared(struct pick *pick)
{
	for (size_t i = 0; i < pick->shared_n; i++) {
		const struct ballot_row *row = &pick->shared[i].row;
		tally_add(pick->tallies, row, row->anonymous, 1);
	}
	pick->shared_n = 0;
}

/* Is this later than the latest? Of equal ballots that of the mention with the later key, since row
 * numbers depend on what was loaded first. */
static bool is_later(
    const struct latest *latest, const struct scope_mention *mention, const struct ballot_row *row)
{
	int order = ballot_row_later(&latest->row, row);
	return order < 0 || (order == 0 && strcmp(latest->mention->key, mention->key) < 0);
}

static void share_row(
    struct pick *pick, const struct scope_mention *mention, const struct ballot_row *row)
{
	tally_add(pick->tallies, row, false, 0);
	for (size_t i = 0; i < pick->shared_n; i++) {
		struct latest *latest = &pick->shared[i];
		if (latest->mention->film != mention->film ||
		    latest->mention->source != mention->source)
			continue;
		if (is_later(latest, mention, row))
			*latest = (struct latest){mention, *row};
		return;
	}
	if (pick->shared_n == pick->shared_cap) {
		pick->shared_cap = pick->shared_cap ? pick->shared_cap * 2 : 16;
		pick->shared = must_realloc(pick->shared, pick->shared_cap * sizeof *pick->shared);
	}
	pick->shared[pick->shared_n++] = (struct latest){mention, *row};
}

/* The row before was the last of its voter and mention. */
static void count_last(struct pick *pick)
{
	const struct ballot_row *row = &pick->last;
	const struct scope_mention *mention =
	    row->voter ? scope_find(pick->scope, row->mention) : NULL;
	if (!mention)
		return;
	if (mention->film)
		share_row(pick, mention, row);
	else
		tally_add(pick->tallies, row, row->anonymous, 1);
}

/* Rows come by voter and mention. */
static void count_row(struct pick *pick, const struct ballot_row *row)
{
	bool same = row->voter == pick->last.voter && row->mention == pick->last.mention;
	if (same && ballot_row_later(&pick->last, row) >= 0)
		return;
	if (!same)
		count_last(pick);
	if (row->voter != pick->last.voter)
		count_shared(pick);
	pick->last = *row;
}

static void count_end(struct pick *pick)
{
	count_last(pick);
	count_shared(pick);
	free(pick->shared);
}

/* ---- all ballots ---- */

#define BALLOT "voter_id, mention_id, cast_at, cast_unit, value, tie, choice, scale_id "

static struct ballot_row ballot_of(sqlite3_stmt *get)
{
	return (struct ballot_row){.voter = sqlite3_column_int(get, 0),
	    .mention = sqlite3_column_int(get, 1),
	    .cast_at = sqlite3_column_int64(get, 2),
	    .unit = (uint8_t)sqlite3_column_int(get, 3),
	    .value = sqlite3_column_double(get, 4),
	    .tie = (uint8_t)sqlite3_column_int(get, 5),
	    .choice = (uint8_t)sqlite3_column_int(get, 6),
	    .scale = sqlite3_column_int(get, 7)};
}

/* By the order of their voters: the tables' by their key, the pages' sorted. There is no index by
 * mention: it would double the cost of a load, and is needed only where tables disagree with
 * themselves. */
static int walk_all(struct pick *pick, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(pick->store,
	    "SELECT " BALLOT "FROM ballot_row CROSS JOIN vote USING (vote_id) "
	    "UNION ALL SELECT " BALLOT "FROM page_ballot CROSS JOIN vote USING (vote_id) "
	    "ORDER BY voter_id, mention_id",
	    err);
	if (!get)
		return -1;
	while ((got = db_step(pick->store, get, err)) > 0) {
		if (!scope_find(pick->scope, sqlite3_column_int(get, 1)))
			continue;
		struct ballot_row row = ballot_of(get);
		row.anonymous = id_has(&pick->anonymous, row.voter);
		count_row(pick, &row);
	}
	count_end(pick);
	return got;
}

int pick_from_all(
    struct store *store, const struct scope *scope, struct tally_set *tallies, struct err *err)
{
	struct pick pick = {.store = store, .scope = scope, .tallies = tallies};
	int result = fetch_set(store,
	    db_statement(store, "SELECT voter_id FROM voter WHERE anonymous = 1 ORDER BY 1", err),
	    &pick.anonymous, err);
	if (result == 0)
		result = walk_all(&pick, err);
	id_release(&pick.anonymous);
	return result;
}

/* ---- ballots of pages ---- */

struct ballots {
	struct ballot_row *at;
	size_t n, cap;
};

static void ballots_add(struct ballots *ballots, struct ballot_row row)
{
	if (ballots->n == ballots->cap) {
		ballots->cap = ballots->cap ? ballots->cap * 2 : 256;
		ballots->at = must_realloc(ballots->at, ballots->cap * sizeof *ballots->at);
	}
	ballots->at[ballots->n++] = row;
}

static int ballots_read(
    struct store *store, const struct scope *scope, struct ballots *ballots, struct err *err)
{
	int got = 0;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT " BALLOT ", anonymous FROM page_ballot CROSS JOIN vote USING (vote_id) "
	    "CROSS JOIN voter USING (voter_id) WHERE mention_id = ?1",
	    err);
	if (!get)
		return -1;
	for (size_t i = 0; got == 0 && i < scope->n; i++) {
		sqlite3_bind_int64(get, 1, scope->at[i].mention);
		while ((got = db_step(store, get, err)) > 0) {
			struct ballot_row row = ballot_of(get);
			row.anonymous = sqlite3_column_int(get, 8) != 0;
			ballots_add(ballots, row);
		}
	}
	return got;
}

static int row_order(const void *a, const void *b)
{
	return ballot_row_order(a, b);
}

/* They are read mention by mention, and sorted here. */
int pick_from_pages(
    struct store *store, const struct scope *scope, struct tally_set *tallies, struct err *err)
{
	struct pick pick = {.store = store, .scope = scope, .tallies = tallies};
	struct ballots ballots = {0};
	int result = ballots_read(store, scope, &ballots, err);
	if (ballots.n)
		qsort(ballots.at, ballots.n, sizeof *ballots.at, row_order);
	for (size_t i = 0; i < ballots.n; i++)
		count_row(&pick, &ballots.at[i]);
	count_end(&pick);
	free(ballots.at);
	return result;
}
