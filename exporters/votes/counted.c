/* counted: from ballots to sums, from sums to cells. */
#include "exporters/votes/counted.h"

#include "exporters/ballots/flags.h"
#include "exporters/ballots/numbered.h"
#include "exporters/ballots/sums.h"
#include "exporters/votes/dimension.h"
#include "exporters/votes/films.h"

#include <stdlib.h>
#include <string.h>

/* How a cell's number is made: its vote, whether since --since, and the flags. */
enum { FRESH = FLAGS, WHATS = 2 * FLAGS };

struct counted {
	struct store *store;
	const struct question *question;
	struct latest *latest;
	const struct vote_rows *vote_rows;
	uint32_t *whats; /* of each vote: the first of the same scale, choice and value */
	struct labels groups[BY_MOST];
	struct labels filters[DIMENSIONS]; /* of ballots */
	size_t filters_n;
	uint8_t *films; /* by number: 0 not wanted, else 1 + the editor's choice */
	size_t films_n;
	struct flags flags;
	struct sums *sums;
	bool own;            /* a group is the votes' own */
	struct query *facts; /* of one film, when rows tell them */
	int64_t facts_film;  /* that it stands at */
};

/* ---- what is asked ---- */

static struct latest_limit limit_of(const struct question *question)
{
	return (struct latest_limit){question->as_of, false};
}

static void find_whats(struct counted *counted)
{
	const struct vote_rows *vote_rows = counted->vote_rows;

	counted->whats = must_calloc(vote_rows->n + 1, sizeof *counted->whats);
	for (size_t i = 1; i < vote_rows->n; i++) {
		const struct vote *vote = &vote_rows->at[i], *before = vote - 1;
		bool same = vote->scale == before->scale && vote->choice == before->choice &&
		    vote->value == before->value;
		counted->whats[i] = same ? counted->whats[i - 1] : (uint32_t)i;
	}
}

static int read_films(struct counted *counted, const struct names *names, struct err *err)
{
	struct query *query = films_open(counted->store, names, err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		uint32_t film;
		got = numbered_read(query, 0, &film, err);
		if (got < 0)
			break;
		numbered_reach((void **)&counted->films, &counted->films_n, 1, film);
		counted->films[film] = (uint8_t)(1 + query_int(query, 1));
	}
	query_close(query);
	return got;
}

static int open_labels(
    struct counted *counted, struct labels *labels, enum dimension by, struct err *err)
{
	return labels_open(
	    labels, counted->store, by, counted->vote_rows, counted->question->count_ratings, err);
}

static int read_filters(struct counted *counted, const struct names *names, struct err *err)
{
	for (int i = 0; i < DIMENSIONS; i++) {
		if (!names->wanted[i] || dimensions[i].of_film)
			continue;
		struct labels *labels = &counted->filters[counted->filters_n++];
		if (open_labels(counted, labels, (enum dimension)i, err) < 0 ||
		    labels_want(labels, counted->store, names->wanted[i], err) < 0)
			return -1;
	}
	return 0;
}

static int read_groups(struct counted *counted, struct err *err)
{
	const struct question *question = counted->question;

	for (size_t i = 0; i < question->groups; i++) {
		counted->own = counted->own || !dimensions[question->by[i]].of_film;
		if (open_labels(counted, &counted->groups[i], question->by[i], err) < 0)
			return -1;
	}
	return 0;
}

static const char facts_sql[] =
    "SELECT f.film_id, f.key, f.title, f.year, f.url, s.poll_favorite, s.poll_unfavorite, "
    "s.comments, s.unread_comments FROM film f LEFT JOIN film_stats s ON s.film_id = f.film_id "
    "WHERE f.film_id = ?1";

static int begin(struct counted *counted, const struct names *names, struct err *err)
{
	const struct question *question = counted->question;

	counted->latest = latest_open(counted->store, limit_of(question), err);
	if (!counted->latest)
		return -1;
	counted->vote_rows = latest_vote_rows(counted->latest);
	find_whats(counted);
	if (read_films(counted, names, err) < 0 || read_filters(counted, names, err) < 0 ||
	    read_groups(counted, err) < 0)
		return -1;
	if (!counted->own || question_has(question, BY_FILM)) {
		counted->facts = query_open(counted->store, facts_sql, err);
		if (!counted->facts)
			return -1;
	}
	if (question->count_flags &&
	    flags_open(&counted->flags, counted->store, limit_of(question), err) < 0)
		return -1;
	counted->sums = sums_open();
	return 0;
}

