/*
 * mapping: see mapping.h. Which items are films of the page, which of them the page is about, and what the page's other
 * items (its article, its reviews) say of that one.
 */
#include "importers/page/mapping.h"
#include "importers/page/title.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	OWNERS_MAX = 64 /* how far up an item's owners are asked */,
	FILMS_MAX = 1000,
	LOOKED_BACK = 100 /* films that one is compared with by title */
};

/* ---- shared by the mapping files ----------------------------------------------------- */

const char *mapping_url(const struct mapping *mapping, const char *address)
{
	const char *url = address ? url_resolve(mapping->arena, mapping->address, address) : NULL;
	return url && (ascii_starts(url, "http://") || ascii_starts(url, "https://")) ? url : NULL;
}

const char *mapping_date(
    const struct mapping *mapping, const struct item *item, const char *property)
{
	char date[DATE_TEXT];
	const char *text = item_text(item, property);
	return text && date_iso(text, strlen(text), date) ? arena_text(mapping->arena, date) : NULL;
}

/* ---- which items are the page's films ------------------------------------------------ */

/* A film that another film, or a person's page, mentions is not one that the page shows. */
static bool is_mentioned_only(const struct item *item)
{
	for (int i = 0; i < OWNERS_MAX && item->owner; i++) {
		item = item->owner;
		if (item_is(item, "Movie") || item_is(item, "Person"))
			return true;
	}
	return false;
}

/* True if the page says that it is about the item: mainEntity, or the review's or article's subject. */
static bool is_subject(const struct item *item)
{
	static const char *const properties[] = {"mainEntity", "itemReviewed", "about"};
	if (!item->owner || item->owner->nested)
		return false;
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (strcmp(item->as, properties[i]) == 0)
			return true;
	return false;
}

/* True if the item's own address is the page's. */
static bool is_page(const struct mapping *mapping, const struct item *item)
{
	struct arena *arena = mapping->arena;
	const struct property *url = item_property(item, "url");
	const char *address = url ? value_address(&url->values.at[0]) : item->id;
	const char *own = mapping_url(mapping, address);
	const char *page = mapping->address ? url_canonical(arena, mapping->address) : NULL;
	own = own ? url_canonical(arena, own) : NULL;
	return own && page && strcmp(own, page) == 0;
}

/* The films found by this mapping, beside their items. */
struct movie {
	const struct item *item;
	size_t at; /* in founds->all */
};
typedef LIST_OF(struct movie) movie_list;

static struct found *found_of(const struct mapping *mapping, const struct movie *movie)
{
	return &mapping->founds->all.at[movie->at];
}

static bool same_film(struct mapping *mapping, const struct found *a, const struct found *b)
{
	if (a->key && b->key)
		return strcmp(a->key, b->key) == 0;
	return a->film.title && b->film.title &&
	    title_same(mapping->arena, a->film.title, b->film.title) &&
	    (!a->film.year || !b->film.year || a->film.year == b->film.year);
}

/* A film said twice in one syntax (two scripts of two plug-ins): what the first lacks is taken from the second. */
static void complete(struct arena *arena, struct found *first, const struct found *second)
{
	struct film *to = &first->film;
	const struct film *from = &second->film;
#define COMPLETE(field)                                                                            \
	if (!to->field)                                                                            \
	to->field = from->field
	COMPLETE(title);
	COMPLETE(year);
	COMPLETE(released);
	COMPLETE(runtime_min);
	COMPLETE(synopsis);
	COMPLETE(description);
#undef COMPLETE
#define COMPLETE(field)                                                                            \
	if (!to->field.n)                                                                          \
	to->field = from->field
	COMPLETE(titles);
	COMPLETE(ids);
	COMPLETE(genres);
	COMPLETE(countries);
	COMPLETE(languages);
	COMPLETE(trailers);
	COMPLETE(credits);
	COMPLETE(tallies);
#undef COMPLETE
	list_each (const struct review, review, &from->reviews)
		*list_add(arena, &to->reviews) = *review;
	if (!first->key)
		first->key = second->key;
}

static void add_movie(struct mapping *mapping, const struct item *item, movie_list *movies)
{
	struct found found = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "Movie item",
	    .place = item->place};
	mapping_film(mapping, item, &found);
	mapping_tallies(mapping, item, TARGET_FILM, &found.film);
	for (size_t i = movies->n > LOOKED_BACK ? movies->n - LOOKED_BACK : 0; i < movies->n; i++) {
		struct found *other = found_of(mapping, &movies->at[i]);
		if (same_film(mapping, other, &found)) {
			complete(mapping->arena, other, &found);
			return;
		}
	}
	*list_add(mapping->arena, movies) = (struct movie){item, mapping->founds->all.n};
	*list_add(mapping->arena, &mapping->founds->all) = found;
}

