/* prior: the Beta prior of a share from integer sums, and what is shrunk towards it. */
#include "exporters/stats/prior.h"

#include <math.h>

enum { SQUARE_BITS = 40 };

void prior_add(struct prior_sums *sums, int64_t hits, int64_t n)
{
	if (n <= 0)
		return;
	unsigned __int128 square = (unsigned __int128)hits * (uint64_t)hits;

	sums->groups++;
	sums->hits += hits;
	sums->n += n;
	sums->squares += (square << SQUARE_BITS) / (uint64_t)n;
	sums->n_squares += (unsigned __int128)n * (uint64_t)n;
}

/* The weight that the spread between groups speaks for. */
static double weight_of(const struct prior_sums *sums)
{
	double k = (double)sums->groups, n = (double)sums->n, x = (double)sums->hits;

	if (sums->groups < 2 || sums->n <= sums->groups)
		return PRIOR_UNKNOWN;

	double squares = ldexp((double)sums->squares, -SQUARE_BITS);
	double between = (squares - x * x / n) / (k - 1);
	double within = (x - squares) / (n - k);
	double size = (n - (double)sums->n_squares / n) / (k - 1);
	double all = between + (size - 1) * within;

	if (all <= 0)
		return PRIOR_UNKNOWN;
	double correlation = (between - within) / all;
	if (correlation <= 1 / (PRIOR_MOST + 1))
		return PRIOR_MOST;
	return fmax(PRIOR_LEAST, 1 / correlation - 1);
}

struct prior prior_of(const struct prior_sums *sums)
{
	if (sums->n == 0)
		return (struct prior){NAN, PRIOR_UNKNOWN};
	return (struct prior){(double)sums->hits / (double)sums->n, weight_of(sums)};
}

double prior_share(const struct prior *prior, int64_t hits, int64_t n)
{
	if (n <= 0)
		return NAN;
	return ((double)hits + prior->mean * prior->weight) / ((double)n + prior->weight);
}

double prior_mean(const struct prior *prior, double mean, int64_t n)
{
	if (n <= 0)
		return NAN;
	double v = (double)n, m = prior->weight;
	return v / (v + m) * mean + m / (v + m) * prior->mean;
}
