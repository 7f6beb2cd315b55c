/*
 * film_id: the schemes by which sites name a film, their canonical form and their rank.
 *
 * Canonical: imdb `tt` and at least 7 digits (`0114709` and `114709` become `tt0114709`); tmdb,
 * kinopoisk, csfd, allocine, filmaffinity and movielens bare digits without leading zeros; wikidata
 * `Q…`; letterboxd its slug; eidr `10.5240/XXXX-XXXX-XXXX-XXXX-XXXX-C`, upper case.
 */
#ifndef FILMTALLY_SCHEMA_RECORD_FILM_ID_H
#define FILMTALLY_SCHEMA_RECORD_FILM_ID_H

#include "schema/base/arena.h"

#include <stdbool.h>

/* 1 for the best scheme (imdb, wikidata, tmdb, eidr, letterboxd, movielens, then the others in the
 * order of the table in film_id.c), 0 for a scheme that is not known. */
int film_id_rank(const char *scheme);

/* The canonical form of an id within its scheme, in the arena; NULL when it is badly formed or the
 * scheme is not known. */
const char *film_id_canonical(struct arena *arena, const char *scheme, const char *id);

/* Recognises a film's own address on a known site (https://www.imdb.com/title/tt0114709/,
 * themoviedb.org/movie/862, letterboxd.com/film/closeness/, wikidata.org/wiki/Q…, csfd.cz/film/…,
 * …): sets *scheme (static) and *id (in the arena). Pages below a film (reviews, cast) count as its
 * address; people, lists and searches do not. */
bool film_id_from_url(struct arena *arena, const char *url, const char **scheme, const char **id);

#endif