static void add_movies(struct mapping *mapping, movie_list *movies)
{
	list_each (struct item *, it, &mapping->items->all) {
		const struct item *item = *it;
		if (!item_is(item, "Movie") || is_mentioned_only(item))
			continue;
		/* a mere reference, or a nameless wrapper around the real one, is none */
		if (!item_text(item, "name") && item->properties.n < 2)
			continue;
		if (movies->n == FILMS_MAX) {
			record_add_notice(mapping->arena, mapping->record, NOTICE_FIELD_CUT,
			    "more than %d films on the page", FILMS_MAX);
			return;
		}
		add_movie(mapping, item, movies);
	}
}

/* An item without a name is a film only where no other is: the page's heading may name it. */
static void drop_nameless(struct mapping *mapping, movie_list *movies)
{
	size_t named = 0, kept = 0, first = movies->n ? movies->at[0].at : 0;
	list_each (struct movie, movie, movies)
		named += found_of(mapping, movie)->film.title != NULL;
	for (size_t i = 0; i < movies->n; i++) {
		struct found found = *found_of(mapping, &movies->at[i]);
		if (!found.film.title && (named > 0 || kept > 0))
			continue;
		movies->at[kept] = (struct movie){movies->at[i].item, first + kept};
		mapping->founds->all.at[first + kept++] = found;
	}
	mapping->founds->all.n = first + kept;
	movies->n = kept;
}

/* Marks the film that the page is about, when one is: the only one, the one that the page says so of, or the only one that
 * stands for itself while the others are in lists. NULL for none. */
static struct movie *find_main(struct mapping *mapping, movie_list *movies)
{
	struct movie *own = NULL, *subject = NULL, *top = NULL;
	size_t subjects = 0, tops = 0;
	list_each (struct movie, movie, movies) {
		if (is_page(mapping, movie->item))
			own = own ? own : movie;
		if (is_subject(movie->item) && subjects++ == 0)
			subject = movie;
		if (!movie->item->nested && tops++ == 0)
			top = movie;
	}
	struct movie *main = movies->n == 1 ? movies->at : own;
	if (!main && subjects == 1)
		main = subject;
	if (!main && tops == 1)
		main = top;
	if (main)
		found_of(mapping, main)->main = true;
	return main;
}

/* ---- reviews and articles ------------------------------------------------------------ */

/* The film that a review is of: its itemReviewed, the film it is a value of, else the page's. NULL for none of them. */
static struct movie *reviewed(
    struct mapping *mapping, const struct item *review, movie_list *movies, struct movie *main)
{
	const struct item *subject = item_item(review, "itemReviewed");
	list_each (struct movie, movie, movies)
		if (movie->item == subject || (review->owner && movie->item == review->owner))
			return movie;
	const char *name = subject ? item_text(subject, "name") : item_text(review, "itemReviewed");
	for (size_t i = 0; name && i < movies->n && i < LOOKED_BACK; i++)
		if (title_same(mapping->arena, found_of(mapping, &movies->at[i])->film.title, name))
			return &movies->at[i];
	/* a review of something named otherwise is of something else */
	return name && main && found_of(mapping, main)->film.title ? NULL : main;
}

static bool same_name(struct mapping *mapping, const char *a, const char *b)
{
	return a && b && title_same(mapping->arena, a, b);
}

static bool is_own_name(struct mapping *mapping, const char *name)
{
	const struct founds *founds = mapping->founds;
	const struct page *page = &mapping->record->page;
	const char *const own[] = {page->author, page->publisher, page->site, founds->page_author,
	    founds->page_publisher, founds->page_site, mapping->site};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (same_name(mapping, own[i], name))
			return true;
	return false;
}

/* The site's own: of its author, publisher or critic (unless of another publication), or the one review that is the page. */
static bool is_own(struct mapping *mapping, const struct item *review, size_t top_reviews)
{
	const char *author = item_text(review, "author"),
		   *publisher = item_text(review, "publisher");
	if (is_own_name(mapping, author) || (!author && is_own_name(mapping, publisher)))
		return true;
	if (publisher && !is_own_name(mapping, publisher) && review->nested)
		return false;
	if (item_is(review, "CriticReview"))
		return true;
	return !review->nested && top_reviews == 1 && !item_is(review, "UserReview");
}

/* Reviews go to their film. One that names no film is of whatever film the page turns out to have. */
static void add_reviews(struct mapping *mapping, movie_list *movies, struct movie *main)
{
	struct found alone = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "review of the page",
	    .main = true};
	size_t top_reviews = 0;
	list_each (struct item *, it, &mapping->items->all)
		top_reviews += mapping_is_review(*it) && !(*it)->nested;
	list_each (struct item *, it, &mapping->items->all) {
		if (!mapping_is_review(*it))
			continue;
		struct movie *movie = reviewed(mapping, *it, movies, main);
		bool nameless = !movies->n && !item_property(*it, "itemReviewed") && !(*it)->nested;
		if (!movie && !nameless)
			continue;
		struct found *found = movie ? found_of(mapping, movie) : &alone;
		mapping_review(mapping, *it, is_own(mapping, *it, top_reviews), &found->film);
		alone.place = (*it)->place;
	}
	if (alone.film.verdicts.n || alone.film.reviews.n)
		*list_add(mapping->arena, &mapping->founds->all) = alone;
	if (mapping->scales_assumed)
		record_add_notice(mapping->arena, mapping->record, NOTICE_SCALE_ASSUMED,
		    "%d reviews do not state their scale", mapping->scales_assumed);
}

