/* chunk: see chunk.h. */
#include "tools/load/chunk.h"

#include <string.h>

/* Large enough that its hash costs less than its rows, small enough that a changed row costs
 * little. */
enum { CHUNK_BYTES = 256 * 1024 };

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
	*bytes = input_ahead(input, CHUNK_BYTES, &have);
	have = have < CHUNK_BYTES ? have : CHUNK_BYTES;
	const char *last = have ? memrchr(*bytes, '\n', have) : NULL;
	return last ? (size_t)(last - *bytes) + 1 : have;
}

int chunk_begin(struct chunk *chunk, struct stream *stream, struct input *input, enum table table,
    struct err *err)
{
	const char *bytes, *header = table == TABLE_BALLOTS ? BALLOT_HEADER : TOTAL_HEADER;
	size_t n = next_lines(input, &bytes);
	long quotes = count(bytes, n, '"');
	int64_t rows = -1;
	*chunk = (struct chunk){.on = true,
	    .end = input_taken(input) + (int64_t)n,
	    .whole = n && bytes[n - 1] == '\n' &&
		quotes % 2 == 0, /* else a quoted field may go on behind it */
	    .kept = stream->ledger.kept,
	    .refused = stream->ledger.refused};
	if (!chunk->whole)
		return 0;
	load_hash(stream->load, header, bytes, n, chunk->hash);
	if (load_known_rows(stream->load, chunk->hash, &rows, err) < 0)
		return -1;
	if (rows < 0) {
		chunk->unquoted =
		    table == TABLE_BALLOTS && !quotes && !memchr(bytes, '\r', n) ? n : 0;
		return 0;
	}
	input_skip(input, n, count(bytes, n, '\n'));
	ledger_keep(&stream->ledger, rows);
	chunk->on = false;
	return 1;
}

void chunk_check(struct chunk *chunk, struct stream *stream, struct input *input)
{
	if (!chunk->on || input_taken(input) < chunk->end)
		return;
	if (chunk->whole && input_taken(input) == chunk->end &&
	    stream->ledger.refused == chunk->refused)
		load_note_rows(stream->load, chunk->hash, stream->ledger.kept - chunk->kept);
	chunk->on = false;
}
