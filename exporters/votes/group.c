/* group: rows of counts added up, group by group, in bounded memory. */
#include "exporters/votes/group.h"

#include "exporters/votes/dimension.h"
#include "schema/base/number.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 64 << 20 };

/* Calls use for each `value:count` of a kept row of ratings. */
static int cells_each(const char *cells, void (*use)(void *context, double value, int64_t n),
    void *context, struct err *err)
{
	while (*cells) {
		size_t length = strcspn(cells, " "), name = strcspn(cells, ":");
		double value;
		int64_t n;
		if (name >= length || !number_decimal(cells, name, &value) ||
		    !number_integer(cells + name + 1, length - name - 1, &n))
			return err_set(err, EXIT_SYSTEM, "a histogram is damaged: '%s'", cells);
		use(context, value, n);
		cells += length + (cells[length] == ' ');
	}
	return 0;
}

/* One film's choices, as they count towards everything that is made of choices. */
static void add_choices(struct group *group, int64_t favorite, int64_t unfavorite)
{
	group->favorite += favorite;
	group->unfavorite += unfavorite;
	if (group->editor == 1) {
		group->agreement.favorite_favorite += favorite;
		group->agreement.favorite_unfavorite += unfavorite;
	} else if (group->editor == 2) {
		group->agreement.unfavorite_favorite += favorite;
		group->agreement.unfavorite_unfavorite += unfavorite;
	}
}

struct rating_context {
	struct group *group;
	double best, worst;
	bool count_ratings;
	int64_t fresh;
};

static void add_ratings(void *context, double value, int64_t n)
{
	struct rating_context *of = context;
	double score = score_of(value, of->best, of->worst);

	of->group->ballots += n;
	of->group->ratings += n;
	if (isnan(score))
		return;
	distribution_put(&of->group->scores, score, n);
	if (!of->count_ratings)
		return;
	int side = score_choice(score);
	add_choices(of->group, side > 0 ? n : 0, side < 0 ? n : 0);
	of->group->mixed += side == 0 ? n : 0;
	of->group->plain_favorite += side > 0 ? n : 0;
	of->group->plain_unfavorite += side < 0 ? n : 0;
	of->group->new_favorite += side > 0 ? of->fresh : 0;
	of->group->new_unfavorite += side < 0 ? of->fresh : 0;
}

static void add_times(struct group *group, int64_t first, int64_t last)
{
	if (group->first_at == NO_TIME || first < group->first_at)
		group->first_at = first;
	if (group->last_at == NO_TIME || last > group->last_at)
		group->last_at = last;
}

/* What only ballots tell: how new, when, and how suspicious. */
static void add_counted(struct group *group, const struct vote_cell *cell)
{
	group->new_favorite += cell->favorite ? cell->fresh : 0;
	group->new_unfavorite += cell->unfavorite ? cell->fresh : 0;
	group->identical += cell->identical;
	group->burst += cell->burst;
	group->one_sided += cell->one_sided;
	group->flagged += cell->any_flag;
	group->plain_favorite += cell->favorite ? cell->favorite - cell->any_flag : 0;
	group->plain_unfavorite += cell->unfavorite ? cell->unfavorite - cell->any_flag : 0;
}

static int compare_scales(const void *a, const void *b)
{
	int64_t one = ((const struct known_scale *)a)->id,
		other = ((const struct known_scale *)b)->id;

	return (one > other) - (one < other);
}

/* Scales are few and mostly one, so they are not joined to every row. */
static const struct known_scale *find_scale(struct groups *groups, int64_t id)
{
	static const struct known_scale unknown = {-1, NAN, NAN};
	const struct known_scale wanted = {.id = id}, *found;

	if (groups->scale < groups->scales_n && groups->scales[groups->scale].id == id)
		return &groups->scales[groups->scale];
	found = bsearch(&wanted, groups->scales, groups->scales_n, sizeof wanted, compare_scales);
	if (!found)
		return &unknown;
	groups->scale = (size_t)(found - groups->scales);
	return found;
}

static int add_cell(struct groups *groups, struct err *err)
{
	struct group *group = &groups->group;
	const struct vote_cell *cell = &groups->cell;
	const struct known_scale *scale = find_scale(groups, cell->scale);
	struct rating_context of = {.group = group,
	    .best = scale->best,
	    .worst = scale->worst,
	    .count_ratings = groups->question->count_ratings,
	    .fresh = cell->fresh};

	group->ballots += cell->favorite + cell->unfavorite;
	add_choices(group, cell->favorite, cell->unfavorite);
	if (cell->timed)
		add_times(group, cell->first, cell->last);
	if (cell->kept)
		return cells_each(cell->kept, add_ratings, &of, err);
	add_counted(group, cell);
	if (cell->ratings)
		add_ratings(&of, cell->value, cell->ratings);
	return 0;
}

