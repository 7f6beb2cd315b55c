/*
 * title: what a heading says of a film: `Closeness 2017`, `Closeness (Tesnota, 2017)`, `Closeness |
 * Tesnota | Теснота`. Pure functions.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_TITLE_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_TITLE_H

#include "schema/record/record.h"

enum { YEAR_FIRST = 1870, YEAR_LAST = 2031, YEARS_AHEAD = 5 };

/* The last year that a film on a page can have: five after the page's own date (retrieved, else
 * published), else YEAR_LAST. Either may be NULL. */
int title_year_max(const char *retrieved_at, const char *published_at);

/* What stands in one heading. */
struct heading {
	/* the first title, without year and decoration; NULL when nothing is left */
	const char *title;
	int year;         /* 0 for none */
	text_list others; /* further titles, in order, `A | B | C` and `A (B, 2017)` */
};

/* Reads a heading. A trailing year is taken only when a title is left (`1917` is a title) and lies
 * in 1870–year_max, so that `Blade Runner 2049` keeps its number. */
struct heading title_read(struct arena *arena, const char *text, int year_max);

/* Adds a heading's titles to the film with kinds by script: the first is the display title; one in
 * another script is the original; a Latin one beside an original in another script is romanised;
 * the rest are aka. A single title without others sets film->title alone. */
void title_add(struct arena *arena, struct film *film, const struct heading *heading);

/* True if a line may be a title: short, no sentence, no date, no label. */
bool title_is_plausible(struct arena *arena, const char *text);

/* True if two titles are one when folded. */
bool title_same(struct arena *arena, const char *a, const char *b);

/* A title without a site's name after ` - `, ` | `, ` – ` or before it (`Closeness (2017) -
 * IMDb`). */
const char *title_without_site(struct arena *arena, const char *title, const char *site);

#endif
