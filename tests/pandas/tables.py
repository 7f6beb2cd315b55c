"""tables.py: 1,000 seeded random count tables against the unit under test, by pandas and closed formulas.

Reads lines `SEED RATINGS… | FAVORITE VOTES | MEAN SD MEDIAN Q10 Q90 LOW HIGH` of tests/long/stats-tables on
stdin: the counts of ten values, and what exporters/stats makes of them. Prints the largest relative difference.
"""
import math, statistics, sys

import pandas as pd

Z = statistics.NormalDist().inv_cdf(0.975)
largest, tables = 0.0, 0


def differ(want, got):
    global largest
    if math.isnan(want) and math.isnan(got):
        return
    largest = max(largest, abs(want - got) / max(abs(want), 1e-300) if want else abs(got))


for line in sys.stdin:
    counts, votes, got = (part.split() for part in line.split("|"))
    values = pd.Series([(i + 1) / 10 for i, n in enumerate(counts) for _ in range(int(n))], dtype=float)
    favorite, n = map(int, votes)
    mean, sd, median, q10, q90, low, high = map(float, got)
    differ(values.mean(), mean)
    differ(values.std(), sd)
    differ(values.median(), median)
    differ(values.quantile(0.1), q10)
    differ(values.quantile(0.9), q90)
    p, zz = favorite / n, Z * Z
    middle, half = (p + zz / (2 * n)) / (1 + zz / n), Z / (1 + zz / n) * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))
    if favorite:
        differ(middle - half, low)
    if favorite < n:
        differ(middle + half, high)
    tables += 1
print(f"# {tables} tables, largest relative difference {largest:.2e}")
sys.exit(int(tables != 1000 or largest > 1e-9))
