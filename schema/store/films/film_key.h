/*
 * film_key: the names by which a film is known outside the database. For this folder only.
 *
 * The public key is the smallest id of the best scheme (film_id.h), else `t:folded-title:year:8
 * hexadecimal digits` of the first mention's key. When an id is learned the key changes; every name
 * the film has or had a right to is an alias.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_FILM_KEY_H
#define FILMTALLY_SCHEMA_STORE_FILMS_FILM_KEY_H

#include "schema/record/record.h"
#include "schema/store/films/block.h"

/* The films of a block: `first` is the index of a film's first mention, which names it. */
struct film_names {
	const char *key;
	text_list aliases; /* sorted, without the key */
};

/*
 * Names all films of a block: names[i] is filled for each i with film[i] == i; next[i] is the next
 * mention of i's film (the number of mentions after the last). Two films of a block that claim one
 * id (a person said that they differ): the first has it, the other takes its next name, so that no
 * key stands twice.
 */
void film_names_of(struct arena *arena, const struct block *block, const size_t *film,
    const size_t *next, struct film_names *names);

/* Makes a key free that a film of another block may still have, by an id that it has lost: its
 * block was touched as well, and names it anew. `film` is the row that is to have it; 0 when that
 * is not made yet. */
int film_key_free(struct store *store, const char *key, int64_t film, struct err *err)
    __attribute__((warn_unused_result));

/* Writes the aliases of a film that has none. */
int film_aliases_put(struct store *store, int64_t film, const struct film_names *names,
    struct err *err) __attribute__((warn_unused_result));

#endif
