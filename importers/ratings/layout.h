/*
 * layout: the shapes of tables that are known, by the names in their headers, never by position.
 * Any other shape is described by --map.
 */
#ifndef FILMTALLY_IMPORTERS_RATINGS_LAYOUT_H
#define FILMTALLY_IMPORTERS_RATINGS_LAYOUT_H

#include <stddef.h>

enum column {
	COLUMN_FILM, /* an id or an address */
	COLUMN_TITLE,
	COLUMN_YEAR,
	COLUMN_KIND, /* what kind of work: only films count */
	COLUMN_VOTER,
	COLUMN_CHOICE,
	COLUMN_LIKE, /* a mark that says favorite, and nothing when it is not there */
	COLUMN_VALUE,
	COLUMN_BEST,
	COLUMN_WORST,
	COLUMN_AT,
	COLUMN_VOTES,    /* totals: how many made the choice */
	COLUMN_FAVORITE, /* totals in two columns */
	COLUMN_UNFAVORITE,
	COLUMNS
};

/* Columns as a set. */
#define COLUMN_BIT(column) (1u << COLUMN_##column)

/* What --map calls each column. */
extern const char *const layout_keys[COLUMNS];

struct layout {
	const char *name; /* also the source, unless --source says another */
	const char *const (
	    *names)[COLUMNS]; /* per column its header names, `|` between, best first */
	unsigned needed;      /* columns without which it is not this layout, by bit */
	const char *scheme; /* of film ids without a scheme; NULL when the header's name tells it */
	double worst, best; /* NAN when the file must say */
};

/* In the order in which they are tried. */
extern const struct layout layouts[];
extern const size_t layouts_n;

/* The names of a form's columns, and of any table's: what an unknown header is searched for. */
extern const char *const layout_form[COLUMNS], *const layout_table[COLUMNS];

#endif
