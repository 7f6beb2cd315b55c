/*
 * mapping: items → films, as schema.org's terms say. Private: only mapping*.c see this; everybody
 * else sees mapping_read in claim.h. The order of the calls: mapping.c → mapping_page.c →
 * mapping_votes.c, mapping_member.c; mapping.c → mapping_film.c → mapping_credits.c; all →
 * mapping_item.c.
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

/* The films that this mapping found, beside their items. */
struct movie {
	const struct item *item;
	size_t at; /* in claims->all */
};
typedef LIST_OF(struct movie) movie_list;

/* ---- what all ask of an item (mapping_item.c) ---- */

struct claim *mapping_claim(const struct mapping *mapping, const struct movie *movie);

/* An address as an http or https URL; NULL for anything else. */
const char *mapping_url(const struct mapping *mapping, const char *address);

/* A date in canonical form, from what the property says; NULL when there is none or it is no ISO
 * date. */
const char *mapping_date(
    const struct mapping *mapping, const struct item *item, const char *property);

/* A film that another film, or a person's page, mentions is not one that the page shows. */
bool mapping_is_mention(const struct item *item);

/* True for Review, UserReview, CriticReview and the like. */
bool mapping_is_review(const struct item *item);

/* The address that a review's author has, as an URL; NULL for none. */
const char *mapping_author_address(struct mapping *mapping, const struct item *review);

/* ---- mapping_film.c, mapping_credits.c ---- */

/* The facts of a Movie item: titles, year, credits and so on. */
void mapping_film(struct mapping *mapping, const struct item *item, struct claim *claim);
void mapping_credits(struct mapping *mapping, const struct item *item, struct film *film);

/* ---- mapping_votes.c ---- */

/* aggregateRating and interactionStatistic of an item, as tallies of the film. */
void mapping_tallies(
    struct mapping *mapping, const struct item *item, enum target target, struct film *film);

/* One rating of many, an AggregateRating or a bare text, as a tally of the film. */
void mapping_rating(
    struct mapping *mapping, const struct value *value, enum target target, struct film *film);

/* A Review item: the site's verdict on the film when `own`, else a reader's review. */
void mapping_review(struct mapping *mapping, const struct item *item, bool own, struct film *film);

/* ---- mapping_member.c ---- */

/* True if a review that stands for itself is by a member of the site rather than by its critic. */
bool mapping_is_members(struct mapping *mapping, const struct item *review);

/* ---- mapping_page.c ---- */

/* The page's own facts, from its article; and its ratings and reviews, for its films. `main` is
 * the film that the page is about, NULL for none. */
void mapping_page_facts(struct mapping *mapping);
void mapping_page_votes(struct mapping *mapping, movie_list *movies, struct movie *main);

#endif
