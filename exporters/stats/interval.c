/* interval: Wilson's score interval, and the normal quantile it needs at any confidence. */
#include "exporters/stats/interval.h"

#include <math.h>

static double polynomial(const double *coefficient, int n, double x)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum = sum * x + coefficient[i];
	return sum;
}

/* Acklam's approximation for p <= 1/2; relative error below 1.15e-9. */
static double lower_quantile(double p)
{
	static const double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,
	    -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01,
	    2.506628277459239e+00};
	static const double b[] = {-5.447609879822406e+01, 1.615858368580409e+02,
	    -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1};
	static const double c[] = {-7.784894002430293e-03, -3.223964580411365e-01,
	    -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00,
	    2.938163982698783e+00};
	static const double d[] = {7.784695709041462e-03, 3.224671290700398e-01,
	    2.445134137142996e+00, 3.754408661907416e+00, 1};

	if (p < 0.02425) {
		double q = sqrt(-2 * log(p));
		return polynomial(c, 6, q) / polynomial(d, 5, q);
	}
	double q = p - 0.5, r = q * q;
	return polynomial(a, 6, r) * q / polynomial(b, 6, r);
}

/* The standard normal quantile of probability p in (0,1), made exact to the last digits by one step
 * of Halley's method on erfc. */
static double normal_quantile(double p)
{
	if (p > 0.5)
		return -normal_quantile(1 - p);
	double x = lower_quantile(p);
	double error = 0.5 * erfc(-x / M_SQRT2) - p;
	double step = error * sqrt(2 * M_PI) * exp(x * x / 2);
	return x - step / (1 + x * step / 2);
}

double interval_z(double confidence)
{
	return -normal_quantile((1 - confidence) / 2);
}

struct interval interval_wilson(int64_t hits, int64_t n, double z)
{
	if (n <= 0)
		return (struct interval){NAN, NAN};

	double x = (double)hits, all = (double)n, zz = z * z;
	double spread = z * sqrt(x * (all - x) / all + zz / 4);
	double low = (x + zz / 2 - spread) / (all + zz);
	double high = (x + zz / 2 + spread) / (all + zz);

	if (hits <= 0 || low < 0)
		low = 0;
	if (hits >= n || high > 1)
		high = 1;
	return (struct interval){low, high};
}
