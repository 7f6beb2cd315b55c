/*
 * mapping_page: what the page's other items say: its article of the page, its ratings and reviews
 * of its films. See mapping.h.
 */
#include "importers/page/film/mapping.h"
#include "importers/page/film/plain_text.h"
#include "importers/page/words/title.h"

#include <string.h>

/* ---- reviews ---- */

/* A rating may stand for itself and name the film that it is of: `AggregateRating` with
 * `itemReviewed`. */
static void add_ratings(struct mapping *mapping, movie_list *movies)
{
	list_each (struct item *, it, &mapping->items->all) {
		struct value rating = {.item = *it};
		const struct item *subject =
		    item_is(*it, "AggregateRating") ? item_item(*it, "itemReviewed") : NULL;
		if (!subject || (*it)->nested)
			continue;
		list_each (struct movie, movie, movies)
			if (movie->item == subject)
				mapping_rating(mapping, &rating, TARGET_FILM,
				    &mapping_claim(mapping, movie)->film);
	}
}

/* The film that a review is of: its itemReviewed, the film it is a value of, else the page's.
 * NULL for none of them. */
static struct movie *reviewed(
    struct mapping *mapping, const struct item *review, movie_list *movies, struct movie *main)
{
	const struct item *subject = item_item(review, "itemReviewed");
	list_each (struct movie, movie, movies)
		if (movie->item == subject || (review->owner && movie->item == review->owner))
			return movie;
	const char *name = subject ? item_text(subject, "name") : item_text(review, "itemReviewed");
	for (size_t i = 0; name && i < movies->n && i < MOVIES_COMPARED; i++)
		if (title_same(
			mapping->arena, mapping_claim(mapping, &movies->at[i])->film.title, name))
			return &movies->at[i];
	/* a review of something named otherwise is of something else */
	return name && main && mapping_claim(mapping, main)->film.title ? NULL : main;
}

static bool same_name(struct mapping *mapping, const char *a, const char *b)
{
	return a && b && title_same(mapping->arena, a, b);
}

static bool is_sites_name(struct mapping *mapping, const char *name)
{
	const struct claims *claims = mapping->claims;
	const struct page *page = &mapping->record->page;
	const char *const own[] = {
	    page->publisher, page->site, claims->page_publisher, claims->page_site, mapping->site};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (same_name(mapping, own[i], name))
			return true;
	return false;
}

static bool is_own_name(struct mapping *mapping, const char *name)
{
	return is_sites_name(mapping, name) ||
	    same_name(mapping, mapping->record->page.author, name) ||
	    same_name(mapping, mapping->claims->page_author, name);
}

/* The site's own: of its author, publisher or critic (unless of another publication), or the one
 * review that is the page. Where members write, only what is signed by the site. */
static bool is_own(struct mapping *mapping, const struct item *review, const struct item *only)
{
	const char *author = item_text(review, "author"),
		   *publisher = item_text(review, "publisher");
	if (mapping->claims->of_members)
		return is_sites_name(mapping, author);
	if (is_own_name(mapping, author) || (!author && is_own_name(mapping, publisher)))
		return true;
	if (publisher && !is_own_name(mapping, publisher) && review->nested)
		return false;
	if (item_is(review, "CriticReview"))
		return true;
	return review == only && !item_is(review, "UserReview");
}

/* The one review that stands for itself; NULL when there is none, or several. */
static const struct item *only_review(const struct mapping *mapping)
{
	const struct item *only = NULL;
	list_each (struct item *, it, &mapping->items->all) {
		if (!mapping_is_review(*it) || (*it)->nested)
			continue;
		if (only)
			return NULL;
		only = *it;
	}
	return only;
}

/* Reviews go to their film. One that names no film is of whatever film the page turns out to
 * have. */
static void add_reviews(struct mapping *mapping, movie_list *movies, struct movie *main)
{
	struct claim alone = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "review of the page",
	    .main = true};
	const struct item *only = only_review(mapping);
	if (only && mapping_is_members(mapping, only))
		mapping->claims->of_members = true;
	list_each (struct item *, it, &mapping->items->all) {
		if (!mapping_is_review(*it))
			continue;
		struct movie *movie = reviewed(mapping, *it, movies, main);
		bool nameless = !movies->n && !item_property(*it, "itemReviewed") && !(*it)->nested;
		if (!movie && !nameless)
			continue;
		struct claim *claim = movie ? mapping_claim(mapping, movie) : &alone;
		mapping_review(mapping, *it, is_own(mapping, *it, only), &claim->film);
		alone.place = (*it)->place;
	}
	if (alone.film.verdicts.n || alone.film.reviews.n)
		*list_add(mapping->arena, &mapping->claims->all) = alone;
	if (mapping->dates_unread)
		record_add_notice(mapping->arena, mapping->record, NOTICE_DATE_UNREADABLE,
		    "dates of %d reviews", mapping->dates_unread);
	if (mapping->scales_assumed)
		record_add_notice(mapping->arena, mapping->record, NOTICE_SCALE_ASSUMED,
		    "%d reviews do not state their scale", mapping->scales_assumed);
}

