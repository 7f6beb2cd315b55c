/* votes: what the report says of single votes: one reading of the ballots that count now, one of
 * those that counted before --since. */
#include "exporters/report/report.h"
#include "exporters/ballots/flags.h"
#include "exporters/ballots/numbered.h"
#include "exporters/ballots/sums.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Both sides of one film, by its number. */
struct sides {
	int64_t favorite, unfavorite, new_favorite, new_unfavorite, before_favorite,
	    before_unfavorite;
};

struct votes {
	struct report *report;
	int64_t since; /* the first second of what is new */
	struct sides *films;
	size_t films_n;
	struct flags flags;
	struct sums *months; /* by month, film and choice */
};

static struct sides *film_of(struct votes *votes, uint32_t film)
{
	numbered_reach((void **)&votes->films, &votes->films_n, sizeof *votes->films, film);
	return &votes->films[film];
}

/* ---- now ---- */

/* Votes without a time are old. */
static void count_side(
    struct votes *votes, const struct latest_ballot *ballot, const struct vote *vote)
{
	struct sides *sides = film_of(votes, ballot->film);
	bool fresh = vote->unit != AT_UNKNOWN && ballot->cast_at >= votes->since;

	sides->favorite += vote->choice == 1;
	sides->unfavorite += vote->choice == 2;
	sides->new_favorite += vote->choice == 1 && fresh;
	sides->new_unfavorite += vote->choice == 2 && fresh;
}

static void count_flags(
    struct votes *votes, const struct latest_ballot *ballot, const struct vote *vote)
{
	struct report *report = votes->report;
	int flags = flags_of(&votes->flags, ballot, vote);

	report->identical += (flags & FLAG_IDENTICAL) != 0;
	report->burst += (flags & FLAG_BURST) != 0;
	report->one_sided += (flags & FLAG_ONE_SIDED) != 0;
	report->flagged += flags != 0;
}

static int count_month(struct votes *votes, const struct latest_ballot *ballot,
    const struct vote *vote, struct err *err)
{
	int year, month, number;

	if (vote->unit == AT_UNKNOWN || vote->unit > AT_MONTH)
		return 0;
	date_civil(date_day(ballot->cast_at), &year, &month, &number);
	struct sum sum = {.group = {(uint32_t)year, (uint32_t)month},
	    .film = ballot->film,
	    .what = (uint32_t)vote->choice,
	    .n = 1};
	return sums_add(votes->months, &sum, err);
}

