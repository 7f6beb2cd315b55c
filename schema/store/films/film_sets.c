/* film_sets: see film_sets.h. */
#include "schema/store/films/film_sets.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- what tells two films apart ---- */

static size_t scheme_length(const char *id)
{
	return strcspn(id, ":");
}

/* By their schemes alone. */
static int compare_schemes(const char *a, const char *b)
{
	size_t n = scheme_length(a), other = scheme_length(b);
	int order = memcmp(a, b, n < other ? n : other);
	return order ? order : (n > other) - (n < other);
}

/* The run of ids of one scheme that begins at *at, which moves behind it. */
static text_list take_scheme(const text_list *ids, size_t *at)
{
	text_list run = {.at = ids->at + *at};
	while (*at < ids->n && compare_schemes(ids->at[*at], run.at[0]) == 0)
		(*at)++, run.n++;
	return run;
}

/* True if the two sets have an id of one scheme each, and none of that scheme in common. A film has
 * many pages, so `page` is no such scheme. */
static bool ids_differ(const text_list *a, const text_list *b)
{
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		int order = compare_schemes(a->at[i], b->at[j]);
		if (order) {
			i += order < 0;
			j += order > 0;
			continue;
		}
		text_list mine = take_scheme(a, &i), theirs = take_scheme(b, &j);
		if (!text_starts(mine.at[0], "page:") && !text_set_shares(&mine, &theirs))
			return true;
	}
	return false;
}

/* Both name directors in one script, and nobody of the one worked on the other. Names in different
 * scripts say nothing. */
static bool directors_differ(const struct film_set *a, const struct film_set *b)
{
	if (!a->directors.n || !b->directors.n || text_set_shares(&a->people, &b->people))
		return false;
	for (size_t i = 0; i < a->directors.n; i++) {
		const char *script = text_script(a->directors.at[i]);
		for (size_t j = 0; script && j < b->directors.n; j++) {
			const char *other = text_script(b->directors.at[j]);
			if (other && strcmp(script, other) == 0)
				return true;
		}
	}
	return false;
}

/* A union may stretch a film over two years, or as far as one of its parts is stretched already. */
static bool years_stretch(const struct film_set *a, const struct film_set *b)
{
	if (!a->first_year || !b->first_year)
		return false;
	int first = a->first_year < b->first_year ? a->first_year : b->first_year;
	int last = a->last_year > b->last_year ? a->last_year : b->last_year;
	int allowed = 1;
	if (a->last_year - a->first_year > allowed)
		allowed = a->last_year - a->first_year;
	if (b->last_year - b->first_year > allowed)
		allowed = b->last_year - b->first_year;
	return last - first > allowed;
}

/* ---- joining ---- */

size_t film_sets_root(struct film_sets *sets, size_t i)
{
	while (sets->parent[i] != i) {
		sets->parent[i] = sets->parent[sets->parent[i]];
		i = sets->parent[i];
	}
	return i;
}

static bool decided_differ(struct film_sets *sets, size_t a, size_t b)
{
	struct film_set *set = &sets->sets[a];
	for (size_t i = 0; i < set->differs.n; i++)
		if (film_sets_root(sets, set->differs.at[i]) == b)
			return true;
	return false;
}

/* What stands against joining two different films by a rule. */
static enum identity_why against(
    struct film_sets *sets, size_t a, size_t b, enum identity_rule rule)
{
	const struct film_set *one = &sets->sets[a], *other = &sets->sets[b];
	if (decided_differ(sets, a, b))
		return IDENTITY_DECIDED_DIFFER;
	if (rule == IDENTITY_DECISION)
		return IDENTITY_TAKEN;
	if (ids_differ(&one->ids, &other->ids))
		return IDENTITY_IDS_DIFFER;
	if (rule == IDENTITY_ID)
		return IDENTITY_TAKEN;
	if (years_stretch(one, other))
		return IDENTITY_YEARS_STRETCH;
	if (rule != IDENTITY_PEOPLE && directors_differ(one, other))
		return IDENTITY_DIRECTORS_DIFFER;
	return IDENTITY_TAKEN;
}

static void unite_names(struct arena *arena, struct film_set *set, const struct film_set *other)
{
	set->ids = text_set_union(arena, &set->ids, &other->ids);
	set->directors = text_set_union(arena, &set->directors, &other->directors);
	set->people = text_set_union(arena, &set->people, &other->people);
}

