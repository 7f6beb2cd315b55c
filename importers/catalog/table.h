/*
 * table: one file of a catalogue, told by its header: IMDb's title.basics, title.akas and
 * title.ratings (tab separated, no quotes, `\N` for nothing; plain or compressed), MovieLens'
 * movies.csv and links.csv. Rows come one at a time, and stay until the next.
 */
#ifndef FILMTALLY_IMPORTERS_CATALOG_TABLE_H
#define FILMTALLY_IMPORTERS_CATALOG_TABLE_H

#include "schema/base/input.h"
#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>

enum table_kind { KIND_BASICS, KIND_AKAS, KIND_RATINGS, KIND_MOVIES, KIND_LINKS, KINDS };

/* The columns of each kind, as its header must name them; the key is column 0. */
enum basics {
	BASICS_ID,
	BASICS_TYPE,
	BASICS_PRIMARY,
	BASICS_ORIGINAL,
	BASICS_YEAR,
	BASICS_RUNTIME,
	BASICS_GENRES
};
enum akas { AKAS_ID, AKAS_TITLE, AKAS_IS_ORIGINAL };
enum ratings { RATINGS_ID, RATINGS_AVERAGE, RATINGS_VOTES };
enum movies { MOVIES_ID, MOVIES_TITLE, MOVIES_GENRES };
enum links { LINKS_ID, LINKS_IMDB, LINKS_TMDB };
enum { COLUMNS_MAX = 8 };

struct table;

/* Reads the header of an open file, which the table then owns. NULL with err (EXIT_REFUSED) when it
 * is none of these; the file is then the caller's. */
struct table *table_open(struct input *input, struct err *err);
void table_close(struct table *table);
enum table_kind table_kind(const struct table *table);
const char *table_name(const struct table *table);

/* Goes to the next row: 1, 0 at the end, -1 with err (EXIT_REFUSED) when that row is damaged: call
 * again. */
int table_next(struct table *table, struct err *err) __attribute__((warn_unused_result));
long table_line(const struct table *table);
/* How many rows were not UTF-8 and were read as windows-1252, as MovieLens' older sets are, and the
 * first one's line. */
long table_odd_rows(const struct table *table, long *first_line);
/* The row as it stood, for rejects. */
const char *table_raw(const struct table *table, size_t *n);
/* A cell of the row, borrowed until the next; NULL when it is empty or `\N`. */
const char *table_cell(const struct table *table, int column);
/* Negative, 0 or positive as the row's key comes before, at or after that of the other table's row,
 * in the order that the files are sorted by. */
int table_compare(const struct table *table, const struct table *other);

#endif
