"""Finished trials a second of Optuna's SQLite storage: FILE REPORTS SECONDS. Random sampler, 5 floats, no work within a trial."""
import sys
import time
import warnings

warnings.simplefilter("ignore")
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
path, reports, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
study = optuna.create_study(storage="sqlite:///" + path, sampler=optuna.samplers.RandomSampler(seed=1), pruner=optuna.pruners.NopPruner())


def objective(trial):
    value = sum(trial.suggest_float(f"p{i}", 0, 1) for i in range(5))
    for step in range(reports):
        trial.report(value, step)
    return value


start, cpu = time.perf_counter(), time.process_time()
while time.perf_counter() - start < seconds:
    study.optimize(objective, 1)
print(f"Optuna {optuna.__version__}, SQLite")
print(f"{len(study.trials) / (time.perf_counter() - start):.1f}")
print(f"{len(study.trials) / (time.process_time() - cpu):.1f}")