/* The film of the smaller first mention takes the other in, so that a root is always its film's
 * first mention. */
static void join(struct film_sets *sets, size_t a, size_t b)
{
	size_t into = a < b ? a : b, from = a < b ? b : a;
	struct film_set *set = &sets->sets[into], *other = &sets->sets[from];
	sets->parent[from] = into;
	unite_names(sets->arena, set, other);
	for (size_t i = 0; i < other->differs.n; i++)
		*list_add(sets->arena, &set->differs) = other->differs.at[i];
	if (!set->first_year || (other->first_year && other->first_year < set->first_year))
		set->first_year = other->first_year;
	if (other->last_year > set->last_year)
		set->last_year = other->last_year;
}

void film_sets_note(
    struct film_sets *sets, size_t a, size_t b, enum identity_rule rule, enum identity_why why)
{
	*list_add(sets->arena, &sets->result->edges) = (struct identity_edge){
	    .a = a < b ? a : b, .b = a < b ? b : a, .rule = rule, .why = why};
}

enum identity_why film_sets_try(struct film_sets *sets, size_t a, size_t b, enum identity_rule rule)
{
	size_t one = film_sets_root(sets, a), other = film_sets_root(sets, b);
	if (one == other && rule != IDENTITY_DECISION)
		return IDENTITY_TAKEN; /* a stronger edge did it */
	enum identity_why why = IDENTITY_TAKEN;
	if (one != other) {
		why = against(sets, one, other, rule);
		if (why == IDENTITY_TAKEN)
			join(sets, one, other);
	}
	film_sets_note(sets, a, b, rule, why);
	return why;
}

void film_sets_keep_apart(struct film_sets *sets, size_t a, size_t b)
{
	*list_add(sets->arena, &sets->sets[film_sets_root(sets, a)].differs) = b;
	*list_add(sets->arena, &sets->sets[film_sets_root(sets, b)].differs) = a;
	film_sets_note(sets, a, b, IDENTITY_DECISION, IDENTITY_DECIDED_DIFFER);
}

/* ---- many at once ---- */

/* A person said that the film differs from that of one of the mentions. */
static bool differs_from_any(
    struct film_sets *sets, const struct film_set *set, const size_t *mentions, size_t n)
{
	for (size_t i = 0; i < set->differs.n; i++) {
		size_t other = film_sets_root(sets, set->differs.at[i]);
		for (size_t k = 0; k < n; k++)
			if (film_sets_root(sets, mentions[k]) == other)
				return true;
	}
	return false;
}

bool film_sets_could_be_one(struct film_sets *sets, const size_t *mentions, size_t n)
{
	size_t first = film_sets_root(sets, mentions[0]);
	struct film_set all = sets->sets[first];
	for (size_t i = 1; i < n; i++) {
		size_t root = film_sets_root(sets, mentions[i]);
		if (root == first)
			continue;
		const struct film_set *set = &sets->sets[root];
		if (ids_differ(&all.ids, &set->ids) || directors_differ(&all, set) ||
		    years_stretch(&all, set) || differs_from_any(sets, set, mentions, n))
			return false;
		unite_names(sets->arena, &all, set);
	}
	return true;
}

/* ---- the start ---- */

static text_list set_of(struct arena *arena, const char *const *names, size_t n)
{
	text_list set = {0};
	for (size_t i = 0; i < n; i++)
		*list_add(arena, &set) = names[i];
	text_set_sort(&set);
	return set;
}

void film_sets_start(struct film_sets *sets)
{
	struct arena *arena = sets->arena;
	sets->parent = arena_take(arena, sets->n * sizeof *sets->parent);
	sets->sets = arena_take(arena, sets->n * sizeof *sets->sets);
	for (size_t i = 0; i < sets->n; i++) {
		const struct identity_mention *mention = &sets->mentions[i];
		sets->parent[i] = i;
		sets->sets[i] =
		    (struct film_set){.ids = set_of(arena, mention->ids, mention->ids_n),
			.directors = set_of(arena, mention->directors, mention->directors_n),
			.people = set_of(arena, mention->people, mention->people_n),
			.first_year = mention->year,
			.last_year = mention->year};
	}
}
