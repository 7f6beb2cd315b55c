/* flags: comments are compared by SQL, bursts counted in a reading of their own, voters as they
 * come. */
#include "exporters/ballots/flags.h"

#include "exporters/ballots/sums.h"
#include "schema/store/query.h"

#include <stdlib.h>

enum { BURST_VOTES = 20, BURST_SECONDS = 3600, ONE_SIDED_VOTES = 10 };

/* ---- comments that say the same ---- */

static const char identical_sql[] =
    "SELECT comment_id FROM (SELECT comment_id, count(*) OVER (PARTITION BY lower(trim(body))) AS "
    "copies FROM comment_text WHERE length(trim(body)) >= 20) WHERE copies >= 3 ORDER BY 1";

static int read_comments(struct flags *flags, struct store *store, struct err *err)
{
	struct query *query = query_open(store, identical_sql, err);
	size_t cap = 0;
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		if (flags->comments_n == cap) {
			cap = cap ? 2 * cap : 64;
			flags->comments =
			    must_realloc(flags->comments, cap * sizeof *flags->comments);
		}
		flags->comments[flags->comments_n++] = query_int(query, 0);
	}
	query_close(query);
	return got;
}

static int compare_comments(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool is_identical(const struct flags *flags, const struct latest_ballot *ballot)
{
	int64_t comment = ballot->origin / 2;

	return ballot->origin > 0 && ballot->origin % 2 == 0 && flags->comments_n &&
	    bsearch(&comment, flags->comments, flags->comments_n, sizeof comment, compare_comments);
}

/* ---- bursts ---- */

static bool can_burst(const struct vote *vote)
{
	return vote->choice != 0 && vote->unit == AT_SECOND;
}

static int32_t hour_of(const struct latest_ballot *ballot)
{
	return (int32_t)(ballot->cast_at / BURST_SECONDS);
}

static int count_hours(struct sums *sums, struct latest *latest, struct err *err)
{
	const struct vote_rows *vote_rows = latest_vote_rows(latest);
	struct latest_voter voter;
	int got;

	while ((got = latest_next(latest, &voter, err)) > 0) {
		for (size_t i = 0; i < voter.n; i++) {
			const struct latest_ballot *ballot = &voter.at[i];
			struct sum sum = {
			    .group = {ballot->film, 0}, .film = (uint32_t)hour_of(ballot), .n = 1};
			if (can_burst(&vote_rows->at[ballot->vote]) &&
			    sums_add(sums, &sum, err) < 0)
				return -1;
		}
	}
	return got;
}

static int keep_bursts(struct flags *flags, struct sums *sums, struct err *err)
{
	struct sum sum;
	size_t cap = 0;
	int got = sums_sort(sums, err);

	while (got >= 0 && (got = sums_next(sums, &sum, err)) > 0) {
		if (sum.n < BURST_VOTES)
			continue;
		if (flags->bursts_n == cap) {
			cap = cap ? 2 * cap : 64;
			flags->bursts = must_realloc(flags->bursts, cap * sizeof *flags->bursts);
		}
		flags->bursts[flags->bursts_n++] = (struct burst){sum.group[0], (int32_t)sum.film};
	}
	return got;
}

static int read_bursts(
    struct flags *flags, struct store *store, struct latest_limit limit, struct err *err)
{
	struct latest *latest = latest_open(store, limit, err);
	struct sums *sums = sums_open();
	int result = latest ? count_hours(sums, latest, err) : -1;

	if (result == 0)
		result = keep_bursts(flags, sums, err);
	sums_close(sums);
	latest_close(latest);
	return result;
}

/* In the order of sums: hours before 1970 come after the others. */
static int compare_bursts(const void *a, const void *b)
{
	const struct burst *x = a, *y = b;

	if (x->film != y->film)
		return x->film > y->film ? 1 : -1;
	return ((uint32_t)x->hour > (uint32_t)y->hour) - ((uint32_t)x->hour < (uint32_t)y->hour);
}

static bool is_burst(
    const struct flags *flags, const struct latest_ballot *ballot, const struct vote *vote)
{
	const struct burst burst = {ballot->film, hour_of(ballot)};

	return flags->bursts_n && can_burst(vote) &&
	    bsearch(&burst, flags->bursts, flags->bursts_n, sizeof burst, compare_bursts);
}

/* ---- voters ---- */

/* 1 when the voter has no name. */
static int is_anonymous(struct flags *flags, int64_t voter, struct err *err)
{
	while (flags->anonymous_got > 0 && query_int(flags->anonymous, 0) < voter)
		flags->anonymous_got = query_step(flags->anonymous, err);
	if (flags->anonymous_got <= 0)
		return flags->anonymous_got;
	return query_int(flags->anonymous, 0) == voter;
}

int flags_voter(struct flags *flags, const struct latest_voter *voter,
    const struct vote_rows *vote_rows, struct err *err)
{
	size_t favorite = 0, unfavorite = 0;

	flags->one_sided = false;
	for (size_t i = 0; i < voter->n; i++) {
		favorite += vote_rows->at[voter->at[i].vote].choice == 1;
		unfavorite += vote_rows->at[voter->at[i].vote].choice == 2;
	}
	if (favorite + unfavorite < ONE_SIDED_VOTES || (favorite && unfavorite))
		return 0;
	int anonymous = is_anonymous(flags, voter->voter, err);
	flags->one_sided = anonymous == 0;
	return anonymous < 0 ? -1 : 0;
}

int flags_of(const struct flags *flags, const struct latest_ballot *ballot, const struct vote *vote)
{
	if (vote->choice == 0)
		return 0;
	return (is_identical(flags, ballot) ? FLAG_IDENTICAL : 0) |
	    (is_burst(flags, ballot, vote) ? FLAG_BURST : 0) |
	    (flags->one_sided ? FLAG_ONE_SIDED : 0);
}

/* ---- life cycle ---- */

int flags_open(struct flags *flags, struct store *store, struct latest_limit limit, struct err *err)
{
	*flags = (struct flags){0};
	flags->anonymous = query_open(
	    store, "SELECT voter_id FROM voter WHERE anonymous = 1 ORDER BY voter_id", err);
	if (!flags->anonymous)
		return -1;
	flags->anonymous_got = query_step(flags->anonymous, err);
	if (flags->anonymous_got < 0 || read_comments(flags, store, err) < 0)
		return -1;
	return read_bursts(flags, store, limit, err);
}

void flags_close(struct flags *flags)
{
	query_close(flags->anonymous);
	free(flags->comments);
	free(flags->bursts);
	*flags = (struct flags){0};
}
