/*
 * counts.c: picks the ballots that count, in one pass in the order of voters, and has them added
 * up.
 *
 * Within a mention the last row of a voter counts. Where a film has ballots of one source on
 * several mentions (mention_shared), the latest of them counts, and stands with its mention.
 */
#include "schema/store/counts/counts.h"
#include "schema/store/evidence/ballot_row.h"
#include "schema/store/db.h"
#include "schema/store/evidence/tally.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is to be counted ---- */

struct meant {
	int64_t mention;
	int64_t film; /* 0: shares with none */
	int64_t source;
	char *key; /* of a mention that shares: it decides between equal ballots */
};

struct meaning {
	struct meant *at;
	size_t n, cap;
	bool tables; /* one of them is a table's */
};

static void meaning_add(struct meaning *meaning, struct meant meant)
{
	if (meaning->n == meaning->cap) {
		meaning->cap = meaning->cap ? meaning->cap * 2 : 64;
		meaning->at = must_realloc(meaning->at, meaning->cap * sizeof *meaning->at);
	}
	meaning->at[meaning->n++] = meant;
}

static void meaning_release(struct meaning *meaning)
{
	for (size_t i = 0; i < meaning->n; i++)
		free(meaning->at[i].key);
	free(meaning->at);
}

/* Row numbers are nearly without gaps when all are meant, so the first guess is mostly right. */
static const struct meant *meaning_of(const struct meaning *meaning, int64_t mention)
{
	if (meaning->n == 0 || mention < meaning->at[0].mention)
		return NULL;
	size_t guess = (size_t)(mention - meaning->at[0].mention);
	if (guess < meaning->n && meaning->at[guess].mention == mention)
		return &meaning->at[guess];
	size_t low = 0, high = meaning->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (meaning->at[middle].mention == mention)
			return &meaning->at[middle];
		if (meaning->at[middle].mention < mention)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void meaning_row(struct meaning *meaning, sqlite3_stmt *get)
{
	struct meant meant = {sqlite3_column_int64(get, 0), sqlite3_column_int64(get, 1),
	    sqlite3_column_int64(get, 2), NULL};
	if (meant.film)
		meant.key = must_strdup((const char *)sqlite3_column_text(get, 4));
	meaning->tables = meaning->tables || sqlite3_column_type(get, 3) == SQLITE_NULL;
	meaning_add(meaning, meant);
}

#define MEANT                                                                                      \
	"SELECT m.mention_id, coalesce(s.film_id, 0), m.source_id, m.page_id, m.key FROM mention " \
	"m "                                                                                       \
	"LEFT JOIN mention_shared s ON s.mention_id = m.mention_id "

/* In the order of mentions; all of them when `mentions` is NULL. */
static int meaning_read(
    struct store *store, const struct id_set *mentions, struct meaning *meaning, struct err *err)
{
	int got = 0;
	sqlite3_stmt *get = mentions ? db_statement(store, MEANT "WHERE m.mention_id = ?1", err)
				     : db_statement(store, MEANT "ORDER BY m.mention_id", err);
	if (!get)
		return -1;
	if (!mentions) {
		while ((got = db_step(store, get, err)) > 0)
			meaning_row(meaning, get);
		return got;
	}
	for (size_t i = 0; i < mentions->n && got >= 0; i++) {
		sqlite3_bind_int64(get, 1, mentions->at[i]);
		got = db_step(store, get, err);
		if (got > 0)
			meaning_row(meaning, get);
		db_done(get);
	}
	return got < 0 ? -1 : 0;
}

/* ---- one voter after another ---- */

/* What the voter said last on one shared film in one source. */
struct held {
	const struct meant *meant;
	struct ballot_row row;
};

struct counter {
	struct store *store;
	const struct meaning *meaning;
	struct tally_set *tallies;
	struct id_set anonymous;
	struct ballot_row last; /* of the current voter and mention; voter 0 before the first */
	struct held *held;
	size_t held_n, held_cap;
};

static void held_flush(struct counter *counter)
{
	for (size_t i = 0; i < counter->held_n; i++)
		tally_add(
		    counter->tallies, &counter->held[i].row, counter->held[i].row.anonymous, 1);
	counter->held_n = 0;
}

/* Is this the one that counts? Of equal ballots that of the mention with the later key, since row
 * numbers depend on what was loaded first. */
static bool is_later(
    const struct held *held, const struct meant *meant, const struct ballot_row *row)
{
	int order = ballot_row_later(&held->row, row);
	return order < 0 || (order == 0 && strcmp(held->meant->key, meant->key) < 0);
}

static void hold(struct counter *counter, const struct meant *meant, const struct ballot_row *row)
{
	tally_add(counter->tallies, row, false, 0);
	for (size_t i = 0; i < counter->held_n; i++) {
		struct held *held = &counter->held[i];
		if (held->meant->film != meant->film || held->meant->source != meant->source)
			continue;
		if (is_later(held, meant, row))
			*held = (struct held){meant, *row};
		return;
	}
	if (counter->held_n == counter->held_cap) {
		counter->held_cap = counter->held_cap ? counter->held_cap * 2 : 16;
		counter->held =
		    must_realloc(counter->held, counter->held_cap * sizeof *counter->held);
	}
	counter->held[counter->held_n++] = (struct held){meant, *row};
}

/* The row before was the last of its voter and mention. */
static void count_last(struct counter *counter)
{
	const struct ballot_row *row = &counter->last;
	const struct meant *meant = row->voter ? meaning_of(counter->meaning, row->mention) : NULL;
	if (!meant)
		return;
	if (meant->film)
		hold(counter, meant, row);
	else
		tally_add(counter->tallies, row, row->anonymous, 1);
}

/* Rows come by voter and mention. */
static void count_row(struct counter *counter, const struct ballot_row *row)
{
	bool same = row->voter == counter->last.voter && row->mention == counter->last.mention;
	if (same && ballot_row_later(&counter->last, row) >= 0)
		return;
	if (!same)
		count_last(counter);
	if (row->voter != counter->last.voter)
		held_flush(counter);
	counter->last = *row;
}

static void count_end(struct counter *counter)
{
	count_last(counter);
	held_flush(counter);
}

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

/* All ballots in the order of their voters: the tables' by their key, the pages' sorted. There is
 * no index by mention: it would double the cost of a load, and is needed only where tables disagree
 * with themselves. */
static int count_scan(struct counter *counter, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(counter->store,
	    "SELECT " BALLOT "FROM ballot_row CROSS JOIN vote USING (vote_id) "
	    "UNION ALL SELECT " BALLOT "FROM page_ballot CROSS JOIN vote USING (vote_id) "
	    "ORDER BY voter_id, mention_id",
	    err);
	if (!get)
		return -1;
	while ((got = db_step(counter->store, get, err)) > 0) {
		if (!meaning_of(counter->meaning, sqlite3_column_int(get, 1)))
			continue;
		struct ballot_row row = ballot_of(get);
		row.anonymous = id_has(&counter->anonymous, row.voter);
		count_row(counter, &row);
	}
	count_end(counter);
	return got;
}

static int row_order(const void *a, const void *b)
{
	return ballot_row_order(a, b);
}

/* Pages alone: mention by mention, sorted here. */
static int count_pages(struct counter *counter, struct err *err)
{
	struct ballot_row *rows = NULL;
	size_t n = 0, cap = 0;
	int got = 0;
	sqlite3_stmt *get = db_statement(counter->store,
	    "SELECT " BALLOT ", anonymous FROM page_ballot CROSS JOIN vote USING (vote_id) "
	    "CROSS JOIN voter USING (voter_id) WHERE mention_id = ?1",
	    err);
	if (!get)
		return -1;
	for (size_t i = 0; got == 0 && i < counter->meaning->n; i++) {
		sqlite3_bind_int64(get, 1, counter->meaning->at[i].mention);
		while ((got = db_step(counter->store, get, err)) > 0) {
			if (n == cap) {
				cap = cap ? cap * 2 : 256;
				rows = must_realloc(rows, cap * sizeof *rows);
			}
			rows[n] = ballot_of(get);
			rows[n++].anonymous = sqlite3_column_int(get, 8) != 0;
		}
	}
	if (n)
		qsort(rows, n, sizeof *rows, row_order);
	for (size_t i = 0; i < n; i++)
		count_row(counter, &rows[i]);
	count_end(counter);
	free(rows);
	return got;
}

static int anonymous_read(struct counter *counter, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(
	    counter->store, "SELECT voter_id FROM voter WHERE anonymous = 1 ORDER BY 1", err);
	if (!get)
		return -1;
	while ((got = db_step(counter->store, get, err)) > 0)
		id_add(&counter->anonymous, sqlite3_column_int64(get, 0));
	return got;
}

/* Counts the mentions, or all when `mentions` is NULL. */
static int count(struct store *store, const struct id_set *mentions, struct err *err)
{
	struct meaning meaning = {0};
	struct counter counter = {.store = store, .meaning = &meaning, .tallies = tally_open()};
	struct id_set meant = {0};
	int result = meaning_read(store, mentions, &meaning, err);
	bool scan = !mentions || meaning.tables;
	if (result == 0 && scan)
		result = anonymous_read(&counter, err);
	if (result == 0)
		result = scan ? count_scan(&counter, err) : count_pages(&counter, err);
	for (size_t i = 0; i < meaning.n; i++)
		id_add(&meant, meaning.at[i].mention);
	if (result == 0)
		result = tally_replace(counter.tallies, store, &meant, err);
	tally_close(counter.tallies);
	id_release(&counter.anonymous);
	id_release(&meant);
	free(counter.held);
	meaning_release(&meaning);
	return result;
}

int counts_all(struct store *store, struct err *err)
{
	return count(store, NULL, err);
}

/* Is it a table's, and does it share? */
static int kind_of(struct store *store, int64_t mention, bool *table, bool *shared, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT m.page_id IS NULL, s.mention_id IS NOT NULL FROM mention m "
	    "LEFT JOIN mention_shared s ON s.mention_id = m.mention_id WHERE m.mention_id = ?1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	int got = db_step(store, get, err);
	*table = got > 0 && sqlite3_column_int(get, 0);
	*shared = got > 0 && sqlite3_column_int(get, 1);
	db_done(get);
	return got < 0 ? -1 : 0;
}

enum { PART = 4096 };

/*
 * Many mentions of pages are counted in parts, so that a large load needs little memory; those that
 * share with another stay together. With a table's among them all are counted at once: that walks
 * through all ballots.
 */
static int count_in_parts(struct store *store, const struct id_set *mentions, struct err *err)
{
	struct id_set part = {0}, shared = {0};
	bool table = false, shares = false;
	int result = 0;
	for (size_t i = 0; result == 0 && !table && i < mentions->n; i++) {
		result = kind_of(store, mentions->at[i], &table, &shares, err);
		id_add(shares ? &shared : &part, mentions->at[i]);
		if (result == 0 && !table && part.n == PART) {
			result = count(store, &part, err);
			id_clear(&part);
		}
	}
	if (result == 0 && table)
		result = count(store, mentions, err);
	if (result == 0 && !table && part.n)
		result = count(store, &part, err);
	if (result == 0 && !table && shared.n)
		result = count(store, &shared, err);
	id_release(&part);
	id_release(&shared);
	return result;
}

/* ---- who shares ---- */

static int shared_set(struct store *store, int64_t mention, int64_t film, struct err *err)
{
	sqlite3_stmt *set = film
	    ? db_statement(store, "INSERT OR REPLACE INTO mention_shared VALUES (?1, ?2)", err)
	    : db_statement(store, "DELETE FROM mention_shared WHERE mention_id = ?1", err);
	if (!set)
		return -1;
	sqlite3_bind_int64(set, 1, mention);
	if (film)
		sqlite3_bind_int64(set, 2, film);
	return db_step(store, set, err);
}

int counts_share(struct store *store, int64_t film, struct dirty *dirty, struct err *err)
{
	struct share {
		int64_t mention, source;
		bool before, ballots;
	} *shares = NULL;
	size_t n = 0, cap = 0;
	bool counts = false;
	int got, result = 0;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT m.mention_id, m.source_id, s.mention_id IS NOT NULL, "
	    "EXISTS (SELECT 1 FROM mention_histogram h WHERE h.mention_id = m.mention_id) "
	    "FROM film_mention f JOIN mention m ON m.mention_id = f.mention_id "
	    "LEFT JOIN mention_shared s ON s.mention_id = m.mention_id WHERE f.film_id = ?1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, film);
	while ((got = db_step(store, get, err)) > 0) {
		if (n == cap) {
			cap = cap ? cap * 2 : 8;
			shares = must_realloc(shares, cap * sizeof *shares);
		}
		bool counted = id_has(&dirty->counted, sqlite3_column_int64(get, 0));
		counts = counts || counted;
		shares[n++] =
		    (struct share){sqlite3_column_int64(get, 0), sqlite3_column_int64(get, 1),
			sqlite3_column_int(get, 2), sqlite3_column_int(get, 3) || counted};
	}
	for (size_t i = 0; got == 0 && result == 0 && i < n; i++) {
		bool shared = false;
		for (size_t k = 0; k < n; k++)
			shared = shared ||
			    (k != i && shares[i].ballots && shares[k].ballots &&
				shares[k].source == shares[i].source);
		if (!shared && !shares[i].before)
			continue;
		result = shared_set(store, shares[i].mention, shared ? film : 0, err);
		id_add(&dirty->shared, shares[i].mention); /* counted is being asked */
		counts = true;
	}
	free(shares);
	return got < 0 || result < 0 ? -1 : counts;
}

int counts_refresh(
    struct store *store, const struct id_set *films, struct dirty *dirty, struct err *err)
{
	for (size_t i = 0; i < films->n; i++)
		if (counts_share(store, films->at[i], dirty, err) < 0)
			return -1;
	id_add_all(&dirty->counted, &dirty->shared);
	id_settle(&dirty->counted);
	return count_in_parts(store, &dirty->counted, err);
}

int counts_fresh(struct store *store, struct dirty *dirty, struct err *err)
{
	const struct fresh_list *fresh = &dirty->fresh;
	struct id_set *counted = &dirty->counted, part = {0};
	size_t rest = 0, at = 0;
	int result = 0;
	id_settle(counted);
	for (size_t i = 0; result == 0 && i < counted->n; i++) {
		while (at < fresh->n && fresh->at[at].mention < counted->at[i])
			at++;
		if (at < fresh->n && fresh->at[at].mention == counted->at[i])
			id_add(&part, counted->at[i]);
		else
			counted->at[rest++] = counted->at[i];
		if (part.n == PART || (part.n && i + 1 == counted->n)) {
			result = count(store, &part, err);
			id_clear(&part);
		}
	}
	counted->n = rest;
	id_release(&part);
	return result;
}
