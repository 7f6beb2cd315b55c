/* stats-tables: 1,000 seeded random count tables and what exporters/stats makes of them, one a
 * line. */
#include "exporters/stats/distribution.h"
#include "exporters/stats/interval.h"

#include <stdio.h>

static unsigned long long state = 20260101;

static unsigned roll(unsigned sides)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % sides;
}

static void print_table(void)
{
	struct distribution scores = {0};
	unsigned spread = 1 + roll(60), favorite = roll(5000);
	unsigned votes = favorite + roll(5000) + !favorite;

	for (int i = 1; i <= 10; i++) {
		unsigned n = roll(3) ? roll(spread) : 0;
		distribution_put(&scores, i / 10.0, n);
		printf("%u ", n);
	}
	struct interval interval = interval_wilson(favorite, votes, interval_z(0.95));
	printf("| %u %u | %.17g %.17g %.17g %.17g %.17g %.17g %.17g\n", favorite, votes,
	    distribution_mean(&scores), distribution_deviation(&scores),
	    distribution_quantile(&scores, 0.5), distribution_quantile(&scores, 0.1),
	    distribution_quantile(&scores, 0.9), interval.low, interval.high);
	distribution_release(&scores);
}

int main(void)
{
	for (int i = 0; i < 1000; i++)
		print_table();
	return 0;
}
