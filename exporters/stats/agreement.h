/*
 * agreement: how far the readers chose as the editor did, by counts of (editor's choice, reader's
 * choice).
 */
#ifndef FILMTALLY_EXPORTERS_STATS_AGREEMENT_H
#define FILMTALLY_EXPORTERS_STATS_AGREEMENT_H

#include "exporters/stats/interval.h"

#include <stdint.h>

/* Votes by the editor's choice on their film (first word) and the reader's (second). All-zero is
 * empty. */
struct agreement {
	int64_t favorite_favorite, favorite_unfavorite;
	int64_t unfavorite_favorite, unfavorite_unfavorite;
};

enum agrees { AGREES_EMPTY, AGREES_YES, AGREES_NO, AGREES_UNDECIDED };

int64_t agreement_votes(const struct agreement *agreement);
/* The share of votes that are as the editor's; NAN without votes. */
double agreement_share(const struct agreement *agreement);
/* Whether readers agree: undecided when the Wilson interval of that share holds ½. */
enum agrees agreement_side(const struct agreement *agreement, double z);
/* Cohen's κ (Educational and Psychological Measurement 20, 1960); NAN when chance alone agrees
 * always. */
double agreement_kappa(const struct agreement *agreement);

#endif
