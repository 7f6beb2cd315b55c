/* meta: --meta FILE, the question and what must be known to read the answer, as one JSON object. */
#ifndef FILMTALLY_EXPORTERS_VOTES_META_H
#define FILMTALLY_EXPORTERS_VOTES_META_H

#include "exporters/votes/columns.h"

/* What was counted while the answer was made. */
struct outcome {
	int64_t films;       /* in the database */
	int64_t films_shown; /* that a filter of films left */
	int64_t rows_made;   /* before --min-votes and --top */
	int64_t below_votes; /* rows hidden by --min-votes */
	int64_t hidden;      /* rows whose counts --suppress hides */
	int64_t rows;        /* written */
	/* films over all groups: more than films_shown when groups overlap */
	int64_t counted_films;
};

int meta_write(const char *path, const struct columns *columns, const struct outcome *outcome,
    struct err *err) __attribute__((warn_unused_result));

#endif
