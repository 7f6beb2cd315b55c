/* latest: two readings in the order of voters, merged, and of each film and source the latest
 * kept. */
#include "exporters/ballots/latest.h"

#include "exporters/ballots/numbered.h"

#include <stdlib.h>
#include <string.h>

/* Where a mention belongs; film 0: to none. */
struct place {
	uint32_t film, source;
};

/* The place of a voter's ballot among those of its film and source. It is free unless its voter is
 * the one now. */
struct slot {
	uint64_t turn;
	size_t ballot;
};

struct latest {
	struct store *store;
	struct latest_limit limit;
	struct vote_rows vote_rows;
	uint32_t *vote_places; /* vote_id → index + 1, up to vote_ids */
	size_t vote_ids;
	struct place *places; /* by mention_id, up to mentions */
	size_t mentions;
	struct query *rows, *pages;
	int rows_got, pages_got; /* what the last step gave */

	uint64_t turn; /* the voter's, counted from 1 */
	struct latest_ballot *ballots;
	size_t n, cap;
	struct slot *slots; /* a power of two, more than twice n */
	size_t slots_n;
};

/* ---- what is in memory ---- */

static int add_vote(struct latest *latest, size_t *cap, const struct query *query, struct err *err)
{
	struct vote_rows *vote_rows = &latest->vote_rows;
	uint32_t vote;

	if (numbered_read(query, 0, &vote, err) < 0)
		return -1;
	if (vote_rows->n == *cap) {
		*cap = *cap ? 2 * *cap : 64;
		vote_rows->at = must_realloc(vote_rows->at, *cap * sizeof *vote_rows->at);
	}
	vote_rows->at[vote_rows->n++] = (struct vote){query_int(query, 1), query_real(query, 2),
	    query_real(query, 3), query_real(query, 4), (int)query_int(query, 5),
	    (enum latest_unit)query_int(query, 6), (int)query_int(query, 7)};
	numbered_reach(
	    (void **)&latest->vote_places, &latest->vote_ids, sizeof *latest->vote_places, vote);
	latest->vote_places[vote] = (uint32_t)vote_rows->n;
	return 0;
}

static int read_votes(struct latest *latest, struct err *err)
{
	struct query *query = query_open(latest->store,
	    "SELECT vote_id, scale_id, value, best, worst, choice, cast_unit, tie FROM vote "
	    "JOIN scale USING (scale_id) ORDER BY scale_id, choice, value, cast_unit, tie",
	    err);
	size_t cap = 0;
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		if (add_vote(latest, &cap, query, err) < 0) {
			got = -1;
			break;
		}
	}
	query_close(query);
	return got;
}

static int read_places(struct latest *latest, struct err *err)
{
	struct query *query = query_open(latest->store,
	    "SELECT mention_id, film_id, source_id FROM film_mention JOIN mention USING "
	    "(mention_id)",
	    err);
	uint32_t mention;
	struct place place;
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		if (numbered_read(query, 0, &mention, err) < 0 ||
		    numbered_read(query, 1, &place.film, err) < 0 ||
		    numbered_read(query, 2, &place.source, err) < 0) {
			got = -1;
			break;
		}
		numbered_reach(
		    (void **)&latest->places, &latest->mentions, sizeof *latest->places, mention);
		latest->places[mention] = place;
	}
	query_close(query);
	return got;
}

/* ---- which of two counts ---- */

static int by_number(double a, double b)
{
	return (a > b) - (a < b);
}

/* Like by_number, of their times, then of all that decides between equal times but the mention. */
static int compare(
    const struct latest *latest, const struct latest_ballot *a, const struct latest_ballot *b)
{
	const struct vote *x = &latest->vote_rows.at[a->vote], *y = &latest->vote_rows.at[b->vote];

	if (a->cast_at != b->cast_at)
		return a->cast_at > b->cast_at ? 1 : -1;
	if (x->unit != y->unit)
		return x->unit > y->unit ? 1 : -1;
	if (x->value != y->value)
		return by_number(x->value, y->value);
	if (x->tie != y->tie)
		return x->tie > y->tie ? 1 : -1;
	if (x->choice != y->choice)
		return x->choice > y->choice ? 1 : -1;
	return (x->scale > y->scale) - (x->scale < y->scale);
}

/* 1 when the first mention's key comes after the second's. */
static int key_is_later(struct latest *latest, uint32_t a, uint32_t b, struct err *err)
{
	struct query *query = query_open(latest->store,
	    "SELECT a.key > b.key FROM mention a, mention b WHERE a.mention_id = ?1 "
	    "AND b.mention_id = ?2",
	    err);
	int got = -1;

	if (query) {
		query_bind_int(query, 1, a);
		query_bind_int(query, 2, b);
		got = query_step(query, err);
		got = got > 0 ? query_int(query, 0) != 0 : got;
	}
	query_close(query);
	return got;
}

static int is_later(struct latest *latest, const struct latest_ballot *a,
    const struct latest_ballot *b, struct err *err)
{
	int order = compare(latest, a, b);

	if (order != 0 || a->mention == b->mention)
		return order > 0;
	return key_is_later(latest, a->mention, b->mention, err);
}

/* ---- a voter's ballots ---- */

static struct slot *slot_of(struct latest *latest, uint32_t film, uint32_t source)
{
	uint64_t hash = ((uint64_t)film << 32 | source) * 0x9e3779b97f4a7c15u;

