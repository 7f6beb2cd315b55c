/* ballot_line.c: see ballot_line.h. Delimiters are found eight bytes at a time. */
#include "schema/record/ballot_line.h"
#include "schema/base/word.h"

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
		uint64_t stops = word_is(word, ',') | word_is(word, '\n');
		for (; stops; stops &= stops - 1) {
			const char *stop = at + word_first(stops);
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
