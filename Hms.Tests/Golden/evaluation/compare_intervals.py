"""Coverage and mean width of five 95 % intervals of a mean over rows of patients (docs/decisions/0024). Run: python3 compare_intervals.py"""
import numpy as np
from scipy.stats import norm, t

TRUE_MEAN, SETS, DRAWS = 0.5, 1000, 600


def intervals(sums, rows, rng):
    """sums and numbers of rows of each patient -> name: (low, high)"""
    g = len(sums)
    mean = sums.sum() / rows.sum()
    error = np.sqrt(g / (g - 1) * ((sums - rows * mean) ** 2).sum()) / rows.sum()
    student = t.ppf(0.975, g - 1)
    drawn = rng.integers(0, g, (DRAWS, g))
    drawn_sums, drawn_rows = sums[drawn], rows[drawn]
    means = drawn_sums.sum(1) / drawn_rows.sum(1)
    errors = np.sqrt(g / (g - 1) * ((drawn_sums - drawn_rows * means[:, None]) ** 2).sum(1)) / drawn_rows.sum(1)
    yield "percentile", np.quantile(means, [0.025, 0.975])
    tail = norm.cdf(-np.sqrt(g / (g - 1)) * student)
    yield "expanded percentile", np.quantile(means, [tail, 1 - tail])
    z = norm.ppf(np.clip((means < mean).mean(), 0.001, 0.999))
    left_out = (sums.sum() - sums) / (rows.sum() - rows)
    d = left_out.mean() - left_out
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    yield "BCa", np.quantile(means, [norm.cdf(z + (z + q) / (1 - a * (z + q))) for q in (-1.959964, 1.959964)])
    low, high = np.quantile((means - mean) / np.maximum(errors, 1e-12), [0.025, 0.975])
    yield "studentised", (mean - high * error, mean - low * error)
    yield "Student's t, cluster-robust", (mean - student * error, mean + student * error)


rng = np.random.default_rng(5)
for patients in (10, 24, 60):
    found = {}
    for _ in range(SETS):
        rows = 1 + (20 * rng.random(patients) ** 2).astype(int)
        levels = TRUE_MEAN * rng.gamma(2, size=patients) / 2
        sums = np.array([(level * rng.gamma(2, size=n) / 2).sum() for level, n in zip(levels, rows)])
        for name, (low, high) in intervals(sums, rows, rng):
            found.setdefault(name, []).append((low <= TRUE_MEAN <= high, high - low))
    for name, results in found.items():
        print(patients, name, "covers %.3f, mean width %.3f" % tuple(np.mean(results, axis=0)))
