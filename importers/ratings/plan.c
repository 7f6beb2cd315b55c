/* plan: see plan.h. */
#include "importers/ratings/plan.h"

#include "importers/ratings/header.h"

#include <math.h>
#include <string.h>

unsigned plan_columns(const struct plan *plan)
{
	unsigned found = 0;
	for (int column = 0; column < COLUMNS; column++)
		if (plan->at[column] >= 0)
			found |= 1u << column;
	return found;
}

static void apply_layout(const struct layout *layout, char **names, size_t n, struct plan *plan)
{
	plan->name = layout->name;
	plan->scheme = layout->scheme;
	plan->worst = layout->worst;
	plan->best = layout->best;
	for (int column = 0; column < COLUMNS; column++)
		plan->at[column] = header_find(names, n, (*layout->names)[column]);
	if (!plan->scheme && plan->at[COLUMN_FILM] >= 0)
		plan->scheme = header_scheme(names[plan->at[COLUMN_FILM]]);
	header_part_title_and_choice(names, n, (*layout->names)[COLUMN_CHOICE],
	    &plan->at[COLUMN_TITLE], &plan->at[COLUMN_CHOICE]);
	/* A word that could be either is one column only: `film` may be both an id and a title. */
	if (plan->at[COLUMN_TITLE] == plan->at[COLUMN_FILM])
		plan->at[COLUMN_TITLE] = -1;
}

static bool apply_map(struct arena *arena, const struct described *described, char **names,
    size_t n, struct plan *plan, const char **why)
{
	plan->name = "table";
	plan->worst = plan->best = NAN;
	for (int column = 0; column < COLUMNS; column++) {
		const char *wanted = described->map[column];
		plan->at[column] = wanted ? header_find_named(arena, names, n, wanted) : -1;
		if (wanted && plan->at[column] < 0) {
			*why = arena_format(arena, "no column is named \"%s\"", wanted);
			return false;
		}
	}
	if (plan->at[COLUMN_FILM] >= 0)
		plan->scheme = header_scheme(names[plan->at[COLUMN_FILM]]);
	return true;
}

/* The needs that no header's names can state: NULL when all is there. */
static const char *what_lacks(const struct described *described, const struct plan *plan)
{
	unsigned found = plan_columns(plan);
	if (!described->has_film && !(found & (COLUMN_BIT(FILM) | COLUMN_BIT(TITLE))))
		return "no column names the film";
	if (plan->totals)
		return NULL;
	if (!described->has_choice &&
	    !(found & (COLUMN_BIT(CHOICE) | COLUMN_BIT(VALUE) | COLUMN_BIT(LIKE))))
		return strcmp(plan->name, "letterboxd") == 0
		    ? "no column says the choice or value, unless every film in it is a favorite"
		    : "no column says the choice or value";
	if (!described->has_voter && !(found & COLUMN_BIT(VOTER)))
		return "no column names the voter";
	if ((found & COLUMN_BIT(VALUE)) && !(found & COLUMN_BIT(BEST)) && isnan(plan->best))
		return "nothing states the scale of the values";
	return NULL;
}

bool plan_find_layout(char **names, size_t n, struct plan *plan)
{
	for (size_t i = 0; i < layouts_n; i++) {
		apply_layout(&layouts[i], names, n, plan);
		if ((plan_columns(plan) & layouts[i].needed) == layouts[i].needed)
			return true;
	}
	return false;
}

bool plan_make(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, struct plan *plan, const char **why)
{
	char **names = header_names(arena, header, n);
	*plan = (struct plan){.fields = n};
	if (described->map) {
		if (!apply_map(arena, described, names, n, plan, why))
			return false;
	} else if (!plan_find_layout(names, n, plan)) {
		*why = "the header is of no known table";
		return false;
	}
	/* An entry of a Letterboxd diary has its own address, which is not the film's. */
	if (strcmp(plan->name, "letterboxd") == 0 && header_find(names, n, "watched date") >= 0)
		plan->at[COLUMN_FILM] = -1;
	if (!isnan(described->best)) {
		plan->best = described->best;
		plan->worst = described->worst;
	}
	plan->totals = plan->at[COLUMN_VOTES] >= 0 || plan->at[COLUMN_FAVORITE] >= 0;
	*why = what_lacks(described, plan);
	return *why == NULL;
}

/* ---- what the rows tell ---- */

/* The field of that number in the line at `at`, which ends before `end`. */
static const char *field_at(const char *at, const char *end, int number, char delimiter, size_t *n)
{
	for (; number > 0; number--) {
		at = memchr(at, delimiter, (size_t)(end - at));
		if (!at)
			return NULL;
		at++;
	}
	const char *stop = memchr(at, delimiter, (size_t)(end - at));
	*n = (size_t)((stop ? stop : end) - at);
	return at;
}

bool plan_look(struct plan *plan, const struct described *described, const char *sample, size_t n,
    char delimiter)
{
	enum { ROWS = 100, IMDB_DIGITS = 7 };
	const char *end = sample + n, *line = memchr(sample, '\n', n), *next;
	int rows = 0;
	if (!plan->scheme || strcmp(plan->scheme, "movielens") != 0)
		return false;
	for (; line && rows < ROWS && (next = memchr(line + 1, '\n', (size_t)(end - line - 1)));
	     line = next, rows++) {
		size_t length;
		const char *id =
		    field_at(line + 1, next, plan->at[COLUMN_FILM], delimiter, &length);
		if (!id || length < IMDB_DIGITS || strspn(id, "0123456789") < length)
			return false;
	}
	if (rows == 0)
		return false;
	plan->scheme = "imdb";
	if (strcmp(plan->name, "movielens") == 0) {
		plan->name = "movietweetings";
		plan->worst = isnan(described->best) ? 0 : plan->worst;
		plan->best = isnan(described->best) ? 10 : plan->best;
	}
	return true;
}
