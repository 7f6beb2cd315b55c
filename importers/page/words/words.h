/*
 * words: a text as a row of lower-case words with what ends each clause and sentence, for the
 * modules that read meaning from prose (verdict, headline, poll). Apostrophes are dropped ("isn't"
 * → "isnt"), hyphens part words, thumbs are words.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_WORDS_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_WORDS_H

#include "schema/base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum stop { STOP_NONE, STOP_CLAUSE, STOP_SENTENCE, STOP_QUESTION };

struct word {
	const char *text; /* lower case, NUL-terminated */
	size_t at, end;   /* where it stood in the source text, in bytes */
	enum stop stop;   /* the strongest punctuation between it and the next word, or the end */
};

typedef LIST_OF(struct word) word_list;

/* Adds the words of n bytes of valid UTF-8. The last word's stop is at least STOP_CLAUSE. */
void words_read(struct arena *arena, const char *text, size_t n, word_list *words);

/* Lower case of Latin, Greek and Cyrillic letters, by code point. */
uint32_t words_lower(uint32_t code);

/* How many words from `from` on spell the phrase (words parted by one space); 0 when they do not. A
 * phrase never goes over a stop. */
size_t words_match(const word_list *words, size_t from, const char *phrase);

#endif
