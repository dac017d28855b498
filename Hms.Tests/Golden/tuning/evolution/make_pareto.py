"""Makes pareto.json: /usr/bin/python3 make_pareto.py (run in this folder). See SOURCE.md."""
import itertools, json
from fractions import Fraction
import numpy as np
import optuna
from optuna._hypervolume import WFG
from optuna.samplers.nsgaii._sampler import _calc_crowding_distance
from optuna.trial import create_trial

rng = np.random.RandomState(11)
dominates = lambda a, b: bool(np.all(a <= b) and np.any(a < b))
def ranks(points):                                    # by definition: peel off the points that nothing left dominates
    rank, left, r = [None] * len(points), list(range(len(points))), 0
    while left:
        front = [i for i in left if not any(dominates(points[j], points[i]) for j in left)]
        for i in front: rank[i] = r
        left, r = [i for i in left if i not in front], r + 1
    return rank
def volume(points, ref):                              # inclusion and exclusion in fractions: exact, and nothing like a sweep
    p = [[Fraction(float(x)) for x in q] for q in points if np.all(q < ref)]
    ref = [Fraction(float(x)) for x in ref]
    total = Fraction(0)
    for k in range(1, len(p) + 1):
        for s in itertools.combinations(p, k):
            box = Fraction(1)
            for m in range(len(ref)): box *= ref[m] - max(x[m] for x in s)
            total += box if k % 2 else -box
    return float(total)
def crowding(points):
    trials = [create_trial(values=list(map(float, q))) for q in points]
    for i, t in enumerate(trials): t.number = i
    d = _calc_crowding_distance(trials)
    return [d[i] if np.isfinite(d[i]) else "inf" for i in range(len(points))]

sorting = [{"points": p.tolist(), "ranks": ranks(p)} for m in (1, 2, 3, 5) for p in (rng.randint(0, 6, (60, m)).astype(float), rng.rand(80, m))]
volumes = []
for m in (1, 2, 3, 4, 5):
    for p in (rng.rand(10, m), rng.randint(0, 4, (10, m)) / 4.0):
        ref = np.full(m, 0.9)
        total = volume(p, ref)
        volumes.append({"points": p.tolist(), "reference": ref.tolist(), "volume": total,
                        "contributions": [total - volume(np.delete(p, i, 0), ref) for i in range(len(p))]})
big = []
for m in (2, 3, 4):
    p = rng.rand(60, m); p /= np.linalg.norm(p, axis=1, keepdims=True)
    big.append({"points": (1 - p).tolist(), "reference": [1.1] * m, "volume": float(WFG().compute(1 - p, np.full(m, 1.1)))})
fronts = []
for m in (2, 3):
    p = rng.rand(12, m); p /= np.linalg.norm(p, axis=1, keepdims=True)
    fronts.append({"points": p.tolist(), "distances": crowding(p)})
json.dump({"sorting": sorting, "volumes": volumes, "largeVolumes": big, "crowding": fronts}, open("pareto.json", "w"), indent=None)
