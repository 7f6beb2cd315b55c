/* agreement: the editor against the readers. */
#include "exporters/stats/agreement.h"

#include <math.h>

static int64_t same(const struct agreement *agreement)
{
	return agreement->favorite_favorite + agreement->unfavorite_unfavorite;
}

int64_t agreement_votes(const struct agreement *agreement)
{
	return same(agreement) + agreement->favorite_unfavorite + agreement->unfavorite_favorite;
}

double agreement_share(const struct agreement *agreement)
{
	int64_t n = agreement_votes(agreement);

	return n == 0 ? NAN : (double)same(agreement) / (double)n;
}

enum agrees agreement_side(const struct agreement *agreement, double z)
{
	int64_t n = agreement_votes(agreement);
	struct interval interval = interval_wilson(same(agreement), n, z);

	if (n == 0)
		return AGREES_EMPTY;
	if (interval.low > 0.5)
		return AGREES_YES;
	return interval.high < 0.5 ? AGREES_NO : AGREES_UNDECIDED;
}

double agreement_kappa(const struct agreement *agreement)
{
	double n = (double)agreement_votes(agreement);
	double editor = (double)(agreement->favorite_favorite + agreement->favorite_unfavorite);
	double reader = (double)(agreement->favorite_favorite + agreement->unfavorite_favorite);

	if (n == 0)
		return NAN;
	double chance = (editor * reader + (n - editor) * (n - reader)) / (n * n);
	if (chance >= 1)
		return NAN;
	return ((double)same(agreement) / n - chance) / (1 - chance);
}
