/* mapping_votes: what items say of votes: ratings of many, the site's own verdict, readers'
 * reviews. */
#include "importers/page/film/mapping.h"
#include "importers/page/film/plain_text.h"
#include "importers/page/words/rating.h"
#include "importers/page/words/verdict.h"
#include "schema/base/text.h"

#include <math.h>
#include <string.h>

/* ---- ratings ---- */

/* A bound that an item states; NAN when it does not. */
static double bound_of(const struct item *item, const char *property)
{
	struct rating bound;
	rating_value(item_text(item, property), &bound);
	return bound.value;
}

/* Reads a Rating or AggregateRating item, or a bare text. What the item states goes before what
 * its text implies ("4/5"). False, with NANs, when there is no readable value; a value that is
 * there and not readable is a notice. */
static bool read_rating(struct mapping *mapping, const struct value *from, struct rating *rating)
{
	const struct item *item = from->item;
	const char *text = item ? item_text(item, "ratingValue") : value_text(from);
	if (item && !text)
		text = item->text;
	bool read = rating_value(text, rating);
	if (text && !read)
		record_add_notice(mapping->arena, mapping->record, NOTICE_NUMBER_UNREADABLE,
		    "rating \"%.60s\"", text);
	double best = item ? bound_of(item, "bestRating") : NAN;
	double worst = item ? bound_of(item, "worstRating") : NAN;
	rating->best = isnan(best) ? rating->best : best;
	rating->worst = isnan(worst) ? rating->worst : worst;
	rating_scale(rating);
	if (rating_outside(rating))
		record_add_notice(mapping->arena, mapping->record, NOTICE_RATING_OUT_OF_SCALE,
		    "%g is not within %g and %g", rating->value, rating->worst, rating->best);
	return read;
}

/* A count of an item; -1 when there is none. Of several ("3,617 user", "308 critic") the first
 * is the readers'. */
static int64_t read_count(
    struct mapping *mapping, const struct item *item, const char *property, bool *approximate)
{
	int64_t count;
	const char *text = item_text(item, property);
	if (!text)
		return -1;
	if (rating_count(text, &count, approximate))
		return count;
	record_add_notice(mapping->arena, mapping->record, NOTICE_NUMBER_UNREADABLE, "%s \"%.60s\"",
	    property, text);
	return -1;
}

/* ---- tallies ---- */

void mapping_rating(
    struct mapping *mapping, const struct value *value, enum target target, struct film *film)
{
	struct tally tally = tally_init(target, mapping->items->layer);
	struct rating rating;
	bool rated = read_rating(mapping, value, &rating);
	if (value->item) {
		tally.name = plain_text(mapping->arena, item_text(value->item, "name"));
		tally.ratings = read_count(mapping, value->item, "ratingCount", &tally.approximate);
		tally.reviews = read_count(mapping, value->item, "reviewCount", &tally.approximate);
	}
	bool nobody = tally.ratings <= 0 && tally.reviews <= 0;
	if (rated && rating.value == 0 && nobody) {
		/* nobody has voted yet; without any count it is the place for the reader's own
		 * stars */
		if (tally.ratings < 0 && tally.reviews < 0)
			return;
		rated = false;
	}
	if (rated) {
		tally.value = rating.value;
		tally.best = rating.best;
		tally.worst = rating.worst;
		tally.scale_assumed = rating.scale_assumed;
	}
	if (rated && rating.scale_assumed)
		record_add_notice(mapping->arena, mapping->record, NOTICE_SCALE_ASSUMED,
		    "%g is taken to be within %g and %g", rating.value, rating.worst, rating.best);
	if (rated || tally.ratings >= 0 || tally.reviews >= 0)
		*list_add(mapping->arena, &film->tallies) = tally;
}

/* The last part of an action's name or address: "http://schema.org/LikeAction", {"@type":
 * "LikeAction"}. */
