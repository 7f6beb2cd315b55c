/* decide: what film-decide prints for a person to decide on, and to understand. */
#ifndef FILMTALLY_TOOLS_DECIDE_DECIDE_H
#define FILMTALLY_TOOLS_DECIDE_DECIDE_H

#include "schema/base/output.h"
#include "schema/store/store.h"

/*
 * Lists what waits for a person, each with its evidence as remarks and the lines to choose from,
 * commented out: take away the # of one. `date` stands in those lines; NULL: the last day that the
 * database knows of.
 */
int decide_pending(struct store *store, struct output *output, const char *date, struct err *err)
    __attribute__((warn_unused_result));

/* Prints the mentions and edges of the films that a key, alias, page address or title names, and
 * for each shown fact who claims what. EXIT_REFUSED with err when there is no such film. */
int decide_why(struct store *store, struct output *output, const char *film, struct err *err)
    __attribute__((warn_unused_result));

/* Prints every decision as film-decide reads it, in order of time. */
int decide_export(struct store *store, struct output *output, struct err *err)
    __attribute__((warn_unused_result));

#endif
