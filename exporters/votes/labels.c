/* labels: ranks read from the database in the labels' order, or reckoned from a ballot's day. */
#include "exporters/votes/labels.h"

#include "exporters/ballots/numbered.h"
#include "exporters/stats/distribution.h"
#include "exporters/votes/dimension.h"
#include "schema/base/buf.h"
#include "schema/base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	YEAR_ZERO = 719528, /* days from 0000-01-01 to 1970-01-01 */
	SQL_MAX = 1 << 12,
	NO_DAY = INT32_MIN
};
#define TEXTS_MAX ((size_t)1 << 32)

static bool is_period(enum dimension by)
{
	return by == BY_MONTH || by == BY_WEEK || by == BY_DAY;
}

/* ---- texts ---- */

static uint32_t add_label(struct labels *labels, const char *text, double number)
{
	struct label *label = list_add(&labels->arena, &labels->at);

	*label = (struct label){arena_text(&labels->arena, text), number};
	return (uint32_t)labels->at.n - 1;
}

/* The rank of the label that the query gives, after those before it in the order of labels. */
static uint32_t next_rank(struct labels *labels, const struct query *query, int column)
{
	const char *text = query_text(query, column);
	const struct label *last = &labels->at.at[labels->at.n - 1];

	if (labels->by == BY_FILM)
		return add_label(labels, NULL, NAN); /* each film is one */
	if (!text || !*text)
		return 0;
	if (last->text && strcmp(last->text, text) == 0)
		return (uint32_t)labels->at.n - 1;
	return add_label(labels, text, query_real(query, column));
}

/* ---- of films ---- */

struct pair {
	uint32_t film, rank;
};

struct pairs {
	struct pair *at;
	size_t n, cap;
};

static void add_pair(struct pairs *pairs, struct pair pair)
{
	if (pairs->n == pairs->cap) {
		pairs->cap = pairs->cap ? 2 * pairs->cap : 1024;
		pairs->at = must_realloc(pairs->at, pairs->cap * sizeof *pairs->at);
	}
	pairs->at[pairs->n++] = pair;
}

/* Pairs come by rank: put by film, a film's ranks are in order, and each stands once. */
static void put_by_film(struct labels *labels, const struct pairs *pairs)
{
	labels->starts = must_calloc(labels->films + 2, sizeof *labels->starts);
	labels->ranks = must_malloc((pairs->n + 1) * sizeof *labels->ranks);
	for (size_t i = 0; i < pairs->n; i++)
		labels->starts[pairs->at[i].film + 2]++;
	for (size_t i = 2; i < labels->films + 2; i++)
		labels->starts[i] += labels->starts[i - 1];
	for (size_t i = 0; i < pairs->n; i++)
		labels->ranks[labels->starts[pairs->at[i].film + 1]++] = pairs->at[i].rank;
}

static int read_films(struct labels *labels, struct store *store, struct err *err)
{
	const struct dimension_spec *dimension = &dimensions[labels->by];
	struct buf sql = BUF_INIT(SQL_MAX);
	struct pairs pairs = {0};
	int got = -1;

	buf_add_format(&sql, "SELECT DISTINCT %s, f.film_id FROM film f %s ORDER BY 1",
	    dimension->value, dimension->join);
	struct query *query = query_open(store, buf_text(&sql), err);
	while (query && (got = query_step(query, err)) > 0) {
		uint32_t film;
		got = numbered_read(query, 1, &film, err);
		if (got < 0)
			break;
		if (film >= labels->films)
			labels->films = (size_t)film + 1;
		add_pair(&pairs, (struct pair){film, next_rank(labels, query, 0)});
	}
	query_close(query);
	buf_release(&sql);
	if (got == 0)
		put_by_film(labels, &pairs);
	free(pairs.at);
	return got;
}

size_t labels_of_film(const struct labels *labels, uint32_t film, const uint32_t **ranks)
{
	static const uint32_t none;

	if (film >= labels->films || labels->starts[film] == labels->starts[film + 1]) {
		*ranks = &none;
		return 1;
	}
	*ranks = labels->ranks + labels->starts[film];
	return labels->starts[film + 1] - labels->starts[film];
}

/* ---- of ballots ---- */

