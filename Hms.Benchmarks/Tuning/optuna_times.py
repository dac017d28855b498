"""optuna_times.py REPEATS FINISHED...: one JSON line per sampler with the median milliseconds of a suggestion for five reals and the processor's mean; nothing where Optuna is absent."""
import json
import statistics
import sys
import time

try:
    import optuna
except ImportError:
    sys.exit(0)

optuna.logging.set_verbosity(optuna.logging.ERROR)
SPACE = {f"x{i}": optuna.distributions.FloatDistribution(-5, 5) for i in range(5)}


def loss(values):
    return sum((i + 1) * values[f"x{i}"] ** 2 for i in range(5))


def measure(create, finished, repeats):
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    for _ in range(finished):
        trial = study.ask(SPACE)
        study.tell(trial, loss(trial.params))
    study.sampler = create()
    times = []
    cpu = time.process_time()
    for _ in range(repeats):
        start = time.perf_counter()
        trial = study.ask(SPACE)
        times.append(1000 * (time.perf_counter() - start))
        study.tell(trial, loss(trial.params))
    return statistics.median(times), 1000 * (time.process_time() - cpu) / repeats


repeats = int(sys.argv[1])
samplers = {
    "TPE": lambda: optuna.samplers.TPESampler(seed=1),
    "TPE multivariate": lambda: optuna.samplers.TPESampler(seed=1, multivariate=True),
}
for name, create in samplers.items():
    times = [measure(create, int(n), repeats) for n in sys.argv[2:]]
    row = {"name": f"Optuna {optuna.__version__} {name}", "ms": [x[0] for x in times], "cpu": [x[1] for x in times]}
    print(json.dumps(row), flush=True)
