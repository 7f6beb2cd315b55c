/*
 * singleton_row: the films of tables' mentions that are told by an id alone, when nobody else has
 * it: most of what a first load of ratings brings. They can meet nobody, so they are made many at
 * once. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_SINGLETON_ROW_H
#define FILMTALLY_SCHEMA_STORE_FILMS_SINGLETON_ROW_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* A mention of a table without title, year and page. The texts are borrowed. */
struct singleton_row {
	int64_t mention;
	const char *key; /* the mention's */
	const char *scheme, *id;
};

/* As many as are worth to wait for, and bytes of their texts. */
enum { SINGLETON_ROWS = 1 << 14, SINGLETON_TEXTS = 4 << 20 };

/* Writes the facts of new mentions. */
int singleton_rows_fill(struct store *store, const struct singleton_row *rows, size_t n,
    struct err *err) __attribute__((warn_unused_result));

/* Makes the films of those whose id nobody else has, and notes them in dirty->singletons; the
 * others go to dirty->mentions, to be resolved. The mentions' facts are there, and nobody has
 * decided anything. Sorts the rows. */
int singleton_rows_films(struct store *store, struct singleton_row *rows, size_t n,
    struct dirty *dirty, struct err *err) __attribute__((warn_unused_result));

/* The same for such as are among dirty->mentions, without a film: they are taken from there. */
int singleton_rows_of(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
