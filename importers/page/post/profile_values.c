/* profile_values: see profile_values.h. */
#include "importers/page/post/profile_values.h"

#include "importers/page/film/field.h"
#include "importers/page/post/selected.h"
#include "importers/page/words/rating.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"

#include <math.h>
#include <string.h>

struct reading {
	struct arena *arena;
	const struct document *document;
	const struct mask_index *index;
	const struct profile *profile;
	int year_max;
	struct claims *claims;
	struct record *record;
};

static void add_claim(struct reading *r, const struct film *film, const struct reach *by)
{
	*list_add(r->arena, &r->claims->all) = (struct claim){.film = *film,
	    .layer = LAYER_PROFILE,
	    .main = true,
	    .rule = arena_format(r->arena, "profile %s", r->profile->name),
	    .place = by ? by->written : NULL};
}

/* Titles on pages carry a year and quotes; addresses are relative. */
static const char *prepare(struct reading *r, int field, const char *value, struct film *film)
{
	if (field == FIELD_TITLE) {
		struct heading heading = title_read(r->arena, value, r->year_max);
		film->year = heading.year;
		return heading.title ? heading.title : value;
	}
	if (field == FIELD_ID || field == FIELD_TRAILERS) {
		const char *base = r->document->base_url ? r->document->base_url : r->profile->base;
		const char *url = url_resolve(r->arena, base, value);
		return url ? url : value;
	}
	return value;
}

static void read_field(struct reading *r, const struct field_rule *rule)
{
	text_list values = {0};
	const struct reach *by = NULL;
	selected_values(r->arena, r->index, &rule->reach, r->document->root, &values, &by);
	bool many = rule->field >= FIELD_CREDIT || rule->field == FIELD_GENRES ||
	    rule->field == FIELD_COUNTRIES || rule->field == FIELD_LANGUAGES ||
	    rule->field == FIELD_AKA || rule->field == FIELD_TRAILERS || rule->field == FIELD_ID;
	struct film film = film_init();
	bool any = false;
	for (size_t i = 0; i < values.n && (many || !any); i++) {
		const char *value = prepare(r, rule->field, values.at[i], &film);
		any = field_add(r->arena, &film, rule->field, value, r->year_max) || any;
	}
	if (any)
		add_claim(r, &film, by);
}

/* ---- tallies ---- */

static int64_t read_count(struct reading *r, const reach_list *reaches, bool *approximate)
{
	int64_t count = -1;
	const char *text = selected_value(r->arena, r->index, reaches, r->document->root, NULL);
	if (text && !rating_count(text, &count, approximate))
		record_add_notice(r->arena, r->record, NOTICE_NUMBER_UNREADABLE, "%s: %.100s",
		    reaches->at[0].written, text);
	return count;
}

static void read_value(
    struct reading *r, const struct tally_rule *rule, struct tally *tally, const struct reach **by)
{
	struct rating rating = {.value = NAN, .best = NAN, .worst = NAN};
	const char *text = selected_value(r->arena, r->index, &rule->value, r->document->root, by);
	if (text && !rating_value(text, &rating)) {
		record_add_notice(r->arena, r->record, NOTICE_NUMBER_UNREADABLE, "%s: %.100s",
		    rule->value.at[0].written, text);
		return;
	}
	if (!isnan(rule->best))
		rating.best = rule->best;
	if (!isnan(rule->worst))
		rating.worst = rule->worst;
	rating_scale(&rating);
	tally->value = rating.value;
	tally->best = rating.best;
	tally->worst = rating.worst;
	tally->scale_assumed = rating.scale_assumed;
}

/* A bar's value: as the page says it, or by the bar's place. */
static bool bar_value(
    const struct tally_rule *rule, const text_list *values, size_t i, double *value)
{
	struct rating rating;
	if (!isnan(rule->bar_first)) {
		*value = rule->bar_first + (double)i * rule->bar_step;
		return !isnan(rule->bar_step);
	}
	if (i >= values->n || !rating_value(values->at[i], &rating))
		return false;
	*value = rating.value;
	return true;
}