static int read_scales(struct groups *groups, struct store *store, struct err *err)
{
	struct query *query =
	    query_open(store, "SELECT scale_id, best, worst FROM scale ORDER BY scale_id", err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		groups->scales =
		    must_realloc(groups->scales, (groups->scales_n + 1) * sizeof *groups->scales);
		groups->scales[groups->scales_n++] = (struct known_scale){
		    query_int(query, 0), query_real(query, 1), query_real(query, 2)};
	}
	query_close(query);
	return got;
}

static void add_known(struct known_sum *sum, struct known_sum more)
{
	sum->known = sum->known || more.known;
	sum->n += more.n;
}

static void end_film(struct group *group)
{
	int64_t ballots = group->ballots - group->film_ballots;

	group->films_voted += ballots > 0;
	if (ballots > group->largest_film)
		group->largest_film = ballots;
}

/* A film of the group comes: its own facts, once. */
static void begin_film(struct groups *groups)
{
	struct group *group = &groups->group;
	const struct vote_cell *cell = &groups->cell;

	if (group->films)
		end_film(group);
	group->films++;
	group->film_ballots = group->ballots;
	groups->film = cell->film;
	group->editor = cell->editor;
	if ((groups->own || groups->counted) && !groups->question->count_flags)
		group->flags_unknown = true;
	if (groups->own)
		return;
	add_known(&group->comments, cell->comments);
	add_known(&group->unread, cell->unread);
	add_known(&group->poll_favorite, cell->poll_favorite);
	add_known(&group->poll_unfavorite, cell->poll_unfavorite);
	if (groups->counted)
		return;
	group->flagged += cell->flagged.n;
	group->flags_unknown = group->flags_unknown || !cell->flagged.known;
}

static void begin_group(struct groups *groups)
{
	struct distribution scores = groups->group.scores;
	const struct vote_cell *cell = &groups->cell;
	struct arena *arena = &groups->arena;

	arena_reset(arena);
	distribution_clear(&scores);
	groups->group = (struct group){.scores = scores,
	    .key = arena_text(arena, cell->key),
	    .title = arena_text(arena, cell->title),
	    .url = arena_text(arena, cell->url),
	    .year = cell->year,
	    .first_at = NO_TIME,
	    .last_at = NO_TIME};
	for (size_t i = 0; i < BY_MOST; i++)
		groups->group.labels[i] =
		    (struct label){arena_text(arena, cell->labels[i].text), cell->labels[i].number};
	begin_film(groups);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_group(const struct groups *groups)
{
	const struct vote_cell *cell = &groups->cell;

	if (question_is_by_film(groups->question))
		return cell->film == groups->film;
	for (size_t i = 0; i < groups->question->groups; i++) {
		if (!same_text(cell->labels[i].text, groups->group.labels[i].text))
			return false;
	}
	return true;
}

/* 8 × seconds + precision as a date or time of that precision. */
static void write_time(int64_t at, char out[DATE_TEXT])
{
	static const size_t lengths[] = {0, 20, 10, 7, 4};
	int64_t precision = ((at % 8) + 8) % 8;

	assert(precision <= 4);
	if (!date_from_epoch((at - precision) / 8, out))
		out[0] = '\0';
	out[lengths[precision]] = '\0';
}

static void end_group(struct groups *groups)
{
	struct group *group = &groups->group;

	end_film(group);
	if (group->first_at != NO_TIME) {
		write_time(group->first_at, group->first);
		write_time(group->last_at, group->last);
	}
}

int groups_open(struct groups *groups, struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	*groups =
	    (struct groups){.question = question, .counted = question_needs_ballots(question)};
	arena_init(&groups->arena, TEXT_MAX);
	for (size_t i = 0; i < question->groups; i++)
		groups->own = groups->own || !dimensions[question->by[i]].of_film;
	if (read_scales(groups, store, err) < 0)
		return -1;
	groups->cells = cells_open(store, question, names, err);
	if (!groups->cells)
		return -1;
	groups->got = cells_next(groups->cells, &groups->cell, err);
	return groups->got < 0 ? -1 : 0;
}

int groups_next(struct groups *groups, const struct group **group, struct err *err)
{
	if (groups->got <= 0)
		return groups->got;
	begin_group(groups);
	do {
		if (groups->cell.film != groups->film)
			begin_film(groups);
		if (add_cell(groups, err) < 0)
			return -1;
		groups->got = cells_next(groups->cells, &groups->cell, err);
	} while (groups->got > 0 && same_group(groups));
	end_group(groups);
	*group = &groups->group;
	return groups->got < 0 ? -1 : 1;
}

void groups_close(struct groups *groups)
{
	cells_close(groups->cells);
	distribution_release(&groups->group.scores);
	arena_release(&groups->arena);
	free(groups->scales);
	*groups = (struct groups){0};
}
