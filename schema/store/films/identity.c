/*
 * identity: see identity.h. A union-find over the block's mentions, whose sets ("films") know their
 * ids, directors, people and years, so that a union can be refused. Each rule sorts the mentions
 * into buckets and tries the edges within.
 */
#include "schema/store/films/identity.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Most films of one bucket that a mention is tried against; hostile data would make it
 * quadratic. */
enum { TRIED_MAX = 32 };

typedef LIST_OF(const char *) name_set; /* sorted, no doubles */

struct film_set {
	name_set ids, directors, people;
	int first_year, last_year; /* 0 unknown */
	LIST_OF(size_t) differs;   /* mentions that it must not be joined with */
};

struct entry {
	const char *key;
	int year;
	size_t mention;
};
typedef LIST_OF(struct entry) entry_list;

struct block {
	struct arena *arena;
	const struct identity_mention *mentions;
	size_t n;
	size_t *parent;
	struct film_set *sets; /* good at the roots */
	struct identity_result *result;
};

/* ---- sets of names ---- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static name_set set_of(struct arena *arena, const char *const *names, size_t n)
{
	name_set set = {0};
	for (size_t i = 0; i < n; i++)
		*list_add(arena, &set) = names[i];
	if (set.n)
		qsort(set.at, set.n, sizeof *set.at, compare_names);
	size_t kept = 0;
	for (size_t i = 0; i < set.n; i++)
		if (!kept || strcmp(set.at[kept - 1], set.at[i]) != 0)
			set.at[kept++] = set.at[i];
	set.n = kept;
	return set;
}

static name_set set_union(struct arena *arena, const name_set *a, const name_set *b)
{
	if (!a->n)
		return *b;
	if (!b->n)
		return *a;
	name_set both = {0};
	size_t i = 0, j = 0;
	while (i < a->n || j < b->n) {
		int order = i == a->n ? 1 : j == b->n ? -1 : strcmp(a->at[i], b->at[j]);
		*list_add(arena, &both) = order <= 0 ? a->at[i] : b->at[j];
		i += order <= 0;
		j += order >= 0;
	}
	return both;
}

static bool set_shares(const name_set *a, const name_set *b)
{
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		int order = strcmp(a->at[i], b->at[j]);
		if (order == 0)
			return true;
		i += order < 0;
		j += order > 0;
	}
	return false;
}

static size_t scheme_length(const char *id)
{
	return strcspn(id, ":");
}

/* True if the two sets have an id of one scheme each, and none of that scheme in common. A film has
 * many pages, so `page` is no such scheme. */
static bool ids_differ(const name_set *a, const name_set *b)
{
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		size_t length = scheme_length(a->at[i]), other = scheme_length(b->at[j]);
		size_t shorter = length < other ? length : other;
		int order = memcmp(a->at[i], b->at[j], shorter);
		order = order ? order : (length > other) - (length < other);
		if (order) {
			i += order < 0;
			j += order > 0;
			continue;
		}
		name_set mine = {.at = a->at + i}, theirs = {.at = b->at + j};
		while (i < a->n && scheme_length(a->at[i]) == length &&
		    memcmp(a->at[i], mine.at[0], length) == 0)
			i++, mine.n++;
		while (j < b->n && scheme_length(b->at[j]) == length &&
		    memcmp(b->at[j], theirs.at[0], length) == 0)
			j++, theirs.n++;
		bool page = length == 4 && memcmp(mine.at[0], "page", 4) == 0;
		if (!page && !set_shares(&mine, &theirs))
			return true;
	}
	return false;
}

/* Both name directors in one script, and nobody of the one worked on the other. Names in different
 * scripts say nothing. */