/* ---- counting ---- */

static bool is_timely(
    const struct question *question, const struct latest_ballot *ballot, const struct vote *vote)
{
	if (question->from == NO_TIME && question->until == NO_TIME)
		return true;
	return vote->unit != AT_UNKNOWN &&
	    (question->from == NO_TIME || ballot->cast_at >= question->from) &&
	    (question->until == NO_TIME || ballot->cast_at < question->until);
}

static bool is_wanted(
    struct counted *counted, const struct latest_ballot *ballot, const struct vote *vote)
{
	if (ballot->film >= counted->films_n || !counted->films[ballot->film] ||
	    !is_timely(counted->question, ballot, vote))
		return false;
	for (size_t i = 0; i < counted->filters_n; i++) {
		struct labels *labels = &counted->filters[i];
		if (!labels_wants(labels, labels_of_ballot(labels, ballot, vote)))
			return false;
	}
	return true;
}

/* The ranks of one group: the film's, or the ballot's, put in `own`. A ballot without a choice or
 * value is not of a group of choices or values: then there are none. */
static size_t ranks_of(struct labels *labels, uint32_t film, const struct latest_ballot *ballot,
    const struct vote *vote, uint32_t *own, const uint32_t **ranks)
{
	if (dimensions[labels->by].of_film)
		return labels_of_film(labels, film, ranks);
	*own = labels_of_ballot(labels, ballot, vote);
	*ranks = own;
	return *own || (labels->by != BY_CHOICE && labels->by != BY_VALUE);
}

