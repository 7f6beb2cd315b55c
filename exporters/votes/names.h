/*
 * names: the filters' names, held against those that the database knows.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_NAMES_H
#define FILMTALLY_EXPORTERS_VOTES_NAMES_H

#include "exporters/votes/question.h"
#include "schema/store/store.h"

/* What each filter wants, as a JSON array for json_each; NULL where there is no filter. */
struct names {
	char *wanted[DIMENSIONS];
};

/* Looks all filters' names up. -1 with err: EXIT_USAGE, with the known names, when one is
 * unknown. */
int names_find(struct names *names, struct store *store, const struct question *question,
    struct err *err) __attribute__((warn_unused_result));
void names_release(struct names *names);

#endif
