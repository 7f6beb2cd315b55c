/*
 * stretch: rows of a table that were loaded before, recognised by their bytes. A table is taken in
 * stretches of whole lines, cut where the bytes alone say, so that the same file is cut in the same
 * places again. A stretch whose hash is known is skipped unread; one that was read whole without a
 * refusal is noted.
 */
#ifndef FILMTALLY_TOOLS_LOAD_STRETCH_H
#define FILMTALLY_TOOLS_LOAD_STRETCH_H

#include "tools/load/stream.h"

struct stretch {
	uint8_t hash[LOAD_HASH];
	int64_t end;  /* where in the input it ends: input_taken */
	int64_t kept; /* the ledger's when it began */
	int64_t refused;
	bool on;
	bool whole;   /* its bytes are whole rows */
	size_t plain; /* bytes ahead of it that may be plain rows (plain.h) */
};

/* At the beginning of a row, with no stretch on: begins one. 1 when it was known, and skipped; 0;
 * -1 with err. */
int stretch_begin(struct stretch *stretch, struct stream *stream, struct input *input,
    enum table table, struct err *err) __attribute__((warn_unused_result));

/* After a row: notes the stretch when it ended here. */
void stretch_check(struct stretch *stretch, struct stream *stream, struct input *input);

#endif
