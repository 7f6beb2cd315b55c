/*
 * lexicon: a text cut into the units that say which side it takes: the phrases of [verdict] in
 * languages/en.ini and its like, signs and marks. verdict.c weighs the units; nothing here decides.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_LEXICON_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a unit (a phrase of the lexicon, a word outside it, a sign or a mark) does in a sentence. */
enum sense {
	SENSE_OTHER,    /* a word that the lexicon does not know: it may change what a sentence is
	                   about */
	SENSE_PLAIN,    /* a word that leaves a statement as it is: "this", "definitely", "2017" */
	SENSE_FILM,     /* "film", "movies" */
	SENSE_TITLE,    /* the film's own title, masked */
	SENSE_POSITIVE, /* "favorite" */
	SENSE_NEGATIVE, /* "unfavorite", "least favorite" */
	SENSE_UP,       /* 👍 */
	SENSE_DOWN,     /* 👎 */
	SENSE_NOT,      /* negates what follows in its clause */
	SENSE_HEDGE,    /* leaves its clause undecided: "whether", "not sure" */
	SENSE_THEIRS,   /* "his", "critics": whose favorite it is, when it comes before */
	SENSE_IS,       /* "is": what comes after it is what is spoken of */
	SENSE_THIS,     /* "this", "it": the film, when it comes after "is" */
	SENSE_CLAUSE,   /* a clause ends: comma, colon, "but" */
	SENSE_SENTENCE, /* a sentence ends */
	SENSE_QUESTION  /* a sentence ends that was a question */
};

/* SENSE_UP or SENSE_DOWN for a sign that takes a side by itself (👍), else SENSE_OTHER. */
enum sense lexicon_sign(int32_t code);

struct unit {
	enum sense sense;
	bool reads_as_vote; /* SENSE_TITLE: the title is itself a side word ("The Favourite") */
};

struct units {
	struct unit *at;
	size_t n;
};

/* True if the text may hold a word or sign that takes a side: a cheap look before lexicon_read. */
bool lexicon_may_speak(const char *text);

/* Cuts valid UTF-8 into units, titles masked first (longest first); ends with a sentence's end.
 * Free with units_release. */
struct units lexicon_read(const char *text, const char *const *titles, size_t titles_n);
void units_release(struct units *units);

#endif
