/*
 * progress: a line on stderr with count, rate and time left, only when stderr is a terminal, not
 * -q, and the work has lasted two seconds; rewritten at most five times a second; erased at the
 * end. NO_COLOR (and TERM=dumb) are honoured. Nothing else in the toolkit reads the clock for what
 * it prints.
 */
#ifndef FILMTALLY_SCHEMA_BASE_PROGRESS_H
#define FILMTALLY_SCHEMA_BASE_PROGRESS_H

#include <stdint.h>

struct progress {
	const char *unit;
	int64_t total; /* in the same measure as `done`; -1 when unknown */
	int64_t started_ms, shown_ms;
	int on;
};

void progress_start(struct progress *progress, const char *unit, int64_t total);
/* n units are done; `done` of `total` bytes or units are behind us. */
void progress_tell(struct progress *progress, int64_t n, int64_t done);
void progress_end(struct progress *progress);

#endif