static int read_sources(struct labels *labels, struct store *store, struct err *err)
{
	struct query *query =
	    query_open(store, "SELECT name, source_id FROM source ORDER BY name", err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		uint32_t source;
		got = numbered_read(query, 1, &source, err);
		if (got < 0)
			break;
		numbered_reach((void **)&labels->of, &labels->of_n, sizeof *labels->of, source);
		labels->of[source] = next_rank(labels, query, 0);
	}
	query_close(query);
	return got;
}

static void rank_sides(struct labels *labels, const struct vote_rows *vote_rows, bool count_ratings)
{
	static const char *const sides[] = {"favorite", "mixed", "unfavorite"};

	for (int i = 0; i < 3; i++)
		add_label(labels, sides[i], NAN);
	for (size_t i = 0; i < vote_rows->n; i++) {
		const struct vote *vote = &vote_rows->at[i];
		double score = score_of(vote->value, vote->best, vote->worst);
		if (vote->choice)
			labels->of[i] = vote->choice == 1 ? 1 : 3;
		else if (count_ratings && !isnan(score))
			labels->of[i] = (uint32_t)(2 - score_choice(score));
	}
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int compare_numbers(const void *a, const void *b)
{
	return compare_doubles(
	    &((const struct label *)a)->number, &((const struct label *)b)->number);
}

/* The rank of a value; 0 when none has it. */
static uint32_t rank_of_value(const struct labels *labels, double value)
{
	const struct label wanted = {NULL, value};
	const struct label *found =
	    bsearch(&wanted, labels->at.at + 1, labels->at.n - 1, sizeof wanted, compare_numbers);

	return found ? (uint32_t)(found - labels->at.at) : 0;
}

static void rank_values(struct labels *labels, const struct vote_rows *vote_rows)
{
	double *values = must_malloc((vote_rows->n + 1) * sizeof *values);
	size_t n = 0;

	for (size_t i = 0; i < vote_rows->n; i++) {
		if (vote_rows->at[i].choice == 0)
			values[n++] = vote_rows->at[i].value;
	}
	qsort(values, n, sizeof *values, compare_doubles);
	for (size_t i = 0; i < n; i++) {
		char text[NUMBER_TEXT];
		number_shortest(values[i], text);
		if (i == 0 || values[i] != values[i - 1])
			add_label(labels, text, values[i]);
	}
	free(values);
	for (size_t i = 0; i < vote_rows->n; i++)
		labels->of[i] =
		    vote_rows->at[i].choice ? 0 : rank_of_value(labels, vote_rows->at[i].value);
}

/* Months are numbered from year 0, weeks by their Monday's day. */
static uint32_t period_rank(enum dimension by, int64_t day)
{
	int year, month, number;

	if (by == BY_WEEK)
		day = date_monday(day);
	if (by != BY_MONTH)
		return day < -YEAR_ZERO ? 0 : (uint32_t)(day + YEAR_ZERO + 1);
	date_civil(day, &year, &month, &number);
	return year < 0 ? 0 : (uint32_t)(12 * year + month);
}

/* A time that is known no better than its month has no week. */
static uint32_t rank_of_time(
    struct labels *labels, const struct latest_ballot *ballot, const struct vote *vote)
{
	int64_t day = date_day(ballot->cast_at);

	if (vote->unit == AT_UNKNOWN || vote->unit > (labels->by == BY_MONTH ? AT_MONTH : AT_DAY))
		return 0;
	if (day != labels->day) {
		labels->day = day;
		labels->day_rank = period_rank(labels->by, day);
	}
	return labels->day_rank;
}

uint32_t labels_of_ballot(
    struct labels *labels, const struct latest_ballot *ballot, const struct vote *vote)
{
	if (is_period(labels->by))
		return rank_of_time(labels, ballot, vote);
	if (labels->by == BY_SOURCE)
		return ballot->source < labels->of_n ? labels->of[ballot->source] : 0;
	return labels->of[ballot->vote];
}

/* Cells of one period come one after the other: its text is written once. */
static const char *period_text(struct labels *labels, uint32_t rank)
{
	int year = (int)((rank - 1) / 12), month = (int)((rank - 1) % 12) + 1, day;
	size_t max = sizeof labels->period;

	if (rank == labels->period_rank)
		return labels->period;
	labels->period_rank = rank;
	if (labels->by == BY_MONTH) {
		snprintf(labels->period, max, "%04d-%02d", year, month);
		return labels->period;
	}
	date_civil((int64_t)rank - 1 - YEAR_ZERO, &year, &month, &day);
	snprintf(labels->period, max, "%04d-%02d-%02d", year, month, day);
	return labels->period;
}

struct label labels_at(struct labels *labels, uint32_t rank)
{
	if (is_period(labels->by))
		return (struct label){rank ? period_text(labels, rank) : NULL, NAN};
	return rank < labels->at.n ? labels->at.at[rank] : labels->at.at[0];
}

/* ---- filters ---- */

static int compare_ranks(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The rank of a period by its text; 0 when it is no such text, and then `found` is false. */
static uint32_t rank_of_period(struct labels *labels, const char *text, bool *found)
{
	char date[DATE_TEXT];
	int64_t second;
	uint32_t rank = 0;

	*found = !*text;
	snprintf(date, sizeof date, "%s%s", text, labels->by == BY_MONTH ? "-01" : "");
	if (strlen(text) < DATE_TEXT - 4 && date_to_epoch(date, &second))
		rank = period_rank(labels->by, date_day(second));
	if (rank)
		*found = strcmp(period_text(labels, rank), text) == 0;
	return rank;
}

static uint32_t rank_of_text(const struct labels *labels, const char *text)
{
	for (uint32_t rank = 1; rank < labels->at.n; rank++) {
		if (strcmp(labels->at.at[rank].text, text) == 0)
			return rank;
	}
	return 0;
}

/* The rank that one wanted label has. */
static uint32_t rank_wanted(struct labels *labels, const struct query *query, bool *found)
{
	uint32_t rank;

	if (is_period(labels->by))
		return rank_of_period(labels, query_text(query, 0), found);
	rank = labels->by == BY_VALUE ? rank_of_value(labels, query_real(query, 1))
				      : rank_of_text(labels, query_text(query, 0));
	*found = rank > 0;
	return rank;
}

int labels_want(struct labels *labels, struct store *store, const char *list, struct err *err)
{
	struct query *query = query_open(store, "SELECT value, value + 0 FROM json_each(?1)", err);
	int got = -1;

	if (query)
		query_bind_text(query, 1, list);
	while (query && (got = query_step(query, err)) > 0) {
		bool found = false;
		uint32_t rank = rank_wanted(labels, query, &found);
		if (!found)
			continue;
		labels->wanted =
		    must_realloc(labels->wanted, (labels->wanted_n + 1) * sizeof *labels->wanted);
		labels->wanted[labels->wanted_n++] = rank;
	}
	query_close(query);
	if (labels->wanted_n)
		qsort(labels->wanted, labels->wanted_n, sizeof *labels->wanted, compare_ranks);
	return got;
}

bool labels_wants(const struct labels *labels, uint32_t rank)
{
	return labels->wanted_n &&
	    bsearch(&rank, labels->wanted, labels->wanted_n, sizeof rank, compare_ranks);
}

/* ---- life cycle ---- */

int labels_open(struct labels *labels, struct store *store, enum dimension by,
    const struct vote_rows *vote_rows, bool count_ratings, struct err *err)
{
	*labels = (struct labels){.by = by, .day = NO_DAY};
	arena_init(&labels->arena, TEXTS_MAX);
	add_label(labels, NULL, NAN);
	if (dimensions[by].of_film)
		return read_films(labels, store, err);
	if (by == BY_SOURCE)
		return read_sources(labels, store, err);
	if (is_period(by))
		return 0;
	labels->of_n = vote_rows->n;
	labels->of = must_calloc(vote_rows->n + 1, sizeof *labels->of);
	if (by == BY_CHOICE)
		rank_sides(labels, vote_rows, count_ratings);
	else
		rank_values(labels, vote_rows);
	return 0;
}

void labels_close(struct labels *labels)
{
	arena_release(&labels->arena);
	free(labels->starts);
	free(labels->ranks);
	free(labels->of);
	free(labels->wanted);
	*labels = (struct labels){0};
}