/* Percentages (`45%`) instead of counts: the counts are rebuilt from the number of ratings. NULL
 * when they are none, or nobody says how many ratings there are. */
static const int64_t *rebuild_counts(
    struct reading *r, const text_list *votes, const struct tally *tally)
{
	double *percent = arena_take(r->arena, votes->n * sizeof *percent);
	int64_t *counts = arena_take(r->arena, votes->n * sizeof *counts);
	for (size_t i = 0; i < votes->n; i++) {
		struct rating share;
		if (!strchr(votes->at[i], '%') || !rating_value(votes->at[i], &share) ||
		    share.best != 100)
			return NULL;
		percent[i] = share.value;
	}
	return rating_rebuild(percent, votes->n, tally->ratings, counts) ? counts : NULL;
}

/* As many values as counts, side by side; anything else is no histogram. */
static void read_bars(struct reading *r, const struct tally_rule *rule, struct tally *tally)
{
	text_list values = {0}, votes = {0};
	selected_values(r->arena, r->index, &rule->bar_value, r->document->root, &values, NULL);
	selected_values(r->arena, r->index, &rule->bar_votes, r->document->root, &votes, NULL);
	if (votes.n == 0 || (isnan(rule->bar_first) && values.n != votes.n))
		return;
	const int64_t *rebuilt = rebuild_counts(r, &votes, tally);
	tally->derived = rebuilt != NULL;
	for (size_t i = 0; i < votes.n; i++) {
		double value;
		int64_t count = rebuilt ? rebuilt[i] : 0;
		if (!bar_value(rule, &values, i, &value) ||
		    (!rebuilt && !rating_count(votes.at[i], &count, &tally->approximate))) {
			record_add_notice(r->arena, r->record, NOTICE_NUMBER_UNREADABLE,
			    "histogram: %.100s", votes.at[i]);
			tally->histogram.n = 0;
			tally->derived = false;
			return;
		}
		*list_add(r->arena, &tally->histogram) =
		    (struct tally_bar){.value = value, .votes = count};
	}
}

static void read_tally(struct reading *r, const struct tally_rule *rule)
{
	struct tally tally = tally_init(TARGET_FILM, LAYER_PROFILE);
	const struct reach *by = NULL;
	tally.name = rule->name;
	read_value(r, rule, &tally, &by);
	tally.ratings = read_count(r, &rule->ratings, &tally.approximate);
	tally.reviews = read_count(r, &rule->reviews, &tally.approximate);
	tally.likes = read_count(r, &rule->likes, &tally.approximate);
	tally.dislikes = read_count(r, &rule->dislikes, &tally.approximate);
	read_bars(r, rule, &tally);
	if (isnan(tally.value) && tally.ratings < 0 && tally.reviews < 0 && tally.likes < 0 &&
	    tally.dislikes < 0 && tally.histogram.n == 0)
		return;
	struct film film = film_init();
	*list_add(r->arena, &film.tallies) = tally;
	add_claim(r, &film, by ? by : rule->ratings.at);
}

void profile_values_read(struct arena *arena, const struct document *document,
    const struct mask_index *index, const struct profile *profile, int year_max,
    struct claims *claims, struct record *record)
{
	struct reading r = {arena, document, index, profile, year_max, claims, record};
	size_t before = claims->all.n;
	list_each (const struct field_rule, it, &profile->fields)
		read_field(&r, it);
	bool film = false;
	for (size_t i = before; i < claims->all.n; i++)
		film = film || claims->all.at[i].film.title || claims->all.at[i].film.ids.n;
	list_each (const struct claim, it, &claims->all)
		film = film || it->main;
	/* fields of a page that names no film (a search, a list) are no film */
	if (!film)
		claims->all.n = before;
	else
		list_each (const struct tally_rule, it, &profile->tallies)
			read_tally(&r, it);
}