static const char *const article_types[] = {"Article", "BlogPosting", "NewsArticle",
    "ReviewNewsArticle", "OpinionNewsArticle", "TechArticle", "SocialMediaPosting"};
static const char *const page_types[] = {"WebPage", "ItemPage", "Recipe", "CreativeWork"};

static bool is_of(const struct item *item, const char *const *types, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (item_is(item, types[i]))
			return true;
	return false;
}

static const char *plain_of(struct mapping *mapping, const struct item *item, const char *property)
{
	return text_plain(mapping->arena, item_text(item, property));
}

#define SET(field, value)                                                                          \
	if (!founds->field)                                                                        \
	founds->field = (value)

/* What the page's article or review says of the page. */
static void read_page_facts(struct mapping *mapping, const struct item *item)
{
	struct founds *founds = mapping->founds;
	SET(page_title, plain_of(mapping, item, "headline"));
	SET(page_author, plain_of(mapping, item, "author"));
	SET(page_publisher, plain_of(mapping, item, "publisher"));
	SET(page_published_at, mapping_date(mapping, item, "datePublished"));
	SET(page_language, plain_of(mapping, item, "inLanguage"));
}

/* True for what a page may consist of: an article, or a review that names its subject; on its own or as a blog's post. */
static bool is_article(const struct item *item)
{
	bool posted =
	    item->as && (strcmp(item->as, "blogPost") == 0 || strcmp(item->as, "mainEntity") == 0);
	if (item->nested && !posted)
		return false;
	return is_of(item, article_types, sizeof article_types / sizeof *article_types) ||
	    (mapping_is_review(item) && !item_is(item, "UserReview") &&
		item_item(item, "itemReviewed"));
}

/* Facts of the page from its only article; of an index with many there are none. */
static void read_page(struct mapping *mapping)
{
	struct founds *founds = mapping->founds;
	const struct item *article = NULL;
	list_each (struct item *, it, &mapping->items->all) {
		if (item_is(*it, "WebSite"))
			SET(page_site, plain_of(mapping, *it, "name"));
		if (!is_article(*it))
			continue;
		mapping->articles++;
		article = *it;
	}
	if (mapping->articles == 1)
		read_page_facts(mapping, article);
}

/* Items that stand for the page itself: what rates them rates the page. Of an index's many articles none does. */
static bool rates_page(const struct mapping *mapping, const struct item *item)
{
	if (item_is(item, "Movie") || is_mentioned_only(item))
		return false;
	if (is_of(item, article_types, sizeof article_types / sizeof *article_types))
		return mapping->articles <= 1;
	return !item->nested && is_of(item, page_types, sizeof page_types / sizeof *page_types);
}

/* Ratings of the page go to its film, marked as the page's; without an item of the film to whatever film the page turns
 * out to have. */
static void add_page_tallies(struct mapping *mapping, struct movie *main)
{
	struct found alone = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "rating of the page",
	    .main = true};
	struct found *found = main ? found_of(mapping, main) : &alone;
	list_each (struct item *, it, &mapping->items->all)
		if (rates_page(mapping, *it)) {
			mapping_tallies(mapping, *it, TARGET_PAGE, &found->film);
			alone.place = (*it)->place;
		}
	if (alone.film.tallies.n)
		*list_add(mapping->arena, &mapping->founds->all) = alone;
}

static void note_capped(struct mapping *mapping)
{
	list_each (struct item *, it, &mapping->items->all)
		if ((*it)->capped) {
			record_add_notice(mapping->arena, mapping->record, NOTICE_FIELD_CUT,
			    "an item with more than %d properties", ITEM_PROPERTIES_MAX);
			return;
		}
}

void mapping_read(struct arena *arena, const struct items *items, const struct document *document,
    struct founds *founds, struct record *record)
{
	if (items->all.n == 0)
		return;
	struct head head;
	head_read(arena, document, &head);
	struct mapping mapping = {.arena = arena,
	    .items = items,
	    .founds = founds,
	    .record = record,
	    .address = page_address(arena, &head),
	    .site = meta_content(&head, "og:site_name")};
	movie_list movies = {0};
	note_capped(&mapping);
	read_page(&mapping);
	const char *published =
	    record->page.published_at ? record->page.published_at : founds->page_published_at;
	mapping.year_max = title_year_max(record->page.retrieved_at, published);
	add_movies(&mapping, &movies);
	drop_nameless(&mapping, &movies);
	struct movie *main = find_main(&mapping, &movies);
	add_reviews(&mapping, &movies, main);
	add_page_tallies(&mapping, main);
}
