/*
 * mapping: items → films. Only mapping*.c and opengraph.c see this; everybody else sees claim.h.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_MAPPING_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_MAPPING_H

#include "importers/page/film/finish.h"
#include "importers/page/film/claim.h"
#include "importers/page/words/title.h"

enum {
	MOVIES_COMPARED = 100,         /* films that one is compared with by title */
	MAPPING_LIST = FINISH_LIST + 1 /* entries taken of a list; finish.h cuts it, and says so */
};

struct mapping {
	struct arena *arena;
	const struct items *items;
	struct claims *claims;
	struct record *record;
	/* addresses are resolved against it; NULL when the page's is not known */
	const char *address;
	const char *site; /* og:site_name, or NULL */
	/* what og:title and <title> name, without the site */
	struct heading titles[2];
	int year_max;
	size_t articles; /* of which the page may consist; of an index's several none is the page */
	int dates_unread;   /* reviews whose date is none; one notice for all of them */
	int scales_assumed; /* reviews whose scale was not stated; one notice for all of them */
};

/* The films found by this mapping, beside their items. */
struct movie {
	const struct item *item;
	size_t at; /* in claims->all */
};
typedef LIST_OF(struct movie) movie_list;

struct claim *mapping_found(const struct mapping *mapping, const struct movie *movie);

/* A text for a field: white space squeezed, tags taken out. `text_body` keeps line ends. NULL of
 * NULL or when nothing is left. */
const char *text_plain(struct arena *arena, const char *text);
const char *text_body(struct arena *arena, const char *text);

/* An address as an http or https URL; NULL for anything else. */
const char *mapping_url(const struct mapping *mapping, const char *address);

/* A date in canonical form, from what the property says; NULL when there is none or it is no ISO
 * date. */
const char *mapping_date(
    const struct mapping *mapping, const struct item *item, const char *property);

/* The facts of a Movie item: titles, year, credits and so on. (mapping_film.c) */
void mapping_film(struct mapping *mapping, const struct item *item, struct claim *found);
void mapping_credits(struct mapping *mapping, const struct item *item, struct film *film);

/* aggregateRating and interactionStatistic of an item, as tallies of the film. (mapping_votes.c) */
void mapping_tallies(
    struct mapping *mapping, const struct item *item, enum target target, struct film *film);

/* A film that another film, or a person's page, mentions is not one that the page shows. */
bool mapping_is_mention(const struct item *item);

/* The page's own facts, from its article; and its ratings and reviews, for its films. `main` is
 * the film that the page is about, NULL for none. (mapping_page.c) */
void mapping_page_facts(struct mapping *mapping);
void mapping_page_votes(struct mapping *mapping, movie_list *movies, struct movie *main);

/* One rating of many, an AggregateRating or a bare text, as a tally of the film.
 * (mapping_votes.c) */
void mapping_rating(
    struct mapping *mapping, const struct value *value, enum target target, struct film *film);

/* A Review item: the site's verdict on the film when `own`, else a reader's review.
 * (mapping_votes.c) */
void mapping_review(struct mapping *mapping, const struct item *item, bool own, struct film *film);

/* The address that a review's author has, as an URL; NULL for none. (mapping_votes.c) */
const char *mapping_author_address(struct mapping *mapping, const struct item *review);

/* True if a review that stands for itself is by a member of the site rather than by its critic.
 * (mapping_member.c) */
bool mapping_is_members(struct mapping *mapping, const struct item *review);

/* True for Review, UserReview, CriticReview and the like. */
bool mapping_is_review(const struct item *item);

#endif
