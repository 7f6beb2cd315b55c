/*
 * dimension: the table of what votes can be grouped and filtered by, and the SQL that finds it. The
 * queries that it goes into are put together with sql.h.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_DIMENSION_H
#define FILMTALLY_EXPORTERS_VOTES_DIMENSION_H

#include "exporters/votes/question.h"

#include <stdbool.h>
#include <stddef.h>

struct dimension_spec {
	const char *name;
	enum row_type type;
	const char *label; /* for metadata */
	bool of_film;      /* a film has it; else a vote has it */
	const char *join;  /* what brings a film's values in, or "" */
	const char *value; /* its SQL value, of film `f` and join, or of vote `v` */
	/* a condition on film `f` or on vote `v` with the wanted list as $list */
	const char *filter;
	/* lists the names there are (one column, in order); NULL when not names */
	const char *known;
	const char *resolve; /* the listed names that ?1 means; NULL when it is the name itself */
};

/* In the order of enum dimension. */
extern const struct dimension_spec dimensions[DIMENSIONS];

bool dimension_named(const char *name, size_t n, enum dimension *dimension);
/* All names with commas, in `out`. */
const char *dimension_list(char *out, size_t max);

#endif
