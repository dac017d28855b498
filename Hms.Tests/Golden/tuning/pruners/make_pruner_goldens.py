"""Makes the golden files of the pruners: /usr/bin/python3 make_pruner_goldens.py (run in this folder). See SOURCE.md."""
import binascii, itertools, json, warnings
import numpy as np, optuna
from scipy.stats import rankdata, wilcoxon
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
P = optuna.pruners

def curves(seed, trials, steps, sign):
    """Noisy power laws that cross; sign -1 turns them into scores."""
    rng = np.random.RandomState(seed)
    floor, start, speed = rng.uniform(0, 1, trials), rng.uniform(0.2, 2, trials), rng.uniform(0.1, 1.5, trials)
    noise = rng.normal(0, 0.05, (trials, steps))
    t = np.arange(1, steps + 1)
    return [[float(round(sign * v, 6)) for v in floor[i] + start[i] * t ** -speed[i] + noise[i]] for i in range(trials)]

def run(name, pruner, values, direction, first=0, hyperband=False):
    """Runs the trials one after the other; the step index (from 0) at which each was pruned, or null."""
    study = optuna.create_study(study_name=name, direction=direction, pruner=pruner, sampler=optuna.samplers.RandomSampler(seed=0))
    stops, draws = [], []
    for curve in values:
        trial = study.ask()
        stop = None
        for i, value in enumerate(curve):
            trial.report(value, i + first)
            if trial.should_prune():
                stop = i
                break
        stops.append(stop)
        study.tell(trial, curve[-1] if stop is None else None, state=optuna.trial.TrialState.COMPLETE if stop is None else optuna.trial.TrialState.PRUNED)
    case = {"name": name, "direction": direction, "stops": stops}
    if hyperband:
        total = pruner._total_trial_allocation_budget
        case["budgets"] = pruner._trial_allocation_budgets
        case["draws"] = [binascii.crc32("{}_{}".format(name, n).encode()) % total for n in range(len(values))]
    return case

cases, all_curves = [], {}
for seed, (direction, sign) in enumerate((("minimize", 1), ("maximize", -1))):
    c = all_curves[direction] = curves(seed, 30, 16, sign)
    def add(name, pruner, **more): cases.append(dict(run(name + "_" + direction, pruner, more.pop("curves", c), direction, more.pop("first", 0), more.pop("hyperband", False)), kind=name.split("_")[0], **more))
    add("median_0", P.MedianPruner(5, 0), startup=5, warmup=0, interval=1, minimum=1)
    add("median_1", P.MedianPruner(3, 4, 3, n_min_trials=5), startup=3, warmup=4, interval=3, minimum=5)
    for p in (10, 25, 37.5, 75): add(f"percentile_{p}", P.PercentilePruner(p, 4, 2, 2), percentile=p, startup=4, warmup=2, interval=2, minimum=1)
    add("patient_0", P.PatientPruner(P.MedianPruner(2, 1), 2, 0.0), startup=2, warmup=1, patience=2, delta=0.0)
    add("patient_1", P.PatientPruner(P.MedianPruner(2, 1), 0, 0.1), startup=2, warmup=1, patience=0, delta=0.1)
    bounds = dict(lower=None, upper=1.0) if sign == 1 else dict(lower=-1.0, upper=None)
    ordered = all_curves["ordered_" + direction] = [min(c, key=lambda x: max(sign * v for v in x[3:]))] + c[1:]            # the first trial keeps the bounds: from then on both prune
    add("threshold_0", P.ThresholdPruner(n_warmup_steps=3, interval_steps=2, **bounds), curves=ordered, key="ordered_" + direction, warmup=3, interval=2, **bounds)
    for k, (r, eta, s, boot) in enumerate(((1, 2, 0, 0), (2, 3, 0, 0), (1, 4, 1, 0))):
        add(f"halving_{k}", P.SuccessiveHalvingPruner(r, eta, s, boot), first=1, resource=r, eta=eta, rate=s, bootstrap=boot)
    add("hyperband_0", P.HyperbandPruner(1, 16, 3), first=1, hyperband=True, resource=1, maximum=16, eta=3)
    add("hyperband_1", P.HyperbandPruner(2, 15, 2), first=1, hyperband=True, resource=2, maximum=15, eta=2)
json.dump({"curves": all_curves, "cases": cases}, open("decisions.json", "w"))

def enumerated(d):
    """Exact: all signs of the differences other than 0, with mid-ranks; zeros keep half their rank."""
    ranks, moving = rankdata(np.abs(d)), d != 0
    r = ranks[moving]
    sums = np.array([sum(x for x, s in zip(r, signs) if s) for signs in itertools.product((False, True), repeat=len(r))])
    return float(np.mean(sums >= ranks[d > 0].sum() - 1e-9))

rng = np.random.RandomState(5)
scipys = [rng.normal(0.3, 1, n) for n in (1, 2, 3, 4, 5, 9, 20, 50, 51, 80)] + [np.round(rng.normal(0.2, 1, n), 1) for n in (60, 200)] + [np.array([1., 2, 3, 4]), -np.array([1., 2, 3, 4])]
tied = [np.ones(3), np.zeros(4), np.array([0., 1, 1, -1, 2])] + [np.round(rng.normal(0.3, 1, n), k) for n in (4, 7, 12) for k in (0, 1)]
tests = [{"differences": list(map(float, d)), "p": float(wilcoxon(d, zero_method="zsplit", alternative="greater").pvalue)} for d in scipys]
tests += [{"differences": list(map(float, d)), "p": enumerated(d)} for d in tied]
json.dump(tests, open("wilcoxon.json", "w"))
print([(x["name"], sum(s is not None for s in x["stops"])) for x in cases])