/* Adds to each group that the film or ballot is of. */
static int add_to_groups(struct counted *counted, struct sum *sum,
    const struct latest_ballot *ballot, const struct vote *vote, struct err *err)
{
	uint32_t own[BY_MOST] = {0};
	const uint32_t *ranks[BY_MOST] = {&own[0], &own[1]};
	size_t n[BY_MOST] = {1, 1};

	for (size_t i = 0; i < counted->question->groups; i++)
		n[i] = ranks_of(&counted->groups[i], sum->film, ballot, vote, &own[i], &ranks[i]);
	for (size_t i = 0; i < n[0]; i++) {
		for (size_t k = 0; k < n[1]; k++) {
			sum->group[0] = ranks[0][i];
			sum->group[1] = ranks[1][k];
			if (sums_add(counted->sums, sum, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int count_ballot(
    struct counted *counted, const struct latest_ballot *ballot, struct err *err)
{
	const struct question *question = counted->question;
	const struct vote *vote = &counted->vote_rows->at[ballot->vote];
	bool timed = vote->unit != AT_UNKNOWN;
	int64_t time = ballot->cast_at * 8 + vote->unit;

	if (!is_wanted(counted, ballot, vote))
		return 0;
	uint32_t what = counted->whats[ballot->vote] * WHATS;
	if (question->since != NO_TIME && timed && ballot->cast_at >= question->since)
		what |= FRESH;
	if (question->count_flags)
		what |= (uint32_t)flags_of(&counted->flags, ballot, vote);
	struct sum sum = {.film = ballot->film,
	    .what = what,
	    .n = 1,
	    .first = timed ? time : INT64_MAX,
	    .last = timed ? time : INT64_MIN};
	return add_to_groups(counted, &sum, ballot, vote, err);
}

static int count_ballots(struct counted *counted, struct err *err)
{
	struct latest_voter voter;
	int got;

	while ((got = latest_next(counted->latest, &voter, err)) > 0) {
		if (counted->question->count_flags &&
		    flags_voter(&counted->flags, &voter, counted->vote_rows, err) < 0)
			return -1;
		for (size_t i = 0; i < voter.n; i++) {
			if (count_ballot(counted, &voter.at[i], err) < 0)
				return -1;
		}
	}
	return got;
}

/* Films without votes are rows too, unless rows are of votes. */
static int add_films(struct counted *counted, struct err *err)
{
	for (size_t film = 0; film < counted->films_n; film++) {
		struct sum sum = {.film = (uint32_t)film, .first = INT64_MAX, .last = INT64_MIN};
		if (counted->films[film] && add_to_groups(counted, &sum, NULL, NULL, err) < 0)
			return -1;
	}
	return 0;
}

struct counted *counted_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct counted *counted = must_calloc(1, sizeof *counted);

	counted->store = store;
	counted->question = question;
	if (begin(counted, names, err) == 0 && (counted->own || add_films(counted, err) == 0) &&
	    count_ballots(counted, err) == 0 && sums_sort(counted->sums, err) == 0)
		return counted;
	counted_close(counted);
	return NULL;
}

void counted_close(struct counted *counted)
{
	if (!counted)
		return;
	for (size_t i = 0; i < BY_MOST; i++)
		labels_close(&counted->groups[i]);
	for (size_t i = 0; i < counted->filters_n; i++)
		labels_close(&counted->filters[i]);
	flags_close(&counted->flags);
	sums_close(counted->sums);
	query_close(counted->facts);
	latest_close(counted->latest);
	free(counted->whats);
	free(counted->films);
	free(counted);
}

/* ---- cells ---- */

static int read_facts(struct counted *counted, struct vote_cell *cell, struct err *err)
{
	struct query *facts = counted->facts;

	if (counted->facts_film != cell->film) {
		query_reset(facts);
		query_bind_int(facts, 1, cell->film);
		if (query_step(facts, err) <= 0)
			return -1;
		counted->facts_film = cell->film;
	}
	cell->key = query_text(facts, 1);
	cell->title = query_text(facts, 2);
	cell->year = (int)query_int(facts, 3);
	cell->url = query_text(facts, 4);
	cell->poll_favorite = known_sum(facts, 5);
	cell->poll_unfavorite = known_sum(facts, 6);
	cell->comments = known_sum(facts, 7);
	cell->unread = known_sum(facts, 8);
	return 0;
}

static void fill_votes(const struct counted *counted, const struct sum *sum, struct vote_cell *cell)
{
	const struct vote *vote = &counted->vote_rows->at[sum->what / WHATS];
	uint32_t how = sum->what % WHATS;

	cell->scale = vote->scale;
	cell->favorite = vote->choice == 1 ? sum->n : 0;
	cell->unfavorite = vote->choice == 2 ? sum->n : 0;
	cell->ratings = vote->choice == 0 ? sum->n : 0;
	cell->value = vote->value;
	cell->fresh = how & FRESH ? sum->n : 0;
	cell->identical = how & FLAG_IDENTICAL ? sum->n : 0;
	cell->burst = how & FLAG_BURST ? sum->n : 0;
	cell->one_sided = how & FLAG_ONE_SIDED ? sum->n : 0;
	cell->any_flag = how % FLAGS ? sum->n : 0;
	cell->timed = sum->first != INT64_MAX;
	cell->first = sum->first;
	cell->last = sum->last;
}

int counted_next(struct counted *counted, struct vote_cell *cell, struct err *err)
{
	const struct question *question = counted->question;
	struct sum sum;
	int got = sums_next(counted->sums, &sum, err);

	if (got <= 0)
		return got;
	*cell = (struct vote_cell){.film = sum.film, .editor = counted->films[sum.film] - 1};
	if (counted->facts && read_facts(counted, cell, err) < 0)
		return -1;
	for (size_t i = 0; i < question->groups; i++) {
		cell->labels[i] = labels_at(&counted->groups[i], sum.group[i]);
		if (question->by[i] == BY_FILM)
			cell->labels[i].text = cell->key;
	}
	if (sum.n)
		fill_votes(counted, &sum, cell);
	return 1;
}

/* ---- flags alone ---- */

static int add_flagged(
    struct flags *flags, struct latest *latest, int64_t **by_film, size_t *n, struct err *err)
{
	const struct vote_rows *vote_rows = latest_vote_rows(latest);
	struct latest_voter voter;
	int got;

	while ((got = latest_next(latest, &voter, err)) > 0) {
		if (flags_voter(flags, &voter, vote_rows, err) < 0)
			return -1;
		for (size_t i = 0; i < voter.n; i++) {
			const struct latest_ballot *ballot = &voter.at[i];
			if (!flags_of(flags, ballot, &vote_rows->at[ballot->vote]))
				continue;
			numbered_reach((void **)by_film, n, sizeof **by_film, ballot->film);
			(*by_film)[ballot->film]++;
		}
	}
	return got;
}

int64_t *counted_flagged(struct store *store, size_t *n, struct err *err)
{
	const struct latest_limit all = {NO_TIME, true};
	struct flags flags = {0};
	struct latest *latest = latest_open(store, all, err);
	int64_t *by_film = must_calloc(1, sizeof *by_film);

	*n = 1;
	if (!latest || flags_open(&flags, store, all, err) < 0 ||
	    add_flagged(&flags, latest, &by_film, n, err) < 0) {
		free(by_film);
		by_film = NULL;
	}
	flags_close(&flags);
	latest_close(latest);
	return by_film;
}
