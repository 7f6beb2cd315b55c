/*
 * sql: a query put together from fixed pieces. Nothing that a user gave stands in its text: it is
 * bound.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_SQL_H
#define FILMTALLY_EXPORTERS_VOTES_SQL_H

#include "exporters/votes/names.h"
#include "schema/base/buf.h"
#include "schema/store/query.h"

enum { SQL_MAX = 1 << 16 }; /* bytes of a query's text */

struct sql {
	struct buf text;
	const char *bound[DIMENSIONS]; /* borrowed */
	int parameters;
};
#define SQL_INIT                                                                                   \
	{                                                                                          \
		.text = BUF_INIT(SQL_MAX)                                                          \
	}

void sql_add(struct sql *sql, const char *text);

/* A condition with a list of names bound to it: `$list` in `filter` becomes the list's rows. */
void sql_add_filter(struct sql *sql, const char *before, const char *filter, const char *list);

/* The conditions of all filters of films, or of ballots, that are set: the first after `where`, the
 * others after AND. */
void sql_add_filters(struct sql *sql, const char *where, bool of_film, const struct names *names);

/* Prepares and binds it, and frees its text. NULL with err. */
struct query *sql_open(struct sql *sql, struct store *store, struct err *err);

#endif
