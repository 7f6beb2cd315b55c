/* words: the row numbers of words that stand once (sources, genres, …). For schema/store
 * only. */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_WORDS_H
#define FILMTALLY_SCHEMA_STORE_NAMES_WORDS_H

#include "schema/store/store.h"

#include <stddef.h>
#include <stdint.h>

enum word_table { WORD_SOURCE, WORD_GENRE, WORD_LANGUAGE };

/* The row of a word, made when it is not there; -1 with err. */
int64_t word_id(
    struct store *store, enum word_table table, const char *word, size_t n, struct err *err);

/* The same for a country, by name and ISO code (NULL: not known). */
int64_t country_id(struct store *store, const char *name, const char *code, struct err *err);

#endif