static bool directors_differ(const struct film_set *a, const struct film_set *b)
{
	if (!a->directors.n || !b->directors.n || set_shares(&a->people, &b->people))
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

/* ---- films as sets of mentions ---- */

static size_t root_of(struct block *block, size_t i)
{
	while (block->parent[i] != i) {
		block->parent[i] = block->parent[block->parent[i]];
		i = block->parent[i];
	}
	return i;
}

static bool decided_differ(struct block *block, size_t a, size_t b)
{
	struct film_set *set = &block->sets[a];
	for (size_t i = 0; i < set->differs.n; i++)
		if (root_of(block, set->differs.at[i]) == b)
			return true;
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

/* What stands against joining two different films by a rule. */
static enum identity_why against(struct block *block, size_t a, size_t b, enum identity_rule rule)
{
	const struct film_set *one = &block->sets[a], *other = &block->sets[b];
	if (decided_differ(block, a, b))
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

/* The film of the smaller first mention takes the other in, so that a root is always its film's
 * first mention. */
static void join(struct block *block, size_t a, size_t b)
{
	size_t into = a < b ? a : b, from = a < b ? b : a;
	struct film_set *set = &block->sets[into], *other = &block->sets[from];
	block->parent[from] = into;
	set->ids = set_union(block->arena, &set->ids, &other->ids);
	set->directors = set_union(block->arena, &set->directors, &other->directors);
	set->people = set_union(block->arena, &set->people, &other->people);
	for (size_t i = 0; i < other->differs.n; i++)
		*list_add(block->arena, &set->differs) = other->differs.at[i];
	if (!set->first_year || (other->first_year && other->first_year < set->first_year))
		set->first_year = other->first_year;
	if (other->last_year > set->last_year)
		set->last_year = other->last_year;
}

static void note_edge(
    struct block *block, size_t a, size_t b, enum identity_rule rule, enum identity_why why)
{
	*list_add(block->arena, &block->result->edges) = (struct identity_edge){
	    .a = a < b ? a : b, .b = a < b ? b : a, .rule = rule, .why = why};
}

/* Tries one edge, joins its films when nothing stands against it, and writes it down. */
static enum identity_why try_edge(struct block *block, size_t a, size_t b, enum identity_rule rule)
{
	size_t one = root_of(block, a), other = root_of(block, b);
	if (one == other && rule != IDENTITY_DECISION)
		return IDENTITY_TAKEN; /* a stronger edge did it */
	enum identity_why why = IDENTITY_TAKEN;
	if (one != other) {
		why = against(block, one, other, rule);
		if (why == IDENTITY_TAKEN)
			join(block, one, other);
	}
	note_edge(block, a, b, rule, why);
	return why;
}

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

static void add_entry(struct block *block, entry_list *entries, const char *key, size_t mention)
{
	*list_add(block->arena, entries) =
	    (struct entry){.key = key, .year = block->mentions[mention].year, .mention = mention};
}

/* ---- the rules ---- */

/* Later decisions come first: what they say stands, and an earlier one against it is overruled. */
static void rule_decision(struct block *block, const struct identity_decision *decisions, size_t n)
{
	for (size_t i = n; i-- > 0;) {
		const struct identity_decision *decision = &decisions[i];
		size_t a = root_of(block, decision->a), b = root_of(block, decision->b);
		if (decision->same) {
			if (try_edge(block, decision->a, decision->b, IDENTITY_DECISION) !=
			    IDENTITY_TAKEN)
				block->result->edges.at[block->result->edges.n - 1].why =
				    IDENTITY_OVERRULED;
			continue;
		}
		if (a == b) {
			note_edge(
			    block, decision->a, decision->b, IDENTITY_DECISION, IDENTITY_OVERRULED);
			continue;
		}
		*list_add(block->arena, &block->sets[a].differs) = decision->b;
		*list_add(block->arena, &block->sets[b].differs) = decision->a;
		note_edge(
		    block, decision->a, decision->b, IDENTITY_DECISION, IDENTITY_DECIDED_DIFFER);
	}
}

static void rule_id(struct block *block)
{
	entry_list entries = {0};
	for (size_t i = 0; i < block->n; i++)
		for (size_t k = 0; k < block->mentions[i].ids_n; k++)
			add_entry(block, &entries, block->mentions[i].ids[k], i);
	for (size_t i = 0; i < entries.n; i++)
		entries.at[i].year = 0; /* ids ignore years */
	sort_entries(&entries);
	for (size_t start = 0, end; start < entries.n; start = end) {
		end = bucket_end(&entries, start);
		size_t tried[TRIED_MAX] = {entries.at[start].mention}, tried_n = 1;
		for (size_t i = start + 1; i < end; i++) {
			enum identity_why why = IDENTITY_IDS_DIFFER;
			for (size_t k = 0; k < tried_n && why != IDENTITY_TAKEN; k++)
				why = try_edge(block, tried[k], entries.at[i].mention, IDENTITY_ID);
			if (why != IDENTITY_TAKEN && tried_n < TRIED_MAX)
				tried[tried_n++] = entries.at[i].mention;
		}
	}
}

/* One bucket per title and person, in order of years; neighbours at most a year apart are an
 * edge. */
static void rule_people(struct block *block)
{
	entry_list entries = {0};
	for (size_t i = 0; i < block->n; i++) {
		const struct identity_mention *mention = &block->mentions[i];
		for (size_t t = 0; mention->year && t < mention->titles_n; t++)
			for (size_t p = 0; p < mention->people_n; p++)
				add_entry(block, &entries,
				    arena_format(block->arena, "%s\n%s", mention->titles[t],
					mention->people[p]),
				    i);
	}
	sort_entries(&entries);
	for (size_t i = 1; i < entries.n; i++) {
		const struct entry *a = &entries.at[i - 1], *b = &entries.at[i];
		if (strcmp(a->key, b->key) == 0 && b->year - a->year <= 1 &&
		    a->mention != b->mention)
			try_edge(block, a->mention, b->mention, IDENTITY_PEOPLE);
	}
}

/* The entries of all titles, in buckets by title, then year; mentions without a year first. */
static entry_list title_entries(struct block *block)
{
	entry_list entries = {0};
	for (size_t i = 0; i < block->n; i++)
		for (size_t t = 0; t < block->mentions[i].titles_n; t++)
			add_entry(block, &entries, block->mentions[i].titles[t], i);
	sort_entries(&entries);
	return entries;
}

/* True if all films of the entries could be one: each is held against what those before it add up
 * to. */
static bool could_be_one(struct block *block, const struct entry *entries, size_t n)
{
	size_t first = root_of(block, entries[0].mention);
	struct film_set all = block->sets[first];
	for (size_t i = 1; i < n; i++) {
		size_t root = root_of(block, entries[i].mention);
		if (root == first)
			continue;
		const struct film_set *set = &block->sets[root];
		if (ids_differ(&all.ids, &set->ids) || directors_differ(&all, set) ||
		    years_stretch(&all, set))
			return false;
		for (size_t k = 0; k < set->differs.n; k++)
			for (size_t m = 0; m < n; m++)
				if (root_of(block, set->differs.at[k]) ==
				    root_of(block, entries[m].mention))
					return false;
		all.ids = set_union(block->arena, &all.ids, &set->ids);
		all.directors = set_union(block->arena, &all.directors, &set->directors);
		all.people = set_union(block->arena, &all.people, &set->people);
	}
	return true;
}

static void rule_title_year(struct block *block, const entry_list *titles)
{
	for (size_t start = 0, end; start < titles->n; start = end) {
		const struct entry *first = &titles->at[start];
		end = start + 1;
		while (end < titles->n && titles->at[end].year == first->year &&
		    strcmp(titles->at[end].key, first->key) == 0)
			end++;
		if (!first->year || end - start < 2)
			continue;
		bool one = could_be_one(block, first, end - start);
		for (size_t i = start + 1; i < end; i++) {
			size_t mention = titles->at[i].mention;
			if (one)
				try_edge(block, first->mention, mention, IDENTITY_TITLE_YEAR);
			else if (root_of(block, first->mention) != root_of(block, mention))
				note_edge(block, first->mention, mention, IDENTITY_TITLE_YEAR,
				    IDENTITY_CANDIDATES);
		}
	}
}

/* The films of a title's entries with the year: how many, and the first entry of it. */
static size_t films_of_year(struct block *block, const entry_list *titles, size_t start, size_t end,
    int year, size_t *entry)
{
	size_t films = 0, film = 0;
	for (size_t i = start; i < end; i++) {
		if (titles->at[i].year != year)
			continue;
		size_t root = root_of(block, titles->at[i].mention);
		if (films == 0)
			*entry = i;
		if (films == 0 || root != film)
			films++;
		film = root;
	}
	return films;
}

/* Years y and y+1 of a title are joined when each has one film, and there is none in y-1 and
 * y+2. */
static void rule_near_year(struct block *block, const entry_list *titles)
{
	for (size_t start = 0, end; start < titles->n; start = end) {
		end = bucket_end(titles, start);
		for (size_t i = start; i + 1 < end; i++) {
			int year = titles->at[i].year;
			if (!year || titles->at[i + 1].year != year + 1)
				continue;
			size_t a, b, unused;
			bool only = films_of_year(block, titles, start, end, year, &a) == 1 &&
			    films_of_year(block, titles, start, end, year + 1, &b) == 1 &&
			    films_of_year(block, titles, start, end, year - 1, &unused) == 0 &&
			    films_of_year(block, titles, start, end, year + 2, &unused) == 0;
			size_t left = titles->at[i].mention, right = titles->at[i + 1].mention;
			if (only)
				try_edge(block, titles->at[a].mention, titles->at[b].mention,
				    IDENTITY_NEAR_YEAR);
			else if (root_of(block, left) != root_of(block, right))
				note_edge(
				    block, left, right, IDENTITY_NEAR_YEAR, IDENTITY_CANDIDATES);
		}
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

static void start_block(struct block *block)
{
	block->parent = arena_take(block->arena, block->n * sizeof *block->parent);
	block->sets = arena_take(block->arena, block->n * sizeof *block->sets);
	for (size_t i = 0; i < block->n; i++) {
		const struct identity_mention *mention = &block->mentions[i];
		block->parent[i] = i;
		block->sets[i] =
		    (struct film_set){.ids = set_of(block->arena, mention->ids, mention->ids_n),
			.directors = set_of(block->arena, mention->directors, mention->directors_n),
			.people = set_of(block->arena, mention->people, mention->people_n),
			.first_year = mention->year,
			.last_year = mention->year};
	}
}

void identity_resolve(struct arena *arena, const struct identity_mention *mentions, size_t n,
    const struct identity_decision *decisions, size_t decisions_n, struct identity_result *result)
{
	struct block block = {.arena = arena, .mentions = mentions, .n = n, .result = result};
	*result = (struct identity_result){0};
	start_block(&block);
	rule_decision(&block, decisions, decisions_n);
	rule_id(&block);
	rule_people(&block);
	entry_list titles = title_entries(&block);
	rule_title_year(&block, &titles);
	rule_near_year(&block, &titles);
	tidy_edges(result);
	result->film = arena_take(arena, n * sizeof *result->film);
	for (size_t i = 0; i < n; i++)
		result->film[i] = root_of(&block, i);
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
