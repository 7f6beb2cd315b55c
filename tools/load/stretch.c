/* stretch.c: see stretch.h. */
#include "tools/load/stretch.h"

#include <string.h>

/* Large enough that its hash costs less than its rows, small enough that a changed row costs
 * little. */
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

int stretch_begin(struct stretch *stretch, struct stream *stream, struct input *input,
    enum table table, struct err *err)
{
	const char *bytes, *header = table == TABLE_BALLOTS ? BALLOT_HEADER : TOTAL_HEADER;
	size_t n = next_lines(input, &bytes);
	long quotes = count(bytes, n, '"');
	int64_t rows = -1;
	*stretch = (struct stretch){.on = true,
	    .end = input_taken(input) + (int64_t)n,
	    .whole = n && bytes[n - 1] == '\n' &&
		quotes % 2 == 0, /* else a quoted field may go on behind it */
	    .kept = stream->ledger.kept,
	    .refused = stream->ledger.refused};
	if (!stretch->whole)
		return 0;
	load_hash(stream->load, header, bytes, n, stretch->hash);
	if (load_known_rows(stream->load, stretch->hash, &rows, err) < 0)
		return -1;
	if (rows < 0) {
		stretch->plain =
		    table == TABLE_BALLOTS && !quotes && !memchr(bytes, '\r', n) ? n : 0;
		return 0;
	}
	input_skip(input, n, count(bytes, n, '\n'));
	ledger_keep(&stream->ledger, rows);
	stretch->on = false;
	return 1;
}

void stretch_check(struct stretch *stretch, struct stream *stream, struct input *input)
{
	if (!stretch->on || input_taken(input) < stretch->end)
		return;
	if (stretch->whole && input_taken(input) == stretch->end &&
	    stream->ledger.refused == stretch->refused)
		load_note_rows(stream->load, stretch->hash, stream->ledger.kept - stretch->kept);
	stretch->on = false;
}
