/*
 * distribution: what exact counts of values say: mean, spread, quantiles, bins, and how divided
 * they are. Pure; nothing is ever summed vote by vote, so an answer costs the distinct values, not
 * the votes.
 */
#ifndef FILMTALLY_EXPORTERS_STATS_DISTRIBUTION_H
#define FILMTALLY_EXPORTERS_STATS_DISTRIBUTION_H

#include <stddef.h>
#include <stdint.h>

struct cell {
	double value;
	int64_t n; /* above 0 */
};

/* Cells in rising order of value, each value once: distribution_put keeps it so. All-zero is
 * empty. */
struct distribution {
	struct cell *at;
	size_t cells, room;
	int64_t n; /* of all cells */
};

enum { DISTRIBUTION_BINS = 10 };

/* Adds n of a value. Values nearer than 1e-12 are one: the same score by two scales. */
void distribution_put(struct distribution *distribution, double value, int64_t n);
void distribution_merge(struct distribution *into, const struct distribution *from);
/* Empties it and keeps the memory; frees it. */
void distribution_clear(struct distribution *distribution);
void distribution_release(struct distribution *distribution);

/* NAN when empty. */
double distribution_mean(const struct distribution *distribution);
/* The sample's standard deviation (divisor n − 1); NAN below two. */
double distribution_deviation(const struct distribution *distribution);
/* Hyndman and Fan's (The American Statistician 50, 1996) type 7, R's default; p in [0,1]. NAN when
 * empty. */
double distribution_quantile(const struct distribution *distribution, double p);

/* Counts in ten equal bins of [0,1]; the last one holds 1, and values outside are in the end
 * bins. */
void distribution_bins(const struct distribution *distribution, int64_t bins[DISTRIBUTION_BINS]);

/* The smaller end by the larger one, ends being ≤ 0.4 and ≥ 0.6: 1 evenly divided, 0 of one mind;
 * NAN when both ends are empty. */
double distribution_balance(const struct distribution *distribution);

/*
 * Sarle's bimodality coefficient as SAS states it, (g² + 1)/(k + 3(n−1)²/((n−2)(n−3))) with the
 * sample's skewness g and excess kurtosis k: 5/9 when flat, towards 1 when polarised. NAN below
 * four values or without spread.
 */
double distribution_bimodality(const struct distribution *distribution);

/* A rating as a score in [0,1]: (value − worst)/(best − worst); NAN when the scale has no width or
 * the value lies outside it. */
double score_of(double value, double best, double worst);

/* What a score says when somebody asks for choices: 1 favorite (≥ 0.60), −1 unfavorite (≤ 0.40), 0
 * mixed. */
int score_choice(double score);

#endif