static int count_now(struct votes *votes, const struct latest_voter *voter,
    const struct vote_rows *vote_rows, struct err *err)
{
	if (flags_voter(&votes->flags, voter, vote_rows, err) < 0)
		return -1;
	for (size_t i = 0; i < voter->n; i++) {
		const struct vote *vote = &vote_rows->at[voter->at[i].vote];
		count_side(votes, &voter->at[i], vote);
		count_flags(votes, &voter->at[i], vote);
		if (count_month(votes, &voter->at[i], vote, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- before ---- */

static int count_before(struct votes *votes, const struct latest_voter *voter,
    const struct vote_rows *vote_rows, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < voter->n; i++) {
		int choice = vote_rows->at[voter->at[i].vote].choice;
		struct sides *sides = film_of(votes, voter->at[i].film);
		sides->before_favorite += choice == 1;
		sides->before_unfavorite += choice == 2;
	}
	return 0;
}

static int read_ballots(struct votes *votes, struct store *store, struct latest_limit limit,
    int (*count)(
	struct votes *, const struct latest_voter *, const struct vote_rows *, struct err *),
    struct err *err)
{
	struct latest *latest = latest_open(store, limit, err);
	struct latest_voter voter;
	int got = -1;

	while (latest && (got = latest_next(latest, &voter, err)) > 0) {
		if (count(votes, &voter, latest_vote_rows(latest), err) < 0) {
			got = -1;
			break;
		}
	}
	latest_close(latest);
	return got;
}

/* ---- into the report ---- */

/* The last MONTHS_MOST are shown. */
static int read_months(struct votes *votes, struct err *err)
{
	struct report *report = votes->report;
	struct group_line *line = NULL;
	struct sum sum;
	uint32_t month[2] = {0, 0}, film = 0;
	int got = sums_sort(votes->months, err);

	while (got >= 0 && (got = sums_next(votes->months, &sum, err)) > 0) {
		if (!line || memcmp(month, sum.group, sizeof month) != 0) {
			line = list_add(&report->arena, &report->months);
			line->name =
			    arena_format(&report->arena, "%04u-%02u", sum.group[0], sum.group[1]);
			memcpy(month, sum.group, sizeof month);
			film = 0;
		}
		line->films += sum.film != film;
		film = sum.film;
		*(sum.what == 1         ? &line->favorite
			: sum.what == 2 ? &line->unfavorite
					: &line->ratings) += sum.n;
	}
	if (report->months.n > MONTHS_MOST) {
		report->months.at += report->months.n - MONTHS_MOST;
		report->months.n = report->months.cap = MONTHS_MOST;
	}
	return got;
}

static const char films_sql[] =
    "WITH asked AS (SELECT DISTINCT fm.film_id FROM poll p JOIN observation USING (observation_id) "
    "JOIN mention m ON m.page_id = observation.page_id AND m.n = p.n "
    "JOIN film_mention fm ON fm.mention_id = m.mention_id) "
    "SELECT f.film_id, f.key, f.title, f.url, f.year, f.editor_choice, f.film_id IN "
    "(SELECT film_id FROM asked) FROM film f ORDER BY f.key";

static void add_agreement(struct report *report, const struct film_line *film)
{
	if (film->editor == 1) {
		report->agreement.favorite_favorite += film->favorite;
		report->agreement.favorite_unfavorite += film->unfavorite;
	} else if (film->editor == 2) {
		report->agreement.unfavorite_favorite += film->favorite;
		report->agreement.unfavorite_unfavorite += film->unfavorite;
	}
}

static void read_film(struct votes *votes, const struct query *query)
{
	struct report *report = votes->report;
	struct arena *arena = &report->arena;
	struct sides *sides = film_of(votes, (uint32_t)query_int(query, 0));
	const char *title = query_text(query, 2);

	if (sides->favorite + sides->unfavorite == 0 && !query_int(query, 6))
		return;
	struct film_line *film = list_add(arena, &report->votes);
	*film = (struct film_line){.key = arena_text(arena, query_text(query, 1)),
	    .title = title ? text_squeeze(arena, title, strlen(title)) : NULL,
	    .url = arena_text(arena, query_text(query, 3)),
	    .year = (int)query_int(query, 4),
	    .editor = (int)query_int(query, 5),
	    .favorite = sides->favorite,
	    .unfavorite = sides->unfavorite,
	    .new_favorite = sides->new_favorite,
	    .new_unfavorite = sides->new_unfavorite,
	    .before_favorite = sides->before_favorite,
	    .before_unfavorite = sides->before_unfavorite,
	    .asked = query_int(query, 6)};
	add_agreement(report, film);
}

static int read_films(struct votes *votes, struct store *store, struct err *err)
{
	struct query *query = query_open(store, films_sql, err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0)
		read_film(votes, query);
	query_close(query);
	return got;
}

int report_read_votes(struct report *report, struct store *store, int64_t since, struct err *err)
{
	const struct latest_limit now = {INT64_MIN, true}, before = {since, true};
	struct votes votes = {.report = report, .since = since, .months = sums_open()};
	int result = flags_open(&votes.flags, store, now, err);

	if (result == 0)
		result = read_ballots(&votes, store, now, count_now, err);
	if (result == 0)
		result = read_ballots(&votes, store, before, count_before, err);
	if (result == 0)
		result = read_months(&votes, err);
	if (result == 0)
		result = read_films(&votes, store, err);
	flags_close(&votes.flags);
	sums_close(votes.months);
	free(votes.films);
	return result;
}
