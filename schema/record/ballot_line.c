/* ballot_line.c: see ballot_line.h. Delimiters are found eight bytes at a time. */
#include "schema/record/ballot_line.h"

#include <endian.h>
#include <string.h>

#define EACH UINT64_C(0x0101010101010101)
#define TOPS (EACH * 0x80)

static uint64_t word_at(const char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return le64toh(word);
}

/* The top bit of each byte of the word that is c. */
static uint64_t bytes_that_are(uint64_t word, char c)
{
	uint64_t other = word ^ EACH * (uint64_t)c; /* 0 where it is */
	return ~(((other & ~TOPS) + ~TOPS) | other) & TOPS;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A line being cut. */
struct cutting {
	struct ballot_line *line;
	size_t n;         /* fields so far */
	const char *from; /* of the next */
};

/* A delimiter at `at` ends a field. False when the row is not plain. */
static bool field_end(struct cutting *cutting, const char *at)
{
	const char *from = cutting->from;
	size_t n = (size_t)(at - from);
	if (cutting->n == BALLOT_FIELDS || (n && (is_blank(*from) || is_blank(at[-1]))))
		return false;
	cutting->line->fields[cutting->n++] = (struct csv_field){from, n};
	cutting->from = at + 1;
	return true;
}

const char *ballot_line_cut(struct ballot_line *line, const char *at, const char *end)
{
	struct cutting cutting = {line, 0, at};
	for (; at + sizeof(uint64_t) <= end; at += sizeof(uint64_t)) {
		uint64_t word = word_at(at);
		uint64_t stops = bytes_that_are(word, ',') | bytes_that_are(word, '\n');
		for (; stops; stops &= stops - 1) {
			const char *stop = at + __builtin_ctzll(stops) / 8;
			if (!field_end(&cutting, stop))
				return NULL;
			if (*stop == '\n')
				return cutting.n == BALLOT_FIELDS ? stop : NULL;
		}
	}
	for (; at < end; at++) {
		if ((*at == ',' || *at == '\n') && !field_end(&cutting, at))
			return NULL;
		if (*at == '\n')
			return cutting.n == BALLOT_FIELDS ? at : NULL;
	}
	return NULL;
}
