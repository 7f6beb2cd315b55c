/*
 * column_table: every column that film-votes can show of a group: its name, when it is shown, and
 * how its value is made.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_COLUMN_TABLE_H
#define FILMTALLY_EXPORTERS_VOTES_COLUMN_TABLE_H

#include "exporters/votes/columns.h"

/* What a value is made of. */
struct context {
	const struct columns *columns;
	const struct group *group;
	struct arena *arena;
};

/* When a column is shown. */
enum shown {
	SHOWN_ALWAYS,
	SHOWN_BY_FILM,
	SHOWN_BY_GROUP,
	SHOWN_COUNT_RATINGS,
	SHOWN_SINCE,
	SHOWN_FLAGS,
	SHOWN_DISTRIBUTION,
	SHOWN_SUPPRESS
};

struct column {
	struct row_column row;
	enum shown shown;
	bool is_count;
	struct value (*value)(const struct context *of);
};

/* In the order they are shown. */
extern const struct column all_columns[];
extern const size_t all_columns_n;

#endif
