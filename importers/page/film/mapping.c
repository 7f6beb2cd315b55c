/*
 * mapping: see mapping.h. Which items are films of the page, and which of them the page is about.
 */
#include "importers/page/film/mapping.h"
#include "importers/page/film/plain_text.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"

#include <string.h>

enum { FILMS_MAX = 1000 };

/* ---- which items are the page's films ---- */

/* True if the page says that it is about the item: mainEntity, or the review's or article's
 * subject. */
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

static bool same_film(struct mapping *mapping, const struct claim *a, const struct claim *b)
{
	if (a->key && b->key)
		return strcmp(a->key, b->key) == 0;
	return a->film.title && b->film.title &&
	    title_same(mapping->arena, a->film.title, b->film.title) &&
	    (!a->film.year || !b->film.year || a->film.year == b->film.year);
}

/* A film said twice in one syntax (two scripts of two plug-ins): what the first lacks is taken
 * from the second. */
static void complete(struct arena *arena, struct claim *first, const struct claim *second)
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
	struct claim claim = {.film = film_init(),
	    .layer = mapping->items->layer,
	    .rule = "Movie item",
	    .place = item->place};
	mapping_film(mapping, item, &claim);
	mapping_tallies(mapping, item, TARGET_FILM, &claim.film);
	for (size_t i = movies->n > MOVIES_COMPARED ? movies->n - MOVIES_COMPARED : 0;
	     i < movies->n; i++) {
		struct claim *other = mapping_claim(mapping, &movies->at[i]);
		if (same_film(mapping, other, &claim)) {
			complete(mapping->arena, other, &claim);
			return;
		}
	}
	*list_add(mapping->arena, movies) = (struct movie){item, mapping->claims->all.n};
	*list_add(mapping->arena, &mapping->claims->all) = claim;
}

static void add_movies(struct mapping *mapping, movie_list *movies)
{
	list_each (struct item *, it, &mapping->items->all) {
		const struct item *item = *it;
		if (!item_is(item, "Movie") || mapping_is_mention(item))
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
	if (movies->n == 0)
		return; /* the claims so far are other syntaxes' */
	size_t named = 0, kept = 0, first = movies->at[0].at;
	list_each (struct movie, movie, movies)
		named += mapping_claim(mapping, movie)->film.title != NULL;
	for (size_t i = 0; i < movies->n; i++) {
		struct claim claim = *mapping_claim(mapping, &movies->at[i]);
		if (!claim.film.title && (named > 0 || kept > 0))
			continue;
		movies->at[kept] = (struct movie){movies->at[i].item, first + kept};
		mapping->claims->all.at[first + kept++] = claim;
	}
	mapping->claims->all.n = first + kept;
	movies->n = kept;
}

/* What follows a film's name in a page's title. */
static bool is_tail(const char *text)
{
	static const char *const tails[] = {
	    " - ", " | ", " – ", " — ", " · ", " : ", " :: ", " « ", " » ", " // ", " ⭐"};
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (text_starts(text, tails[i]))
			return true;
	return false;
}

/* The page's title that is the film's, alone or before a site's name; NULL for none. */
static const struct heading *title_of(const struct mapping *mapping, const char *film)
{
	for (size_t i = 0; film && i < sizeof mapping->titles / sizeof *mapping->titles; i++) {
		const char *title = mapping->titles[i].title;
		if (title &&
		    (title_same(mapping->arena, title, film) ||
			(text_starts(title, film) && is_tail(title + strlen(film)))))
			return &mapping->titles[i];
	}
	return NULL;
}

/* The page's title may know the year that the film's item does not. */
static void add_year(struct mapping *mapping, const struct film *film)
{
	const struct heading *heading = film->year ? NULL : title_of(mapping, film->title);
	struct claim claim = {.film = film_init(),
	    .layer = LAYER_PAGE_TITLE,
	    .rule = "title",
	    .place = "head",
	    .main = true};
	if (!heading || !heading->year || heading->year > mapping->year_max)
		return;
	claim.film.title = film->title;
	claim.film.year = heading->year;
	*list_add(mapping->arena, &mapping->claims->all) = claim;
}

/* One of several films, when it is the only one that something tells. */
struct only {
	struct movie *movie;
	size_t n;
};

static void tell(struct only *only, bool told, struct movie *movie)
{
	if (told && only->n++ == 0)
		only->movie = movie;
}

/* Marks the film that the page is about, when one is: the only one, the one that the page says
 * so of, or the only one that stands for itself while the others are in lists. NULL for none. */
static struct movie *find_main(struct mapping *mapping, movie_list *movies)
{
	struct only own = {0}, subject = {0}, titled = {0}, top = {0};
	list_each (struct movie, movie, movies) {
		const char *title = mapping_claim(mapping, movie)->film.title;
		tell(&own, is_page(mapping, movie->item), movie);
		tell(&subject, is_subject(movie->item), movie);
		tell(&titled, movies->n < MOVIES_COMPARED && title_of(mapping, title) != NULL,
		    movie);
		tell(&top, !movie->item->nested, movie);
	}
	struct movie *stated = own.movie;
	if (!stated && subject.n == 1)
		stated = subject.movie;
	if (!stated && titled.n == 1)
		stated = titled.movie;
	struct movie *main = stated;
	if (!main)
		main = movies->n == 1 ? movies->at : top.n == 1 ? top.movie : NULL;
	if (main)
		mapping_claim(mapping, main)->main = true;
	if (stated)
		mapping_claim(mapping, stated)->stated = true;
	return main;
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

static void read_titles(struct mapping *mapping, const struct head *head)
{
	struct arena *arena = mapping->arena;
	const char *const texts[] = {
	    head_content(head, "og:title"), head->title ? node_text(arena, head->title) : NULL};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = plain_text(arena, texts[i]);
		if (text)
			mapping->titles[i] = title_read(
			    arena, title_without_site(arena, text, mapping->site), YEAR_LAST);
	}
}

void mapping_read(struct arena *arena, const struct items *items, const struct head *head,
    struct claims *claims, struct record *record)
{
	if (items->all.n == 0)
		return;
	struct mapping mapping = {.arena = arena,
	    .items = items,
	    .claims = claims,
	    .record = record,
	    .address = head_address(arena, head),
	    .site = head_content(head, "og:site_name")};
	movie_list movies = {0};
	read_titles(&mapping, head);
	note_capped(&mapping);
	mapping_page_facts(&mapping);
	const char *published =
	    record->page.published_at ? record->page.published_at : claims->page_published_at;
	mapping.year_max = title_year_max(record->page.retrieved_at, published);
	add_movies(&mapping, &movies);
	drop_nameless(&mapping, &movies);
	struct movie *main = find_main(&mapping, &movies);
	mapping_page_votes(&mapping, &movies, main);
	if (main)
		add_year(&mapping, &mapping_claim(&mapping, main)->film);
}