	for (size_t at = hash >> 32 & (latest->slots_n - 1);;
	     at = (at + 1) & (latest->slots_n - 1)) {
		struct slot *slot = &latest->slots[at];
		const struct latest_ballot *ballot = &latest->ballots[slot->ballot];
		if (slot->turn != latest->turn ||
		    (ballot->film == film && ballot->source == source))
			return slot;
	}
}

static void make_room(struct latest *latest)
{
	if (latest->n == latest->cap) {
		latest->cap = latest->cap ? 2 * latest->cap : 256;
		latest->ballots =
		    must_realloc(latest->ballots, latest->cap * sizeof *latest->ballots);
	}
	if (2 * (latest->n + 1) < latest->slots_n)
		return;
	latest->slots_n = latest->slots_n ? 2 * latest->slots_n : 1024;
	free(latest->slots);
	latest->slots = must_calloc(latest->slots_n, sizeof *latest->slots);
	for (size_t i = 0; i < latest->n; i++)
		*slot_of(latest, latest->ballots[i].film, latest->ballots[i].source) =
		    (struct slot){latest->turn, i};
}

static bool is_meant(const struct latest *latest, int64_t cast_at, const struct vote *vote)
{
	if (latest->limit.before == INT64_MIN)
		return true;
	return vote->unit == AT_UNKNOWN ? latest->limit.undated : cast_at < latest->limit.before;
}

static int add(struct latest *latest, const struct query *query, struct err *err)
{
	int64_t mention = query_int(query, 1), vote = query_int(query, 3);
	struct latest_ballot ballot = {
	    .cast_at = query_int(query, 2), .origin = query_int(query, 4)};

	if (mention < 0 || (uint64_t)mention >= latest->mentions || !latest->places[mention].film)
		return 0;
	if (vote < 0 || (uint64_t)vote >= latest->vote_ids || !latest->vote_places[vote])
		return err_set(err, EXIT_SYSTEM, "the database is damaged: a ballot's vote");
	ballot.mention = (uint32_t)mention;
	ballot.film = latest->places[mention].film;
	ballot.source = latest->places[mention].source;
	ballot.vote = latest->vote_places[vote] - 1;
	if (!is_meant(latest, ballot.cast_at, &latest->vote_rows.at[ballot.vote]))
		return 0;
	make_room(latest);
	struct slot *slot = slot_of(latest, ballot.film, ballot.source);
	if (slot->turn != latest->turn) {
		*slot = (struct slot){latest->turn, latest->n};
		latest->ballots[latest->n++] = ballot;
		return 0;
	}
	int later = is_later(latest, &ballot, &latest->ballots[slot->ballot], err);
	if (later > 0)
		latest->ballots[slot->ballot] = ballot;
	return later < 0 ? -1 : 0;
}

/* Adds one reading's ballots of the voter. */
static int add_all(
    struct latest *latest, struct query *query, int *got, int64_t voter, struct err *err)
{
	while (*got > 0 && query_int(query, 0) == voter) {
		if (add(latest, query, err) < 0)
			return -1;
		*got = query_step(query, err);
	}
	return *got < 0 ? -1 : 0;
}

int latest_next(struct latest *latest, struct latest_voter *voter, struct err *err)
{
	latest->n = 0;
	while (latest->n == 0 && (latest->rows_got > 0 || latest->pages_got > 0)) {
		int64_t rows = latest->rows_got > 0 ? query_int(latest->rows, 0) : INT64_MAX;
		int64_t pages = latest->pages_got > 0 ? query_int(latest->pages, 0) : INT64_MAX;
		voter->voter = rows < pages ? rows : pages;
		latest->turn++;
		if (add_all(latest, latest->rows, &latest->rows_got, voter->voter, err) < 0 ||
		    add_all(latest, latest->pages, &latest->pages_got, voter->voter, err) < 0)
			return -1;
	}
	voter->at = latest->ballots;
	voter->n = latest->n;
	return latest->n > 0;
}

/* ---- life cycle ---- */

const struct vote_rows *latest_vote_rows(const struct latest *latest)
{
	return &latest->vote_rows;
}

static int begin(struct latest *latest, struct err *err)
{
	if (read_votes(latest, err) < 0 || read_places(latest, err) < 0)
		return -1;
	latest->rows = query_open(latest->store,
	    "SELECT voter_id, mention_id, cast_at, vote_id, 0 FROM ballot_row ORDER BY voter_id",
	    err);
	if (!latest->rows || (latest->rows_got = query_step(latest->rows, err)) < 0)
		return -1;
	latest->pages = query_open(latest->store,
	    "SELECT voter_id, mention_id, cast_at, vote_id, origin FROM page_ballot "
	    "ORDER BY voter_id, mention_id, origin",
	    err);
	return latest->pages ? latest->pages_got = query_step(latest->pages, err) : -1;
}

struct latest *latest_open(struct store *store, struct latest_limit limit, struct err *err)
{
	struct latest *latest = must_calloc(1, sizeof *latest);

	latest->store = store;
	latest->limit = limit;
	if (begin(latest, err) >= 0)
		return latest;
	latest_close(latest);
	return NULL;
}

void latest_close(struct latest *latest)
{
	if (!latest)
		return;
	query_close(latest->rows);
	query_close(latest->pages);
	free(latest->vote_rows.at);
	free(latest->vote_places);
	free(latest->places);
	free(latest->ballots);
	free(latest->slots);
	free(latest);
}
