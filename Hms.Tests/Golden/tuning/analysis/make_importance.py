"""Recorded trials of five made-up problems with the importances that Optuna measures on them, and one contour surface.

Run with Optuna 3.1 it writes forest.json and surface.json; with Optuna 5 it writes ped_anova.json. Nothing but numpy's generator and Optuna takes part.
"""
import json
import sys
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import create_trial

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
MODERN = int(optuna.__version__.split(".")[0]) >= 5


def ishigami(p):
    return np.sin(p["x"]) + 7 * np.sin(p["y"]) ** 2 + 0.1 * p["z"] ** 4 * np.sin(p["x"])


def make(name, distributions, function, count, seed, condition=None, direction="minimize"):
    rng = np.random.default_rng(seed)
    trials = []
    for _ in range(count):
        params, used = {}, {}
        for key, d in distributions.items():
            if condition and not condition(key, params):
                continue
            if isinstance(d, CategoricalDistribution):
                params[key] = d.choices[int(rng.integers(len(d.choices)))]
            elif isinstance(d, IntDistribution):
                params[key] = int(np.exp(rng.uniform(np.log(d.low), np.log(d.high + 0.999)))) if d.log else int(rng.integers(d.low, d.high + 1))
            else:
                params[key] = float(np.exp(rng.uniform(np.log(d.low), np.log(d.high)))) if d.log else float(rng.uniform(d.low, d.high))
            used[key] = d
        trials.append((params, used, float(function(params))))
    return {"name": name, "direction": direction, "trials": trials}


X3 = {k: FloatDistribution(-np.pi, np.pi) for k in "xyz"}
MIXED = {
    "lr": FloatDistribution(1e-5, 1e-1, log=True),
    "units": IntDistribution(1, 512, log=True),
    "layers": IntDistribution(1, 4),
    "drop": FloatDistribution(0, 0.5),
    "kind": CategoricalDistribution(["a", "b", "c"]),
}
TREE = {
    "model": CategoricalDistribution(["cnn", "svm"]),
    "depth": IntDistribution(1, 8),
    "c": FloatDistribution(1e-3, 1e3, log=True),
    "noise": FloatDistribution(0, 1),
}


def mixed(p):
    return (np.log10(p["lr"]) + 3) ** 2 + 0.2 * p["layers"] + {"a": 0.0, "b": 0.8, "c": 0.4}[p["kind"]] + 0.1 * np.log2(p["units"]) + 0.1 * p["drop"]


def tree(p):
    return -(p["depth"] - 5) ** 2 if p["model"] == "cnn" else -np.abs(np.log10(p["c"])) * 4 - 3


CASES = [
    make("ishigami", X3, ishigami, 400, 1),
    make("linear", {k: FloatDistribution(0, 1) for k in "abcd"}, lambda p: 4 * p["a"] + 2 * p["b"] + p["c"], 300, 2),
    make("mixed", MIXED, mixed, 250, 3),
    make("tree", TREE, tree, 200, 4, lambda key, p: key not in ("depth", "c") or (key == "depth") == (p["model"] == "cnn"), "maximize"),
    make("few", {k: FloatDistribution(0, 1) for k in "ab"}, lambda p: p["a"] * p["b"], 12, 5),
]


def study_of(case, trials=None):
    study = optuna.create_study(direction=case["direction"])
    for params, distributions, value in trials or case["trials"]:
        study.add_trial(create_trial(params=params, distributions=distributions, value=value))
    return study


def on_search_scale(case):
    """The same trials with every number on the scale that is searched, as plain floats; integers as cells of one unit."""
    trials = []
    for params, distributions, value in case["trials"]:
        p, u = {}, {}
        for k, d in distributions.items():
            if isinstance(d, CategoricalDistribution):
                p[k], u[k] = params[k], d
                continue
            half = 0.5 if isinstance(d, IntDistribution) else 0.0
            f = np.log if d.log else (lambda x: x)
            p[k], u[k] = float(f(params[k])), FloatDistribution(float(f(d.low - half)), float(f(d.high + half)))
        trials.append((p, u, value))
    return trials


def encode(case):
    distributions = {k: d for _, used, _ in case["trials"] for k, d in used.items()}
    return {
        "name": case["name"], "direction": case["direction"], "values": [v for _, _, v in case["trials"]],
        "parameters": {k: {"distribution": optuna.distributions.distribution_to_json(d), "internal": [d.to_internal_repr(p[k]) if k in p else None for p, _, _ in case["trials"]]} for k, d in distributions.items()},
    }


def forest(case):
    study = study_of(case, on_search_scale(case))
    fanova, mdi = [], []
    for seed in range(5):
        fanova.append(optuna.importance.FanovaImportanceEvaluator(seed=seed).evaluate(study))
        mdi.append(optuna.importance.MeanDecreaseImpurityImportanceEvaluator(seed=seed).evaluate(study))
    mean = lambda runs: {k: float(np.mean([r[k] for r in runs])) for k in runs[0]}
    spread = lambda runs: {k: float(np.ptp([r[k] for r in runs])) for k in runs[0]}
    return {**encode(case), "fanova": mean(fanova), "fanovaSpread": spread(fanova), "mdi": mean(mdi), "mdiSpread": spread(mdi)}


def pedanova(case):
    study, names = study_of(case), list(dict.fromkeys(k for p, _, _ in case["trials"] for k in p))
    evaluate = lambda **options: optuna.importance.PedAnovaImportanceEvaluator(**options).evaluate(study, names)
    return {**encode(case), "default": evaluate(), "target25region60": evaluate(target_quantile=0.25, region_quantile=0.6)}


if MODERN:
    json.dump([pedanova(c) for c in CASES], open("ped_anova.json", "w"))
else:
    json.dump([forest(c) for c in CASES if c["name"] in ("ishigami", "linear", "mixed")], open("forest.json", "w"))
    from optuna.visualization.matplotlib._contour import _interpolate_zmap
    rng = np.random.default_rng(6)
    points = {(int(rng.integers(12)), int(rng.integers(12))): float(rng.normal()) for _ in range(15)}
    json.dump({"size": 12, "points": [[x, y, v] for (x, y), v in points.items()], "surface": _interpolate_zmap(points, 12).tolist()}, open("surface.json", "w"))
print(optuna.__version__, np.__version__, sys.version.split()[0])
