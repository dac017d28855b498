"""Golden files of ensembles: python3 make_golden.py [predictions_35740.csv] > golden.json"""
import json
import sys

import numpy as np
from scipy.optimize import minimize, minimize_scalar

EPS = 1e-15


def kl(y, q):
    q = np.clip(q, EPS, 1 - EPS)
    return float(np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / q), 0).sum(1).mean())


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def weighted(y, p):
    """p [models, rows, classes]; SLSQP from several starts, polished by trust-constr; the best is kept."""
    p = np.clip(p, EPS, 1 - EPS)
    models = len(p)

    def value(w):
        return -(y * np.log(np.tensordot(w, p, 1))).sum(1).mean()

    def slope(w):
        return -np.tensordot(p, y / np.tensordot(w, p, 1), 2) / len(y)

    best = None
    starts = [np.full(models, 1 / models)] + [0.9 * row + 0.1 / models for row in np.eye(models)]
    constraint = {"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(models)}
    for start in starts:
        r = minimize(value, start, jac=slope, method="SLSQP", bounds=[(1e-12, 1)] * models, constraints=[constraint], options={"ftol": 1e-15, "maxiter": 1000})
        w = np.maximum(r.x, 0)
        w /= w.sum()
        if best is None or value(w) < value(best):
            best = w
    return best


def log_blend(y, p, ridge):
    models, rows, classes = p.shape
    x = np.log(np.clip(p, EPS, 1 - EPS))
    centre = np.r_[np.full(models, 1 / models), np.zeros(classes)]

    def scores(t):
        return np.tensordot(t[:models], x, 1) + t[models:]

    def value(t):
        z = scores(t)
        logsum = z.max(1) + np.log(np.exp(z - z.max(1, keepdims=True)).sum(1))
        return (logsum * y.sum(1) - (y * z).sum(1)).mean() + ridge / 2 * ((t - centre) ** 2).sum()

    def slope(t):
        d = (softmax(scores(t)) * y.sum(1, keepdims=True) - y) / rows
        return np.r_[np.tensordot(x, d, 2), d.sum(0)] + ridge * (t - centre)

    r = minimize(value, centre, jac=slope, method="BFGS", options={"gtol": 1e-9, "maxiter": 2000})
    w, b = r.x[:models], r.x[models:]
    return w, b - b.mean(), softmax(scores(r.x))


def temperature(y, p):
    x = np.log(np.clip(p, EPS, 1 - EPS))
    r = minimize_scalar(lambda a: kl(y, softmax(a * x)), bounds=(0.01, 10), method="bounded", options={"xatol": 1e-12})
    return 1 / r.x, r.fun


def bias(y, p, with_temperature):
    x = np.log(np.clip(p, EPS, 1 - EPS))

    def value(t):
        return kl(y, softmax(t[0] * x + t[1:] if with_temperature else x + t))

    def slope(t):
        d = (softmax(t[0] * x + t[1:] if with_temperature else x + t) - y) / len(y)
        return np.r_[(d * x).sum(), d.sum(0)] if with_temperature else d.sum(0)

    start = np.r_[1.0, np.zeros(6)] if with_temperature else np.zeros(6)
    r = minimize(value, start, jac=slope, method="BFGS", options={"gtol": 1e-10, "maxiter": 1000})
    t = r.x if with_temperature else np.r_[1.0, r.x]
    return 1 / t[0], (t[1:] - t[1:].mean()).tolist(), float(r.fun)


def answers(y, p, ridges):
    w = weighted(y, p)
    result = {
        "single": [kl(y, m) for m in p],
        "mean": kl(y, p.mean(0)),
        "weighted": {"weights": w.tolist(), "kl": kl(y, np.tensordot(w, p, 1))},
        "logBlend": [],
    }
    for ridge in ridges:
        w, b, q = log_blend(y, p, ridge)
        result["logBlend"].append({"ridge": ridge, "weights": w.tolist(), "bias": b.tolist(), "kl": kl(y, q)})
    t, k = temperature(y, p[0])
    result["temperature"] = {"temperature": t, "kl": k}
    t, b, k = bias(y, p[0], False)
    result["classBias"] = {"bias": b, "kl": k}
    t, b, k = bias(y, p[0], True)
    result["both"] = {"temperature": t, "bias": b, "kl": k}
    return result


def generated(seed, rows, models):
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 2, (rows, 6))
    y = np.array([rng.multinomial(12, row) for row in softmax(z)], dtype=float)
    y /= y.sum(1, keepdims=True)
    p = []
    for m in range(models):
        noise = rng.normal(0, 0.6 + 0.3 * m, (rows, 6))
        p.append(softmax((z + noise) * (0.8 + 0.15 * m) + rng.normal(0, 0.3, 6)))
    p[-1] = softmax(rng.normal(0, 1, (rows, 6)))  # a model that knows nothing
    p[0][:3] = np.eye(6)[[0, 1, 2]]  # sure, with exact zeros
    return y, np.round(np.array(p), 6)


def real(path):
    d = np.loadtxt(path, delimiter=",", skiprows=1)
    y = d[:, 1:7] / d[:, 1:7].sum(1, keepdims=True)
    a = d[:, 7:13]
    swapped = a[:, [0, 2, 1, 4, 3, 5]]
    return y, np.array([a, 0.8 * a + 0.2 / 6, 0.7 * a + 0.3 * swapped])


cases = []
for seed, rows, models in ((1, 90, 4), (2, 60, 6)):
    y, p = generated(seed, rows, models)
    cases.append({"truth": np.round(y * 12).astype(int).tolist(), "members": p.tolist(), "answers": answers(y, p / p.sum(2, keepdims=True), [0, 0.001, 0.1])})
document = {"generated": cases}
if len(sys.argv) > 1:
    y, p = real(sys.argv[1])
    document["real"] = answers(y, p, [0, 0.01])
print(json.dumps(document, separators=(",", ":")))
