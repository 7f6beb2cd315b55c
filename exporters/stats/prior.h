/*
 * prior: what is believed of a film before its own votes are seen, so that one vote is not 100 %.
 *
 * A share's prior is the Beta distribution with mean C and weight m (as if m votes had been cast
 * before, C·m of them favorite); the shrunken share is its posterior mean, (x + C·m)/(n + m). For a
 * mean the same formula is IMDb's weighted rating, WR = v/(v+m)·R + m/(v+m)·C.
 */
#ifndef FILMTALLY_EXPORTERS_STATS_PRIOR_H
#define FILMTALLY_EXPORTERS_STATS_PRIOR_H

#include <stdbool.h>
#include <stdint.h>

/* From the data a weight is never outside these; where the data can't tell it, it is
 * PRIOR_UNKNOWN. */
#define PRIOR_LEAST 1.0
#define PRIOR_MOST 1000.0
#define PRIOR_UNKNOWN 10.0

struct prior {
	double mean;   /* C; NAN when nobody voted at all */
	double weight; /* m */
};

/*
 * Sums over groups (films) with votes, all integers, so that no order of adding can show. All-zero
 * is empty. `squares` is Σ x²/n in units of 2^-40.
 */
struct prior_sums {
	int64_t groups, hits, n;
	unsigned __int128 squares;   /* Σ floor(x² · 2^40 / n) */
	unsigned __int128 n_squares; /* Σ n² */
};

/* Adds one group of n votes; a group without votes is nothing. */
void prior_add(struct prior_sums *sums, int64_t hits, int64_t n);

/*
 * C is the share over all votes; m is 1/ρ − 1 where ρ is the intraclass correlation by analysis of
 * variance (Ridout, Demétrio and Firth, Biometrics 55, 1999, "AOV"), kept within the bounds above.
 */
struct prior prior_of(const struct prior_sums *sums);

/* (x + C·m)/(n + m); NAN when n is 0 or the prior has no mean. */
double prior_share(const struct prior *prior, int64_t hits, int64_t n);

/* v/(v+m)·R + m/(v+m)·C of v ratings with mean R; NAN when v is 0 or the prior has no mean. */
double prior_mean(const struct prior *prior, double mean, int64_t n);

#endif
