/*
 * identity: see identity.h. Each rule sorts the mentions into buckets and tries the edges within;
 * film_sets.h joins, or refuses.
 */
#include "schema/store/films/identity.h"
#include "schema/store/films/film_sets.h"

#include <stdlib.h>
#include <string.h>

/* Most films of one bucket that a mention is tried against; hostile data would make it
 * quadratic. */
enum { TRIED_MAX = 32 };

/* A mention in the bucket of a key: an id, a title, a title and a person. */
struct entry {
	const char *key;
	int year;
	size_t mention;
};
typedef LIST_OF(struct entry) entry_list;

/* ---- buckets ---- */

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = strcmp(a->key, b->key);
	if (order == 0)
		order = (a->year > b->year) - (a->year < b->year);
	return order ? order : (a->mention > b->mention) - (a->mention < b->mention);
}

static void sort_entries(entry_list *entries)
{
	if (entries->n)
		qsort(entries->at, entries->n, sizeof *entries->at, compare_entries);
}

/* The end of the run of entries from `start` that have its key. */
static size_t bucket_end(const entry_list *entries, size_t start)
{
	size_t end = start + 1;
	while (end < entries->n && strcmp(entries->at[end].key, entries->at[start].key) == 0)
		end++;
	return end;
}

static void add_entry(struct film_sets *sets, entry_list *entries, const char *key, size_t mention)
{
	*list_add(sets->arena, entries) =
	    (struct entry){.key = key, .year = sets->mentions[mention].year, .mention = mention};
}

/* ---- the rules ---- */

/* Later decisions come first: what they say stands, and an earlier one against it is overruled. */
static void rule_decision(
    struct film_sets *sets, const struct identity_decision *decisions, size_t n)
{
	for (size_t i = n; i-- > 0;) {
		size_t a = decisions[i].a, b = decisions[i].b;
		if (decisions[i].same) {
			if (film_sets_try(sets, a, b, IDENTITY_DECISION) != IDENTITY_TAKEN)
				sets->result->edges.at[sets->result->edges.n - 1].why =
				    IDENTITY_OVERRULED;
		} else if (film_sets_root(sets, a) == film_sets_root(sets, b)) {
			film_sets_note(sets, a, b, IDENTITY_DECISION, IDENTITY_OVERRULED);
		} else {
			film_sets_keep_apart(sets, a, b);
		}
	}
}

/* Each is tried against the first of every film that the bucket has so far. */
static void join_bucket(struct film_sets *sets, const struct entry *entries, size_t n)
{
	size_t tried[TRIED_MAX] = {entries[0].mention}, tried_n = 1;
	for (size_t i = 1; i < n; i++) {
		enum identity_why why = IDENTITY_IDS_DIFFER;
		for (size_t k = 0; k < tried_n && why != IDENTITY_TAKEN; k++)
			why = film_sets_try(sets, tried[k], entries[i].mention, IDENTITY_ID);
		if (why != IDENTITY_TAKEN && tried_n < TRIED_MAX)
			tried[tried_n++] = entries[i].mention;
	}
}

static void rule_id(struct film_sets *sets)
{
	entry_list entries = {0};
	for (size_t i = 0; i < sets->n; i++)
		for (size_t k = 0; k < sets->mentions[i].ids_n; k++)
			add_entry(sets, &entries, sets->mentions[i].ids[k], i);
	for (size_t i = 0; i < entries.n; i++)
		entries.at[i].year = 0; /* ids ignore years */
	sort_entries(&entries);
	for (size_t start = 0, end; start < entries.n; start = end) {
		end = bucket_end(&entries, start);
		join_bucket(sets, &entries.at[start], end - start);
	}
}

/* One bucket per title and person, in order of years; neighbours at most a year apart are an
 * edge. */
static void rule_people(struct film_sets *sets)
{
	entry_list entries = {0};
	for (size_t i = 0; i < sets->n; i++) {
		const struct identity_mention *mention = &sets->mentions[i];
		for (size_t t = 0; mention->year && t < mention->titles_n; t++)
			for (size_t p = 0; p < mention->people_n; p++)
				add_entry(sets, &entries,
				    arena_format(sets->arena, "%s\n%s", mention->titles[t],
					mention->people[p]),
				    i);
	}
	sort_entries(&entries);
	for (size_t i = 1; i < entries.n; i++) {
		const struct entry *a = &entries.at[i - 1], *b = &entries.at[i];
		if (strcmp(a->key, b->key) == 0 && b->year - a->year <= 1 &&
		    a->mention != b->mention)
			film_sets_try(sets, a->mention, b->mention, IDENTITY_PEOPLE);
	}
}

/* The entries of all titles, in buckets by title, then year; mentions without a year first. */
static entry_list title_entries(struct film_sets *sets)
{
	entry_list entries = {0};
	for (size_t i = 0; i < sets->n; i++)
		for (size_t t = 0; t < sets->mentions[i].titles_n; t++)
			add_entry(sets, &entries, sets->mentions[i].titles[t], i);
	sort_entries(&entries);
	return entries;
}

static bool entries_could_be_one(struct film_sets *sets, const struct entry *entries, size_t n)
{
	size_t *mentions = arena_take(sets->arena, n * sizeof *mentions);
	for (size_t i = 0; i < n; i++)
		mentions[i] = entries[i].mention;
	return film_sets_could_be_one(sets, mentions, n);
}

