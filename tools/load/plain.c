/* plain.c: see plain.h. Delimiters are found eight bytes at a time. */
#include "tools/load/plain.h"

#include <endian.h>
#include <string.h>

enum { FIELDS = 10, WORD = 8 };

#define EACH UINT64_C(0x0101010101010101)
#define TOPS (EACH * 0x80)

static uint64_t word_at(const char *at)
{
	uint64_t word;
	memcpy(&word, at, WORD);
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

/* A row being cut into fields. */
struct row {
	struct csv_field fields[FIELDS];
	size_t n;
	const char *from; /* of the next field */
};

/* A delimiter at `at` ends a field. False when the row is not plain. */
static bool field_end(struct row *row, const char *at)
{
	size_t n = (size_t)(at - row->from);
	if (row->n == FIELDS || (n && (is_blank(*row->from) || is_blank(at[-1]))))
		return false;
	row->fields[row->n++] = (struct csv_field){row->from, n};
	row->from = at + 1;
	return true;
}

/* Cuts the line at `at`, which ends before `end`. The place of its line end; NULL when it is not plain. */
static const char *cut(struct row *row, const char *at, const char *end)
{
	row->n = 0;
	row->from = at;
	for (; at + WORD <= end; at += WORD) {
		uint64_t word = word_at(at);
		uint64_t stops = bytes_that_are(word, ',') | bytes_that_are(word, '\n');
		for (; stops; stops &= stops - 1) {
			const char *stop = at + __builtin_ctzll(stops) / 8;
			if (!field_end(row, stop))
				return NULL;
			if (*stop == '\n')
				return stop;
		}
	}
	for (; at < end; at++) {
		if ((*at == ',' || *at == '\n') && !field_end(row, at))
			return NULL;
		if (*at == '\n')
			return at;
	}
	return NULL;
}

/* Reads up to LOAD_TOGETHER rows; ends[i] is where the i-th of them ends. */
static size_t read_rows(const char *at, const char *end, struct ballot *ballots, const char **ends)
{
	size_t n = 0;
	struct err ignored;
	while (n < LOAD_TOGETHER && at < end) {
		struct row row;
		const char *stop = cut(&row, at, end);
		if (!stop || row.n != FIELDS ||
		    ballot_read(row.fields, FIELDS, &ballots[n], &ignored) != 0)
			break;
		at = ends[n++] = stop + 1;
	}
	return n;
}

int64_t plain_rows(struct stream *stream, struct input *input, size_t n, struct err *err)
{
	struct ballot ballots[LOAD_TOGETHER];
	const char *ends[LOAD_TOGETHER];
	size_t have, loaded, read;
	const char *at = input_ahead(input, n, &have), *start = at, *end = at + n;
	do {
		read = read_rows(at, end, ballots, ends);
		loaded = read ? load_ballots(stream->load, ballots, read, err) : 0;
		if (loaded == LOAD_FAILED)
			return -1;
		if (loaded) {
			input_skip(input, (size_t)(ends[loaded - 1] - at), (long)loaded);
			at = ends[loaded - 1];
		}
		ledger_keep(&stream->ledger, (int64_t)loaded);
	} while (loaded == read && loaded && at < end);
	return at - start;
}
