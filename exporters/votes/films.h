/*
 * films: the films that a question's filters of films leave.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_FILMS_H
#define FILMTALLY_EXPORTERS_VOTES_FILMS_H

#include "exporters/votes/names.h"
#include "schema/store/query.h"

/* Their numbers and the editor's choice. NULL with err. */
struct query *films_open(struct store *store, const struct names *names, struct err *err);

/* How many films there are, and how many of them are left. */
int films_count(struct store *store, const struct names *names, int64_t *films, int64_t *left,
    struct err *err) __attribute__((warn_unused_result));

#endif
