/* distribution: mean, spread and shape from counts of values. */
#include "exporters/stats/distribution.h"

#include "schema/base/message.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-12

/* The first cell that is not below the value (SAME counts as equal). */
static size_t place_of(const struct distribution *distribution, double value)
{
	size_t low = 0, high = distribution->cells;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (distribution->at[middle].value < value - SAME)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void make_room(struct distribution *distribution)
{
	if (distribution->cells < distribution->room)
		return;
	distribution->room = distribution->room ? 2 * distribution->room : 16;
	distribution->at =
	    must_realloc(distribution->at, distribution->room * sizeof *distribution->at);
}

void distribution_put(struct distribution *distribution, double value, int64_t n)
{
	if (n <= 0)
		return;
	size_t place = place_of(distribution, value);

	distribution->n += n;
	if (place < distribution->cells && distribution->at[place].value <= value + SAME) {
		distribution->at[place].n += n;
		return;
	}
	make_room(distribution);
	memmove(&distribution->at[place + 1], &distribution->at[place],
	    (distribution->cells - place) * sizeof *distribution->at);
	distribution->at[place] = (struct cell){value, n};
	distribution->cells++;
}

void distribution_merge(struct distribution *into, const struct distribution *from)
{
	for (size_t i = 0; i < from->cells; i++)
		distribution_put(into, from->at[i].value, from->at[i].n);
}

void distribution_clear(struct distribution *distribution)
{
	distribution->cells = 0;
	distribution->n = 0;
}

void distribution_release(struct distribution *distribution)
{
	free(distribution->at);
	*distribution = (struct distribution){0};
}

double distribution_mean(const struct distribution *distribution)
{
	double sum = 0;

	if (distribution->n == 0)
		return NAN;
	for (size_t i = 0; i < distribution->cells; i++)
		sum += distribution->at[i].value * (double)distribution->at[i].n;
	return sum / (double)distribution->n;
}

/* The sum of the given power of what differs from the mean. */
static double moment(const struct distribution *distribution, double mean, int power)
{
	double sum = 0;

	for (size_t i = 0; i < distribution->cells; i++) {
		double off = distribution->at[i].value - mean, raised = 1;
		for (int k = 0; k < power; k++)
			raised *= off;
		sum += raised * (double)distribution->at[i].n;
	}
	return sum;
}

double distribution_deviation(const struct distribution *distribution)
{
	if (distribution->n < 2)
		return NAN;
	double squares = moment(distribution, distribution_mean(distribution), 2);
	return distribution->cells == 1 ? 0 : sqrt(squares / (double)(distribution->n - 1));
}

/* The value at a rank counted from 0. */
static double value_at(const struct distribution *distribution, int64_t rank)
{
	size_t i = 0;

	for (; i + 1 < distribution->cells && rank >= distribution->at[i].n; i++)
		rank -= distribution->at[i].n;
	return distribution->at[i].value;
}

double distribution_quantile(const struct distribution *distribution, double p)
{
	if (distribution->n == 0)
		return NAN;
	double place = (double)(distribution->n - 1) * p, below = floor(place);
	double low = value_at(distribution, (int64_t)below);
	double high = place > below ? value_at(distribution, (int64_t)below + 1) : low;

	return low + (place - below) * (high - low);
}

void distribution_bins(const struct distribution *distribution, int64_t bins[DISTRIBUTION_BINS])
{
	memset(bins, 0, DISTRIBUTION_BINS * sizeof *bins);
	for (size_t i = 0; i < distribution->cells; i++) {
		/* 0.3 · 10 must not fall to 2 for a rounding error */
		double bin = floor(distribution->at[i].value * DISTRIBUTION_BINS + 1e-9);
		int k = bin < 0 ? 0 : bin >= DISTRIBUTION_BINS ? DISTRIBUTION_BINS - 1 : (int)bin;
		bins[k] += distribution->at[i].n;
	}
}

double distribution_balance(const struct distribution *distribution)
{
	int64_t low = 0, high = 0;

	for (size_t i = 0; i < distribution->cells; i++) {
		int side = score_choice(distribution->at[i].value);
		low += side < 0 ? distribution->at[i].n : 0;
		high += side > 0 ? distribution->at[i].n : 0;
	}
	if (low + high == 0)
		return NAN;
	return low < high ? (double)low / (double)high : (double)high / (double)low;
}

double distribution_bimodality(const struct distribution *distribution)
{
	double n = (double)distribution->n, mean = distribution_mean(distribution);

	if (distribution->n < 4 || distribution->cells < 2)
		return NAN;
	double variance = moment(distribution, mean, 2) / (n - 1);
	double third = moment(distribution, mean, 3), fourth = moment(distribution, mean, 4);
	double skewness = n / ((n - 1) * (n - 2)) * third / (variance * sqrt(variance));
	double tail = 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
	double kurtosis =
	    n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth / (variance * variance) - tail;

	return (skewness * skewness + 1) / (kurtosis + tail);
}

double score_of(double value, double best, double worst)
{
	double low = fmin(best, worst), high = fmax(best, worst);

	if (!(low < high) || !(value >= low && value <= high))
		return NAN;
	return (value - worst) / (best - worst);
}

int score_choice(double score)
{
	/* the bounds belong to the sides; a rounding error must not put 3 of 0–5 on another one */
	if (score >= 0.60 - SAME)
		return 1;
	return score <= 0.40 + SAME ? -1 : 0;
}
