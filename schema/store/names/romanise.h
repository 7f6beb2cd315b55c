/*
 * romanise: Latin spellings of Cyrillic and Greek titles. They make *candidate* keys only (Теснота
 * → tesnota): nobody romanises by one table, so a match by them is shown to a person and never
 * taken.
 */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_ROMANISE_H
#define FILMTALLY_SCHEMA_STORE_NAMES_ROMANISE_H

#include "schema/base/arena.h"

/*
 * The folded title (text_fold) with its Cyrillic and Greek letters put in Latin ones; NULL when it
 * has neither. Cyrillic follows BGN/PCGN 1947 without its diacritics and marks (and BGN's for
 * Ukrainian letters); Greek follows ELOT 743's transcription letter by letter, with its digraphs
 * ου, μπ, ντ, γκ, γγ.
 */
char *romanise(struct arena *arena, const char *folded);

#endif
