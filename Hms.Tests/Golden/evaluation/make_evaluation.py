"""Figures of held-out predictions by SciPy, scikit-learn, pandas and NumPy. Run: python3 make_evaluation.py ."""
import json
import sys

import numpy as np
import pandas as pd
from scipy.special import rel_entr
from scipy.stats import entropy, norm, t
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, precision_score, recall_score

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(x):
    """One step of SplitMix64 (Steele, Lea, Flood 2014)."""
    z = (x + GAMMA) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def drawn_patients(seed, draw, count):
    """The published recipe of one resample: seed = hash of (seed, draw), then count unbiased integers below count."""
    state = mix(mix(seed) ^ mix(draw))
    limit = MASK - MASK % count
    drawn = []
    while len(drawn) < count:
        value = mix(state)
        state = (state + GAMMA) & MASK
        if value < limit:
            drawn.append(value % count)
    return drawn


def bootstrap(values, patients, seed, draws, level):
    """Expanded percentile interval (Hesterberg 2015), by putting the drawn patients' rows together, without any shortcut."""
    rows_of = [np.flatnonzero(patients == p) for p in np.unique(patients)]
    means = []
    for draw in range(draws):
        rows = np.concatenate([rows_of[p] for p in drawn_patients(seed, draw, len(rows_of))])
        means.append(values[rows].mean())
    g = len(rows_of)
    tail = norm.cdf(-np.sqrt(g / (g - 1)) * t.ppf((1 + level) / 2, g - 1))
    return np.array(means), np.quantile(means, [tail, 1 - tail]).tolist()


def row_kl(votes, prediction):
    return rel_entr(votes, np.clip(prediction, 1e-15, 1 - 1e-15)).sum(axis=1)


def cluster_error(differences, patients):
    """Sandwich variance of a mean, clusters = patients, factor G / (G - 1)."""
    frame = pd.DataFrame({"d": differences - differences.mean(), "p": patients})
    sums = frame.groupby("p").d.sum()
    g = len(sums)
    return float(np.sqrt(g / (g - 1) * (sums**2).sum()) / len(differences))


def curve(prediction, votes, bins):
    """Expected calibration error with shares of votes in place of labels."""
    prediction, votes = prediction.ravel(), votes.ravel()
    which = np.minimum(np.floor(prediction * bins), bins - 1).astype(int)
    filled = [(b, (which == b).sum(), prediction[which == b].mean(), votes[which == b].mean()) for b in range(bins) if (which == b).any()]
    error = sum(n * abs(p - v) for _, n, p, v in filled) / len(prediction)
    return {"bins": [[b / bins, int(n), float(p), float(v)] for b, n, p, v in filled], "error": float(error)}


def figures(kl, votes, prediction, prior, patients, seed, draws):
    return {
        "rows": len(kl),
        "patients": len(np.unique(patients)),
        "kl": float(kl.mean()),
        "interval": bootstrap(kl, patients, seed, draws, 0.9)[1],
        "priorKl": float(row_kl(votes, prior).mean()),
        "uniformKl": float(np.mean(np.log(votes.shape[1]) - entropy(votes, axis=1))),
        "accuracy": float(accuracy_score(votes.argmax(1), prediction.argmax(1))),
    }


def case(seed, classes, draws):
    rng = np.random.default_rng(seed)
    f32 = lambda x: x.astype(np.float32).astype(np.float64)
    patients = np.repeat(rng.permutation(np.arange(100, 112)), rng.integers(1, 12, 12))
    rows = len(patients)
    counts = rng.integers(3, 21, rows)
    raw = np.array([rng.multinomial(n, rng.dirichlet(np.full(classes, 0.4))) for n in counts])
    votes = f32(raw / counts[:, None])
    model = f32(0.5 * votes + 0.5 * rng.dirichlet(np.full(classes, 0.7), rows))
    other = f32(0.45 * votes + 0.55 * rng.dirichlet(np.full(classes, 0.7), rows))
    model[3] = np.eye(classes)[votes[3].argmin()]  # sure and wrong: the clip decides
    model[4] = np.eye(classes)[0]
    prior = np.tile(f32(votes.mean(0)), (rows, 1))
    kl, other_kl = row_kl(votes, model), row_kl(votes, other)
    high = counts >= 10
    consensus, predicted = votes.argmax(1), model.argmax(1)
    labels = np.arange(classes)
    expanded = log_loss(np.repeat(labels[None], rows, 0).ravel(), np.repeat(model, classes, 0), sample_weight=votes.ravel(), eps=1e-15)
    means = [bootstrap(x, patients, seed, draws, 0.9)[0] for x in (kl, other_kl)]
    part = rel_entr(votes, np.clip(model, 1e-15, 1 - 1e-15)).mean(0)
    return {
        "seed": seed, "draws": draws, "level": 0.9, "bins": 7,
        "patients": patients.tolist(), "counts": counts.tolist(), "votes": raw.tolist(), "model": model.tolist(), "other": other.tolist(), "prior": prior[0].tolist(),
        "rowKl": kl.tolist(),
        "all": figures(kl, votes, model, prior, patients, seed, draws),
        "high": figures(kl[high], votes[high], model[high], prior[high], patients[high], seed, draws),
        "logLossMinusEntropy": float(expanded - entropy(votes, axis=1).mean()),
        "confusion": confusion_matrix(consensus, predicted, labels=labels).tolist(),
        "recall": recall_score(consensus, predicted, labels=labels, average=None, zero_division=0).tolist(),
        "precision": precision_score(consensus, predicted, labels=labels, average=None, zero_division=0).tolist(),
        "klParts": part.tolist(),
        "consensusKl": [float(kl[consensus == c].mean()) if (consensus == c).any() else None for c in labels],
        "meanVotes": votes.mean(0).tolist(), "meanPrediction": model.mean(0).tolist(),
        "curves": [curve(model, votes, 7)] + [curve(model[:, c], votes[:, c], 7) for c in labels],
        "paired": {
            "mean": float((kl - other_kl).mean()),
            "standardError": cluster_error(kl - other_kl, patients),
            "interval": bootstrap(kl - other_kl, patients, seed, draws, 0.9)[1],
            "betterRows": float((other_kl < kl).mean()),
            "highMean": float((kl - other_kl)[high].mean()),
            "highStandardError": cluster_error((kl - other_kl)[high], patients[high]),
            "otherWins": float((means[1] < means[0]).mean()),
        },
    }


if __name__ == "__main__":
    with open(sys.argv[1] + "/evaluation.json", "w") as file:
        json.dump({"cases": [case(11, 6, 400), case(12, 3, 200), case(13, 2, 200)]}, file)
