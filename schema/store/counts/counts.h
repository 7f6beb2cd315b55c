/*
 * counts: the ballots that count, counted. For schema/store only.
 *
 * Of one voter, film and source the latest ballot counts: by time (absent first), value, tie,
 * choice, scale: ballot_row_later. pick.h picks, tally.h adds up and writes; stats.c makes of the
 * counts the numbers of films.
 */
#ifndef FILMTALLY_SCHEMA_STORE_COUNTS_COUNTS_H
#define FILMTALLY_SCHEMA_STORE_COUNTS_COUNTS_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* Counts the new mentions of pages among dirty->counted, which share with none yet, and takes them
 * from there. Needed before the others, which settles dirty->counted. */
int counts_fresh(struct store *store, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/*
 * Of a touched film, the mentions that share a source and have ballots are to be counted again, and
 * those that did and no longer do: dirty->shared. Those in dirty->counted are about to be counted,
 * so they may have ballots that no count shows yet. 1 when any is to be counted, so that the film's
 * numbers are not known yet, 0, -1.
 */
int counts_share(struct store *store, int64_t film, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

/* Counts again the mentions in `counted`, and those that share a film (of `films`) and a source
 * with one of them or did so before. */
int counts_refresh(struct store *store, const struct id_set *films, struct dirty *dirty,
    struct err *err) __attribute__((warn_unused_result));

/* Counts every mention again, in one pass over the ballots. */
int counts_all(struct store *store, struct err *err) __attribute__((warn_unused_result));

/* The films' rows of film_stats made again. */
int stats_refresh(struct store *store, const int64_t *films, size_t n, struct err *err)
    __attribute__((warn_unused_result));

#endif
