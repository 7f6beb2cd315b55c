/*
 * lexicon_words: a text cut into the words and marks that the lexicon looks its phrases up in. Only
 * lexicon.c reads it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_LEXICON_WORDS_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_LEXICON_WORDS_H

#include "importers/page/words/lexicon.h"

struct lexicon_word {
	const char *at; /* in the lower-case copy, or a spelling of the tables; NULL for a mark */
	size_t n;
	enum sense sense; /* of marks and signs; SENSE_OTHER for words */
};

struct lexicon_words {
	char *copy; /* the text in lower case, which the words point into */
	struct lexicon_word *at;
	size_t n, cap;
};

/* Cuts valid UTF-8 into words (a–z in lower case, apostrophes straight, other spellings of a word
 * made one) and marks. Free with lexicon_words_release. */
struct lexicon_words lexicon_words_read(const char *text);
void lexicon_words_release(struct lexicon_words *words);

/* False for a mark. */
bool lexicon_word_is_word(const struct lexicon_word *word);
bool lexicon_word_is(const struct lexicon_word *word, const char *text, size_t n);

#endif
