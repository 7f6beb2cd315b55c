/* choose: which films stand in which list, and in what order. Pure. */
#include "exporters/report/report.h"
#include "exporters/stats/interval.h"

#include <stdlib.h>
#include <string.h>

static int64_t votes_of(const struct film_line *film)
{
	return film->favorite + film->unfavorite;
}

static int64_t new_of(const struct film_line *film)
{
	return film->new_favorite + film->new_unfavorite;
}

static bool has_new(const struct film_line *film)
{
	return new_of(film) > 0;
}

/* The readers' interval lies wholly on the other side of a half. */
static bool is_contradicted(const struct film_line *film)
{
	struct agreement agreement = {0};

	if (film->editor == 1)
		agreement = (struct agreement){film->favorite, film->unfavorite, 0, 0};
	else if (film->editor == 2)
		agreement = (struct agreement){0, 0, film->favorite, film->unfavorite};
	return agreement_side(&agreement, interval_z(CONFIDENCE)) == AGREES_NO;
}

static int majority(int64_t favorite, int64_t unfavorite)
{
	return (favorite > unfavorite) - (favorite < unfavorite);
}

static bool has_changed(const struct film_line *film)
{
	int before = majority(film->before_favorite, film->before_unfavorite);

	return before && before == -majority(film->favorite, film->unfavorite);
}

static bool is_unvoted(const struct film_line *film)
{
	return film->asked && votes_of(film) == 0;
}

static bool is_voted(const struct film_line *film)
{
	return votes_of(film) > 0;
}

static int by_new(const void *one, const void *other)
{
	const struct film_line *a = *(struct film_line *const *)one,
			       *b = *(struct film_line *const *)other;

	if (new_of(a) != new_of(b))
		return new_of(a) < new_of(b) ? 1 : -1;
	return strcmp(a->key, b->key);
}

static int by_votes(const void *one, const void *other)
{
	const struct film_line *a = *(struct film_line *const *)one,
			       *b = *(struct film_line *const *)other;

	if (votes_of(a) != votes_of(b))
		return votes_of(a) < votes_of(b) ? 1 : -1;
	return strcmp(a->key, b->key);
}

static struct film_line **choose(struct report *report, bool (*wanted)(const struct film_line *),
    int (*order)(const void *, const void *), size_t *n)
{
	struct film_line **films =
	    arena_take(&report->arena, (report->votes.n + 1) * sizeof *films);

	*n = 0;
	list_each (struct film_line, film, &report->votes) {
		if (wanted(film))
			films[(*n)++] = film;
	}
	qsort(films, *n, sizeof *films, order);
	return films;
}

struct film_line **report_new(struct report *report, size_t *n)
{
	return choose(report, has_new, by_new, n);
}

struct film_line **report_contradicted(struct report *report, size_t *n)
{
	return choose(report, is_contradicted, by_votes, n);
}

struct film_line **report_changed(struct report *report, size_t *n)
{
	return choose(report, has_changed, by_votes, n);
}

struct film_line **report_unvoted(struct report *report, size_t *n)
{
	return choose(report, is_unvoted, by_votes, n);
}

struct film_line **report_voted(struct report *report, size_t *n)
{
	return choose(report, is_voted, by_votes, n);
}

const char *report_title(struct report *report, const struct film_line *film)
{
	if (!film->title || !*film->title)
		return film->key;
	return film->year ? arena_format(&report->arena, "%s (%d)", film->title, film->year)
			  : film->title;
}