static bool is_action(const struct item *counter, const char *action)
{
	const struct property *property = item_property(counter, "interactionType");
	for (size_t i = 0; property && i < property->values.n; i++) {
		const struct value *value = &property->values.at[i];
		if (value->item ? item_is(value->item, action) ||
			    (value->item->id && strcmp(item_name(value->item->id), action) == 0)
				: value->text && strcmp(item_name(value->text), action) == 0)
			return true;
	}
	return false;
}

static void add_interaction_tally(
    struct mapping *mapping, const struct item *item, enum target target, struct film *film)
{
	const struct property *counters = item_property(item, "interactionStatistic");
	struct tally tally = tally_init(target, mapping->items->layer);
	tally.name = "interactions";
	for (size_t i = 0; counters && i < counters->values.n; i++) {
		const struct item *counter = counters->values.at[i].item;
		if (!counter)
			continue;
		if (is_action(counter, "LikeAction"))
			tally.likes = read_count(
			    mapping, counter, "userInteractionCount", &tally.approximate);
		else if (is_action(counter, "DislikeAction"))
			tally.dislikes = read_count(
			    mapping, counter, "userInteractionCount", &tally.approximate);
	}
	if (tally.likes >= 0 || tally.dislikes >= 0)
		*list_add(mapping->arena, &film->tallies) = tally;
}

void mapping_tallies(
    struct mapping *mapping, const struct item *item, enum target target, struct film *film)
{
	const struct property *ratings = item_property(item, "aggregateRating");
	for (size_t i = 0; ratings && i < ratings->values.n; i++)
		mapping_rating(mapping, &ratings->values.at[i], target, film);
	add_interaction_tally(mapping, item, target, film);
}

/* ---- reviews ---- */

static struct rating rating_of(struct mapping *mapping, const struct item *review)
{
	struct rating rating = {NAN, NAN, NAN, 0};
	const struct property *property = item_property(review, "reviewRating");
	if (property)
		read_rating(mapping, &property->values.at[0], &rating);
	return rating;
}

static void add_verdict(struct mapping *mapping, const struct item *item, struct film *film)
{
	struct rating rating = rating_of(mapping, item);
	double score = rating_score(&rating);
	enum choice choice = isnan(score) ? CHOICE_NONE : verdict_of_score(score);
	if (choice == CHOICE_NONE)
		return; /* mixed, or no rating: no side taken */
	const char *by = item_text(item, "publisher");
	by = plain_text(mapping->arena, by ? by : item_text(item, "author"));
	*list_add(mapping->arena, &film->verdicts) = (struct verdict){.choice = choice,
	    .label = arena_format(mapping->arena, "%g/%g", rating.value, rating.best),
	    .by = by,
	    .rule = RULE_REVIEW_RATING,
	    .score = score};
}

static void add_reader_review(struct mapping *mapping, const struct item *item, struct film *film)
{
	struct review review = review_init();
	struct rating rating = rating_of(mapping, item);
	review.author = plain_text(mapping->arena, item_text(item, "author"));
	review.voter = mapping_author_address(mapping, item); /* a typed name identifies nobody */
	review.posted_at = mapping_date(mapping, item, "datePublished");
	if (!review.posted_at)
		review.posted_at = mapping_date(mapping, item, "dateCreated");
	if (!review.posted_at && item_text(item, "datePublished"))
		mapping->dates_unread++;
	review.body = plain_text_body(mapping->arena, item_text(item, "reviewBody"));
	if (!review.body)
		review.body = plain_text_body(mapping->arena, item_text(item, "description"));
	bool none_given = rating.value == 0 && rating_outside(&rating); /* a form left empty */
	if (!isnan(rating.value) && !none_given) {
		review.value = rating.value;
		review.best = rating.best;
		review.worst = rating.worst;
		review.scale_assumed = rating.scale_assumed;
		mapping->scales_assumed += rating.scale_assumed != 0;
	}
	if (review.body || !isnan(review.value))
		*list_add(mapping->arena, &film->reviews) = review;
}

void mapping_review(struct mapping *mapping, const struct item *item, bool own, struct film *film)
{
	if (own)
		add_verdict(mapping, item, film);
	else
		add_reader_review(mapping, item, film);
}
