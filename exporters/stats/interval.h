/*
 * interval: how sure a share is. Pure functions over counts.
 */
#ifndef FILMTALLY_EXPORTERS_STATS_INTERVAL_H
#define FILMTALLY_EXPORTERS_STATS_INTERVAL_H

#include <stdint.h>

/* The two ends of an interval of a share, each in [0,1]; NAN when there is nothing to say. */
struct interval {
	double low, high;
};

/* The z of a two-sided interval of that confidence in (0,1): 1.959964 of 0.95. */
double interval_z(double confidence);

/*
 * Wilson's score interval (E. B. Wilson, JASA 22, 1927) of `hits` among n, without continuity
 * correction. The ends are exactly 0 at no hits and exactly 1 when all hit. NAN when n is 0.
 */
struct interval interval_wilson(int64_t hits, int64_t n, double z);

#endif
