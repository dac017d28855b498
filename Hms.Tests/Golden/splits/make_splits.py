"""What scikit-learn assigns: group, class and fold of every row. Usage: python3 make_splits.py > splits.json"""
import json
import warnings

import numpy as np
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, StratifiedGroupKFold

warnings.simplefilter("ignore")


def folds_of(split, rows):
    fold = np.full(rows, -1)
    for k, (_, test) in enumerate(split):
        fold[test] = k
    return fold.tolist()


def case(name, groups, classes, count):
    groups, classes = np.asarray(groups), np.asarray(classes)
    x = np.zeros(len(groups))
    return {
        "name": name, "foldCount": count, "groups": groups.tolist(), "classes": classes.tolist(),
        "groupKFold": folds_of(GroupKFold(count).split(x, groups=groups), len(x)),
        "stratifiedGroupKFold": folds_of(StratifiedGroupKFold(count).split(x, classes, groups), len(x)),
        "leaveOneGroupOut": folds_of(LeaveOneGroupOut().split(x, groups=groups), len(x)),
    }


def drawn(seed, group_count, sizes, count, spread, classes=6):
    """Groups with a class that most of their rows have, as patients do."""
    rng = np.random.default_rng(seed)
    ids = rng.permutation(np.arange(1000, 1000 + 7 * group_count, 7))
    sizes = sizes(rng, group_count)
    groups, labels = [], []
    for group, size in zip(ids, sizes):
        shares = rng.dirichlet(np.full(classes, spread))
        groups += [int(group)] * int(size)
        labels += rng.choice(classes, size=int(size), p=shares).tolist()
    order = rng.permutation(len(groups))
    return np.asarray(groups)[order], np.asarray(labels)[order]


distinct = lambda rng, n: rng.permutation(np.arange(1, n + 1))
heavy = lambda rng, n: np.minimum(1 + rng.geometric(0.15, n), 60)
ones = lambda rng, n: np.ones(n, dtype=int)
cases = []
for name, seed, group_count, sizes, count, spread, classes in (
    ("distinct sizes, 2 folds", 1, 7, distinct, 2, 1.0, 6), ("distinct sizes, 5 folds", 2, 23, distinct, 5, 1.0, 6), ("distinct sizes, pure groups", 3, 30, distinct, 5, 0.05, 6),
    ("distinct sizes, 10 folds", 4, 40, distinct, 10, 0.5, 6), ("distinct sizes, 3 classes", 5, 20, distinct, 4, 0.5, 3),
    ("tied sizes as of patients", 6, 120, heavy, 5, 0.3, 6), ("one row a group", 7, 80, ones, 5, 1.0, 6), ("tied sizes, 3 folds", 8, 60, heavy, 3, 0.1, 6),
):
    cases.append(case(name, *drawn(seed, group_count, sizes, count, spread, classes), count))
print(json.dumps({"cases": cases}, separators=(",", ":")))
