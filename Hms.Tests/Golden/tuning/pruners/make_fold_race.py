"""Decisions of a fold race by an independent way: NumPy, clusters as an OLS on a constant with a sandwich covariance (statsmodels' formula written out).

python3 make_fold_race.py > fold_race.json
"""
import json
import numpy as np


def clustered(d, groups):
    """OLS of d on a constant, CR1 covariance without the (n-1)/(n-k) factor: G/(G-1) X'X^-1 sum_g X_g'u_g u_g'X_g X'X^-1."""
    X = np.ones((len(d), 1))
    beta = np.linalg.lstsq(X, d, rcond=None)[0]
    u = d - X @ beta
    bread = np.linalg.inv(X.T @ X)
    names = np.unique(groups)
    meat = np.zeros((1, 1))
    for g in names:
        s = X[groups == g].T @ u[groups == g]
        meat += np.outer(s, s)
    G = len(names)
    return float(beta[0]), float(np.sqrt(G / (G - 1) * (bread @ meat @ bread))[0, 0])


def main():
    rng = np.random.default_rng(20261123)
    folds, cases = 4, []
    sizes = [41, 37, 44, 39]
    groups = [(100 * f + rng.integers(0, 14, n)).tolist() for f, n in enumerate(sizes)]
    groups[2][:3] = groups[0][:3]  # three rows of patients of fold 0
    best = [np.float32(rng.gamma(1.2, 0.5, n)) for n in sizes]
    for shift in (-0.05, 0.0, 0.02, 0.05, 0.08, 0.12, 0.2, 0.4):
        effect = {g: rng.normal(0, 0.15) for f in groups for g in f}
        rows = [np.float32(b + shift + np.array([effect[g] for g in gr]) + rng.normal(0, 0.3, len(b))) for b, gr in zip(best, groups)]
        steps = []
        for k in range(1, folds):
            d = np.concatenate([r.astype(np.float64) - b.astype(np.float64) for r, b in zip(rows[:k], best[:k])])
            m, se = clustered(d, np.concatenate([np.array(g) for g in groups[:k]]))
            steps.append({"mean": m, "se": se})
        cases.append({"rows": [[float(x) for x in r] for r in rows], "folds": steps, "stops": {str(z): next((k for k, s in enumerate(steps) if s["mean"] > z * s["se"]), None) for z in (1, 1.5, 2, 3)}})
    print(json.dumps({"groups": groups, "best": [[float(x) for x in b] for b in best], "cases": cases}))


main()
