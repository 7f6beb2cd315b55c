/*
 * word: eight bytes of text looked at together, in whatever order the machine keeps them. A byte's
 * top bit is its answer.
 */
#ifndef FILMTALLY_SCHEMA_BASE_WORD_H
#define FILMTALLY_SCHEMA_BASE_WORD_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#define WORD_EACH UINT64_C(0x0101010101010101)
#define WORD_TOPS (WORD_EACH * 0x80)

/* The first byte lowest. */
static inline uint64_t word_at(const char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return le64toh(word);
}

/* The top bit of each byte of the word that is c. */
static inline uint64_t word_is(uint64_t word, char c)
{
	uint64_t other = word ^ WORD_EACH * (unsigned char)c; /* 0 where it is */
	return ~(((other & ~WORD_TOPS) + ~WORD_TOPS) | other) & WORD_TOPS;
}

/* Not 0 when a byte of the word is less than c, which is ASCII. */
static inline uint64_t word_less(uint64_t word, char c)
{
	return (word - WORD_EACH * (unsigned char)c) & ~word & WORD_TOPS;
}

/* The place of the first byte whose top bit is set in `tops`, which is not 0. */
static inline int word_first(uint64_t tops)
{
	return __builtin_ctzll(tops) / 8;
}

#endif
