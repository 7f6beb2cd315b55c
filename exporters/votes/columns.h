/*
 * columns: what film-votes shows of a group, each column a row of one table.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_COLUMNS_H
#define FILMTALLY_EXPORTERS_VOTES_COLUMNS_H

#include "exporters/stats/prior.h"
#include "exporters/votes/group.h"
#include "exporters/votes/value.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLUMNS_MAX = 64 };

/* The priors that shares and means are shrunk to. */
struct priors {
	struct prior share, score;
};

/* The columns of one answer. */
struct columns {
	const struct question *question;
	struct priors priors;
	struct row_column shown[COLUMNS_MAX];
	size_t which[COLUMNS_MAX]; /* of each: its row in the table of columns */
	size_t n;
};

void columns_choose(
    struct columns *columns, const struct question *question, const struct priors *priors);

/* The index of the named column, or -1. */
int columns_find(const struct columns *columns, const char *name);
/* All names with commas, in `out`. */
const char *columns_list(const struct columns *columns, char *out, size_t max);

/* True if a column is made of counts of votes, so that it is hidden with them. */
bool columns_is_count(const struct columns *columns, size_t column);

/* The values of a group, in order; `row` has room for them. Texts live as long as the group and
 * *arena. */
void columns_values(const struct columns *columns, const struct group *group, struct arena *arena,
    struct value *row);

#endif