/* The entries of one title and year are joined when all of them could be one film. */
static void join_title_year(struct film_sets *sets, const struct entry *entries, size_t n)
{
	size_t first = entries[0].mention;
	bool one = entries_could_be_one(sets, entries, n);
	for (size_t i = 1; i < n; i++) {
		size_t mention = entries[i].mention;
		if (one)
			film_sets_try(sets, first, mention, IDENTITY_TITLE_YEAR);
		else if (film_sets_root(sets, first) != film_sets_root(sets, mention))
			film_sets_note(
			    sets, first, mention, IDENTITY_TITLE_YEAR, IDENTITY_CANDIDATES);
	}
}

static void rule_title_year(struct film_sets *sets, const entry_list *titles)
{
	for (size_t start = 0, end; start < titles->n; start = end) {
		const struct entry *first = &titles->at[start];
		end = start + 1;
		while (end < titles->n && titles->at[end].year == first->year &&
		    strcmp(titles->at[end].key, first->key) == 0)
			end++;
		if (first->year && end - start > 1)
			join_title_year(sets, first, end - start);
	}
}

/* The films of a title's entries with the year: how many, and the first entry of it. */
static size_t films_of_year(struct film_sets *sets, const struct entry *entries, size_t n, int year,
    const struct entry **entry)
{
	size_t films = 0, film = 0;
	for (size_t i = 0; i < n; i++) {
		if (entries[i].year != year)
			continue;
		size_t root = film_sets_root(sets, entries[i].mention);
		if (films == 0)
			*entry = &entries[i];
		if (films == 0 || root != film)
			films++;
		film = root;
	}
	return films;
}

/* Years y and y+1 of a title are joined when each has one film, and there is none in y-1 and
 * y+2. */
static void join_near_years(struct film_sets *sets, const struct entry *entries, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		int year = entries[i].year;
		if (!year || entries[i + 1].year != year + 1)
			continue;
		const struct entry *a, *b, *unused;
		bool only = films_of_year(sets, entries, n, year, &a) == 1 &&
		    films_of_year(sets, entries, n, year + 1, &b) == 1 &&
		    films_of_year(sets, entries, n, year - 1, &unused) == 0 &&
		    films_of_year(sets, entries, n, year + 2, &unused) == 0;
		size_t left = entries[i].mention, right = entries[i + 1].mention;
		if (only)
			film_sets_try(sets, a->mention, b->mention, IDENTITY_NEAR_YEAR);
		else if (film_sets_root(sets, left) != film_sets_root(sets, right))
			film_sets_note(sets, left, right, IDENTITY_NEAR_YEAR, IDENTITY_CANDIDATES);
	}
}

static void rule_near_year(struct film_sets *sets, const entry_list *titles)
{
	for (size_t start = 0, end; start < titles->n; start = end) {
		end = bucket_end(titles, start);
		join_near_years(sets, &titles->at[start], end - start);
	}
}

/* ---- the whole ---- */

static int compare_edges(const void *left, const void *right)
{
	const struct identity_edge *a = left, *b = right;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->b != b->b)
		return a->b < b->b ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return (a->why > b->why) - (a->why < b->why);
}

/* In order of mentions and rules; one edge of each rule for a pair (two titles in common are one
 * reason). */
static void tidy_edges(struct identity_result *result)
{
	if (!result->edges.n)
		return;
	qsort(result->edges.at, result->edges.n, sizeof *result->edges.at, compare_edges);
	size_t kept = 1;
	for (size_t i = 1; i < result->edges.n; i++) {
		const struct identity_edge *last = &result->edges.at[kept - 1],
					   *edge = &result->edges.at[i];
		if (edge->a != last->a || edge->b != last->b || edge->rule != last->rule)
			result->edges.at[kept++] = *edge;
	}
	result->edges.n = kept;
}

void identity_resolve(struct arena *arena, const struct identity_mention *mentions, size_t n,
    const struct identity_decision *decisions, size_t decisions_n, struct identity_result *result)
{
	struct film_sets sets = {.arena = arena, .mentions = mentions, .n = n, .result = result};
	*result = (struct identity_result){0};
	film_sets_start(&sets);
	rule_decision(&sets, decisions, decisions_n);
	rule_id(&sets);
	rule_people(&sets);
	entry_list titles = title_entries(&sets);
	rule_title_year(&sets, &titles);
	rule_near_year(&sets, &titles);
	tidy_edges(result);
	result->film = arena_take(arena, n * sizeof *result->film);
	for (size_t i = 0; i < n; i++)
		result->film[i] = film_sets_root(&sets, i);
}

const char *identity_rule_name(enum identity_rule rule)
{
	static const char *const names[] = {"decision", "id", "people", "title-year", "near-year"};
	return names[rule];
}

double identity_rule_score(enum identity_rule rule)
{
	static const double scores[] = {1.0, 1.0, 0.95, 0.8, 0.7};
	return scores[rule];
}

const char *identity_why_name(enum identity_why why)
{
	static const char *const names[] = {"taken", "two ids of one scheme", "decided to differ",
	    "the years would stretch", "directors differ", "more than one candidate",
	    "overruled by a later decision"};
	return names[why];
}
