/*
 * text_kind: what a code point is to the comparison of titles. Only text_fold uses it.
 */
#ifndef FILMTALLY_SCHEMA_BASE_TEXT_KIND_H
#define FILMTALLY_SCHEMA_BASE_TEXT_KIND_H

#include <stdint.h>

enum text_kind {
	WORD, /* a letter, a digit, a mark that letters need, or a mathematical or currency sign */
	NOTHING, /* dropped without ending the word */
	SPACE,
	APOSTROPHE,
	DOT, /* or what stands for it in acronyms: M*A*S*H */
	COMMA,
	BREAK /* other punctuation: ends the word */
};

enum text_kind text_kind_of(int32_t code);

/* Letters that Unicode does not decompose and catalogues write without their stroke, by what
 * catalogues write; NULL for any other. */
const char *text_plain_letters(int32_t code);

#endif
