/*
 * chunk: rows of a table that were loaded before, recognised by their bytes. A table is taken in
 * chunkes of whole lines, cut where the bytes alone say, so that the same file is cut in the same
 * places again. A chunk whose hash is known is skipped unread; one that was read whole without a
 * refusal is noted.
 */
#ifndef FILMTALLY_TOOLS_LOAD_CHUNK_H
#define FILMTALLY_TOOLS_LOAD_CHUNK_H

#include "tools/load/stream.h"

struct chunk {
	uint8_t hash[LOAD_HASH];
	int64_t end;  /* where in the input it ends: input_taken */
	int64_t kept; /* the ledger's when it began */
	int64_t refused;
	bool on;
	bool whole;      /* its bytes are whole rows */
	size_t unquoted; /* bytes ahead of it that may be rows for unquoted.h */
};

/* At the beginning of a row, with no chunk on: begins one. 1 when it was known, and skipped; 0;
 * -1 with err. */
int chunk_begin(struct chunk *chunk, struct stream *stream, struct input *input, enum table table,
    struct err *err) __attribute__((warn_unused_result));

/* After a row: notes the chunk when it ended here. */
void chunk_check(struct chunk *chunk, struct stream *stream, struct input *input);

#endif
