/* stretch.c: see stretch.h. */
#include "tools/load/stretch.h"

#include <string.h>

/* Large enough that its hash costs less than its rows, small enough that a changed row costs little. */
enum { STRETCH_BYTES = 256 * 1024 };

static long count(const char *bytes, size_t n, char what)
{
	long found = 0;
	for (const char *at = bytes; (at = memchr(at, what, n - (size_t)(at - bytes))); at++)
		found++;
	return found;
}

/* The next lines, whole; all bytes that are left when there is no line end among them. */
static size_t next_lines(struct input *input, const char **bytes)
{
	size_t have;
	*bytes = input_ahead(input, STRETCH_BYTES, &have);
	have = have < STRETCH_BYTES ? have : STRETCH_BYTES;
	const char *last = have ? memrchr(*bytes, '\n', have) : NULL;
	return last ? (size_t)(last - *bytes) + 1 : have;
}

/* Rows mean what their header says, so it goes into the hash. */
static void hash(enum table table, const char *bytes, size_t n, uint8_t sha256[SHA256_SIZE])
{
	const char *header = table == TABLE_BALLOTS ? BALLOT_HEADER : TOTAL_HEADER;
	digest_hmac_sha256(header, strlen(header), bytes, n, sha256);
}

int stretch_begin(struct stretch *stretch, struct stream *stream, struct input *input,
    enum table table, struct err *err)
{
	const char *bytes;
	size_t n = next_lines(input, &bytes);
	long lines = count(bytes, n, '\n'), quotes = count(bytes, n, '"');
	int64_t rows = -1;
	*stretch = (struct stretch){.on = true,
	    .end = input_lines(input) + (lines ? lines : 1),
	    .whole = lines && quotes % 2 == 0, /* else a quoted field may go on behind it */
	    .kept = stream->ledger.kept,
	    .refused = stream->ledger.refused};
	if (!stretch->whole)
		return 0;
	hash(table, bytes, n, stretch->sha256);
	if (load_known_rows(stream->load, stretch->sha256, &rows, err) < 0)
		return -1;
	if (rows < 0) {
		stretch->plain =
		    table == TABLE_BALLOTS && !quotes && !memchr(bytes, '\r', n) ? n : 0;
		return 0;
	}
	input_skip(input, n, lines);
	ledger_keep(&stream->ledger, rows);
	stretch->on = false;
	return 1;
}

void stretch_check(struct stretch *stretch, struct stream *stream, struct input *input)
{
	if (!stretch->on || input_lines(input) < stretch->end)
		return;
	if (stretch->whole && input_lines(input) == stretch->end &&
	    stream->ledger.refused == stretch->refused)
		load_note_rows(stream->load, stretch->sha256, stream->ledger.kept - stretch->kept);
	stretch->on = false;
}
