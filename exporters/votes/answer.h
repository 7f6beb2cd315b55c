/* answer: the question put to a database, and its rows written. */
#ifndef FILMTALLY_EXPORTERS_VOTES_ANSWER_H
#define FILMTALLY_EXPORTERS_VOTES_ANSWER_H

#include "exporters/votes/meta.h"
#include "exporters/votes/names.h"

/* With no more ballots than this the column `flagged` is counted without being asked for; beyond,
 * it is empty without --flags. */
enum { FLAGS_UNASKED = 1000000 };

/* Writes the answer to the question's output, and --meta's file. */
int answer_votes(struct store *store, const struct question *question, const struct names *names,
    struct err *err) __attribute__((warn_unused_result));

/* --kind aggregate: a row for each total that another site reports of a film. */
int answer_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err) __attribute__((warn_unused_result));

#endif
