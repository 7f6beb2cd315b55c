/* layers: see layers.h. */
#include "importers/page/film/layers.h"

#include "importers/page/film/explain.h"
#include "schema/base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The claims of one film, best layer first, in the page's order within a layer. */
struct group {
	LIST_OF(const struct claim *) claims;
	bool main, stated;
};

struct merging {
	struct arena *arena;
	struct record *record;
	struct film *film;
	struct group *group;
	struct buf *explain;
};

/* ---- which claims are one film ---- */

static bool same_years(int a, int b)
{
	return !a || !b || abs(a - b) <= 1;
}

typedef LIST_OF(struct group) group_list;

/* The claims, and their titles folded once. */
struct grouping {
	struct arena *arena;
	const struct claims *claims;
	const char **folded; /* by the claim's place; NULL without a title */
	group_list *groups;
};

static void fold_titles(struct grouping *g)
{
	struct arena scratch;
	arena_init(&scratch, (size_t)64 << 20);
	g->folded = arena_take(g->arena, (g->claims->all.n + 1) * sizeof *g->folded);
	for (size_t i = 0; i < g->claims->all.n; i++) {
		const char *title = g->claims->all.at[i].film.title;
		if (title)
			g->folded[i] = arena_text(g->arena, text_fold(&scratch, title, true));
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

static bool both_titled(
    const struct grouping *g, const struct claim *a, const struct claim *b, bool *same)
{
	const char *x = g->folded[a - g->claims->all.at], *y = g->folded[b - g->claims->all.at];
	*same = x && y && strcmp(x, y) == 0;
	return x && y;
}

/* True if a claim speaks of the group's film: one key, or one title and no other year. */
static bool belongs(const struct grouping *g, const struct group *group, const struct claim *claim)
{
	list_each (const struct claim *, it, &group->claims) {
		bool same;
		if (claim->key && (*it)->key && strcmp(claim->key, (*it)->key) == 0)
			return true;
		if (both_titled(g, *it, claim, &same) && same &&
		    same_years((*it)->film.year, claim->film.year))
			return true;
	}
	return false;
}

/* True if the claims of one layer have different titles: then they can't both be the page's
 * film. */
static bool clashes(const struct grouping *g, const struct group *group, const struct claim *claim)
{
	list_each (const struct claim *, it, &group->claims) {
		bool same;
		if ((*it)->layer == claim->layer && both_titled(g, *it, claim, &same) && !same)
			return true;
	}
	return false;
}

static struct group *group_for(struct grouping *g, const struct claim *claim)
{
	list_each (struct group, it, g->groups)
		if (belongs(g, it, claim))
			return it;
	list_each (struct group, it, g->groups)
		if (claim->main && it->main && !clashes(g, it, claim))
			return it;
	return list_add(g->arena, g->groups);
}

static int by_layer(const void *a, const void *b)
{
	const struct claim *x = *(const struct claim *const *)a,
			   *y = *(const struct claim *const *)b;
	if (x->layer != y->layer)
		return x->layer < y->layer ? -1 : 1;
	return x < y ? -1 : x > y; /* both stand in one array: the page's order */
}

static void make_groups(struct arena *arena, const struct claims *claims, group_list *groups)
{
	struct grouping g = {.arena = arena, .claims = claims, .groups = groups};
	fold_titles(&g);
	list_each (const struct claim, it, &claims->all) {
		struct group *group = group_for(&g, it);
		group->main = group->main || it->main;
		group->stated = group->stated || it->stated;
		*list_add(arena, &group->claims) = it;
	}
	list_each (struct group, it, groups)
		qsort(it->claims.at, it->claims.n, sizeof *it->claims.at, by_layer);
}

/* ---- one field at a time ---- */

static void add_title(struct merging *m, const struct title *title)
{
	list_each (const struct title, it, &m->film->titles)
		if (strcmp(it->text, title->text) == 0)
			return;
	*list_add(m->arena, &m->film->titles) = *title;
}

/* An id of a scheme that a better layer gave already is left out. */
static bool add_id(struct merging *m, const struct film_id *id)
{
	list_each (const struct film_id, it, &m->film->ids)
		if (strcmp(it->scheme, id->scheme) == 0)
			return strcmp(it->id, id->id) == 0;
	*list_add(m->arena, &m->film->ids) = *id;
	return true;
}

/* Two tallies count the same votes when they have one name; a nameless one (of structured data)
 * also when it says the same value on the same scale. */
static bool same_votes(const struct tally *a, const struct tally *b)
{
	if (a->target != b->target)
		return false;
	if (a->name && b->name)
		return strcmp(a->name, b->name) == 0;
	return a->name == b->name || (a->value == b->value && a->best == b->best);
}

/* A tally of the same votes from a worse layer only fills what the better one lacks. */
static bool add_tally(struct merging *m, const struct tally *tally)
{
	list_each (struct tally, it, &m->film->tallies) {
		if (!same_votes(it, tally))
			continue;
		if (it->ratings < 0 ||
		    (it->approximate && !tally->approximate && tally->ratings >= 0)) {
			it->ratings = tally->ratings;
			it->approximate = tally->approximate;
		}
		if (it->reviews < 0)
			it->reviews = tally->reviews;
		if (isnan(it->value)) {
			it->value = tally->value;
			it->best = tally->best;
			it->worst = tally->worst;
			it->scale_assumed = tally->scale_assumed;
		}
		if (it->histogram.n == 0)
			it->histogram.at = tally->histogram.at,
			it->histogram.n = tally->histogram.n;
		return false;
	}
	*list_add(m->arena, &m->film->tallies) = *tally;
	return true;
}

static void add_country(struct merging *m, const struct country *country)
{
	list_each (const struct country, it, &m->film->countries)
		if (strcmp(it->name, country->name) == 0)
			return;
	*list_add(m->arena, &m->film->countries) = *country;
}

static void add_credit(struct merging *m, const struct credit *credit)
{
	list_each (const struct credit, it, &m->film->credits)
		if (it->role == credit->role && strcmp(it->name, credit->name) == 0)
			return;
	int order = 1;
	list_each (const struct credit, it, &m->film->credits)
		order += it->role == credit->role;
	struct credit *added = list_add(m->arena, &m->film->credits);
	*added = *credit;
	added->order = order;
}

/* Takes from every claim of the best layer that has the role. */
static void merge_role(struct merging *m, enum role role)
{
	enum layer best = LAYER_NONE;
	list_each (const struct claim *, it, &m->group->claims)
		list_each (const struct credit, credit, &(*it)->film.credits) {
			if (credit->role != role)
				continue;
			best = best ? best : (*it)->layer;
			bool taken = (*it)->layer == best;
			if (taken)
				add_credit(m, credit);
			explain_value(m->explain, m->record->films.n - 1, "credits", taken, *it,
			    "%s: %s", vocab_word(&vocab_role, (int)role), credit->name);
		}
}

static void merge_credits(struct merging *m)
{
	for (size_t role = 1; role < vocab_role.n; role++)
		merge_role(m, (enum role)role);
	list_each (const struct claim *, it, &m->group->claims)
		if ((*it)->film.credits.n) {
			film_set_layer(m->arena, m->film, "credits", (*it)->layer);
			return;
		}
}

/* For a field that is one value: sets it from the first claim that has it, explains the others. */
#define MERGE_ONE(m, field, has, format)                                                           \
	do {                                                                                       \
		bool taken = true;                                                                 \
		list_each (const struct claim *, it, &(m)->group->claims) {                        \
			const struct film *from = &(*it)->film;                                    \
			if (!(has))                                                                \
				continue;                                                          \
			if (taken) {                                                               \
				(m)->film->field = from->field;                                    \
				film_set_layer((m)->arena, (m)->film, #field, (*it)->layer);       \
			}                                                                          \
			explain_value((m)->explain, (m)->record->films.n - 1, #field, taken, *it,  \
			    format, from->field);                                                  \
			taken = false;                                                             \
		}                                                                                  \
	} while (0)

/* For a list: all entries of the best layer's claims; `add` puts in `entry`. */
#define MERGE_LIST(m, field, type, add, format, shown)                                             \
	do {                                                                                       \
		enum layer best = LAYER_NONE;                                                      \
		list_each (const struct claim *, it, &(m)->group->claims)                          \
			list_each (type, entry, &(*it)->film.field) {                              \
				best = best ? best : (*it)->layer;                                 \
				bool taken = (*it)->layer == best;                                 \
				if (taken) {                                                       \
					add;                                                       \
					film_set_layer((m)->arena, (m)->film, #field, best);       \
				}                                                                  \
				explain_value((m)->explain, (m)->record->films.n - 1, #field,      \
				    taken, *it, format, shown);                                    \
			}                                                                          \
	} while (0)

/* For a list to which every layer may add. */
#define MERGE_ALL(m, field, type, add, format, shown)                                              \
	do {                                                                                       \
		enum layer best = LAYER_NONE;                                                      \
		list_each (const struct claim *, it, &(m)->group->claims)                          \
			list_each (type, entry, &(*it)->film.field) {                              \
				best = best ? best : (*it)->layer;                                 \
				bool taken = add;                                                  \
				film_set_layer((m)->arena, (m)->film, #field, best);               \
				explain_value((m)->explain, (m)->record->films.n - 1, #field,      \
				    taken, *it, format, shown);                                    \
			}                                                                          \
	} while (0)

static void add_text(struct arena *arena, text_list *list, const char *text)
{
	list_each (const char *, it, list)
		if (strcmp(*it, text) == 0)
			return;
	*list_add(arena, list) = text;
}

/* True if no other claim says the same side by a better rule; settle_verdicts keeps that one. */
static bool is_best_verdict(const struct merging *m, const struct verdict *verdict)
{
	list_each (const struct claim *, it, &m->group->claims)
		list_each (const struct verdict, other, &(*it)->film.verdicts)
			if (other->choice == verdict->choice && other->rule < verdict->rule)
				return false;
	return true;
}

static void merge_scalars(struct merging *m)
{
	MERGE_ONE(m, title, from->title, "%s");
	MERGE_ONE(m, year, from->year, "%d");
	MERGE_ONE(m, released, from->released, "%s");
	MERGE_ONE(m, runtime_min, from->runtime_min, "%d");
	MERGE_ONE(m, synopsis, from->synopsis, "%s");
	MERGE_ONE(m, description, from->description, "%s");
}

static void merge_lists(struct merging *m)
{
	MERGE_ALL(m, titles, const struct title, (add_title(m, entry), true), "%s", entry->text);
	MERGE_ALL(m, ids, const struct film_id, add_id(m, entry), "%s", entry->id);
	MERGE_LIST(
	    m, genres, const char *, add_text(m->arena, &m->film->genres, *entry), "%s", *entry);
	MERGE_LIST(m, countries, const struct country, add_country(m, entry), "%s", entry->name);
	MERGE_LIST(m, languages, const char *, add_text(m->arena, &m->film->languages, *entry),
	    "%s", *entry);
	MERGE_LIST(m, trailers, const char *, add_text(m->arena, &m->film->trailers, *entry), "%s",
	    *entry);
	MERGE_ALL(m, verdicts, const struct verdict,
	    (*list_add(m->arena, &m->film->verdicts) = *entry, is_best_verdict(m, entry)), "%s",
	    entry->label ? entry->label : "");
	MERGE_ALL(m, polls, const struct poll,
	    (*list_add(m->arena, &m->film->polls) = *entry, true), "%s",
	    entry->question ? entry->question : "");
	MERGE_ALL(m, tallies, const struct tally, add_tally(m, entry), "%g", entry->value);
	MERGE_LIST(m, reviews, const struct review, *list_add(m->arena, &m->film->reviews) = *entry,
	    "%s", entry->author ? entry->author : "");
}

/* ---- verdicts ---- */

/* Keeps the best verdict of each side, best rule first. */
static void settle_verdicts(struct merging *m, const char *by)
{
	struct verdict best[2] = {0};
	list_each (const struct verdict, it, &m->film->verdicts) {
		struct verdict *side = &best[it->choice == CHOICE_UNFAVORITE];
		if (!side->choice || it->rule < side->rule)
			*side = *it;
	}
	bool conflict = best[0].choice && best[1].choice;
	bool second_first = conflict && best[1].rule < best[0].rule;
	m->film->verdicts.n = 0;
	for (int i = 0; i < 2; i++) {
		struct verdict *side = &best[second_first ? 1 - i : i];
		if (!side->choice)
			continue;
		side->conflict = conflict;
		side->by = side->by ? side->by : by;
		*list_add(m->arena, &m->film->verdicts) = *side;
	}
	if (conflict)
		record_add_notice(m->arena, m->record, NOTICE_VERDICT_CONFLICT, "%s against %s",
		    vocab_word(&vocab_rule, (int)m->film->verdicts.at[0].rule),
		    vocab_word(&vocab_rule, (int)m->film->verdicts.at[1].rule));
}

/* Votes alone (a rating of the page, a review that names nothing) are no film. */
static bool names_film(const struct group *group)
{
	list_each (const struct claim *, it, &group->claims)
		if ((*it)->film.title || (*it)->film.ids.n)
			return true;
	return false;
}

void layers_merge(struct arena *arena, const struct claims *claims, const char *by,
    struct record *record, struct buf *explain)
{
	group_list groups = {0};
	bool stated = false;
	make_groups(arena, claims, &groups);
	list_each (const struct group, it, &groups)
		stated = stated || (it->stated && names_film(it));
	/* beside the film that the page says it is about, the others are what it mentions */
	for (int main = 1; main >= stated; main--)
		list_each (struct group, it, &groups) {
			if (it->main != main || !names_film(it))
				continue;
			struct film *film = list_add(arena, &record->films);
			*film = film_init();
			struct merging m = {arena, record, film, it, explain};
			merge_scalars(&m);
			merge_lists(&m);
			merge_credits(&m);
			settle_verdicts(&m, by);
		}
}