static const char *const article_types[] = {"Article", "BlogPosting", "NewsArticle",
    "ReviewNewsArticle", "OpinionNewsArticle", "TechArticle", "SocialMediaPosting"};
static const char *const page_types[] = {
    "WebPage", "ItemPage", "Recipe", "CreativeWork", "CreativeWorkSeries"};

static bool is_of(const struct item *item, const char *const *types, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (item_is(item, types[i]))
			return true;
	return false;
}

static const char *plain_of(struct mapping *mapping, const struct item *item, const char *property)
{
	return plain_text(mapping->arena, item_text(item, property));
}

#define SET(field, value)                                                                          \
	if (!claims->field)                                                                        \
	claims->field = (value)

/* What the page's article or review says of the page. */
static void read_page_facts(struct mapping *mapping, const struct item *item)
{
	struct claims *claims = mapping->claims;
	SET(page_title, plain_of(mapping, item, "headline"));
	SET(page_author, plain_of(mapping, item, "author"));
	SET(page_publisher, plain_of(mapping, item, "publisher"));
	SET(page_published_at, mapping_date(mapping, item, "datePublished"));
	SET(page_language, plain_of(mapping, item, "inLanguage"));
}

/* True for an item that stands on its own or as a blog's post. */
static bool stands_alone(const struct item *item)
{
	return !item->nested ||
	    (item->as &&
		(strcmp(item->as, "blogPost") == 0 || strcmp(item->as, "mainEntity") == 0));
}

/* Facts of the page from its only article, then from its only review (a page may be described as
 * both); of an index with many there are none. */
void mapping_page_facts(struct mapping *mapping)
{
	struct claims *claims = mapping->claims;
	const struct item *article = NULL, *review = NULL;
	size_t reviews = 0;
	list_each (struct item *, it, &mapping->items->all) {
		if (item_is(*it, "WebSite"))
			SET(page_site, plain_of(mapping, *it, "name"));
		if (!stands_alone(*it))
			continue;
		if (is_of(*it, article_types, sizeof article_types / sizeof *article_types)) {
			mapping->articles++;
			article = *it;
		} else if (mapping_is_review(*it) && !item_is(*it, "UserReview") &&
		    item_item(*it, "itemReviewed")) {
			reviews++;
			review = *it;
		}
	}
	if (mapping->articles == 1)
		read_page_facts(mapping, article);
	if (reviews == 1 && mapping->articles <= 1)
		read_page_facts(mapping, review);
}

/* Items that stand for the page itself: what rates them rates the page. Of an index's many
 * articles none does. */
static bool rates_page(const struct mapping *mapping, const struct item *item)
{
	if (item_is(item, "Movie") || mapping_is_mention(item))
		return false;
	if (is_of(item, article_types, sizeof article_types / sizeof *article_types))
		return mapping->articles <= 1;
	return !item->nested && is_of(item, page_types, sizeof page_types / sizeof *page_types);
}

/* Ratings of the page go to its film, marked as the page's; without an item of the film to
 * whatever film the page turns out to have. */
static void add_page_tallies(struct mapping *mapping, struct movie *main)
{
	struct claim alone = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "rating of the page",
	    .main = true};
	struct claim *claim = main ? mapping_claim(mapping, main) : &alone;
	list_each (struct item *, it, &mapping->items->all)
		if (rates_page(mapping, *it)) {
			mapping_tallies(mapping, *it, TARGET_PAGE, &claim->film);
			alone.place = (*it)->place;
		}
	if (alone.film.tallies.n)
		*list_add(mapping->arena, &mapping->claims->all) = alone;
}

void mapping_page_votes(struct mapping *mapping, movie_list *movies, struct movie *main)
{
	add_ratings(mapping, movies);
	add_reviews(mapping, movies, main);
	add_page_tallies(mapping, main);
}
