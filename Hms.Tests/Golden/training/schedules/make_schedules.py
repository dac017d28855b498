"""Makes schedules.json; see SOURCE.md. Usage: python3 make_schedules.py"""
import json
import warnings

import torch
from torch.optim import lr_scheduler as sched

warnings.simplefilter("ignore")
STEPS = 5
WATCHED = [1.0, 0.9, 0.95, 0.92, 0.91, 0.9, 0.899999, 0.7, 0.75, 0.74, 0.73, 0.72, 0.71, 0.705, 0.70001, 0.69]


def sgd(lr):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr, momentum=0.5)


def rate(optimizer):
    group = optimizer.param_groups[0]
    return [group["lr"], group["momentum"]]


def per_epoch(lr, epochs, make):
    optimizer = sgd(lr)
    schedule = make(optimizer)
    rows = []
    for _ in range(epochs):
        rows += [rate(optimizer)] * STEPS
        optimizer.step()
        schedule.step()
    return rows


def per_step(lr, steps, make):
    optimizer = sgd(lr)
    schedule = make(optimizer)
    rows = []
    for step in range(steps):
        rows.append(rate(optimizer))
        optimizer.step()
        if step < steps - 1:
            schedule.step()
    return rows


def plateau(lr, epochs, watched, **options):
    optimizer = sgd(lr)
    schedule = sched.ReduceLROnPlateau(optimizer, **options)
    rows = []
    for epoch in range(epochs):
        rows += [rate(optimizer)] * STEPS
        schedule.step(watched[epoch])
    return rows


def restarts_per_step(lr, epochs, **options):
    optimizer = sgd(lr)
    schedule = sched.CosineAnnealingWarmRestarts(optimizer, **options)
    rows = []
    for epoch in range(epochs):
        for step in range(STEPS):
            schedule.step(epoch + step / STEPS)
            rows.append(rate(optimizer))
    return rows


def linear(lr, steps, start):
    return per_step(lr, steps, lambda o: sched.LinearLR(o, start_factor=start, total_iters=steps))


def warm_then(lr, steps, start, rest):
    return linear(lr, steps, start) + rest


def sequential(lr, warm, total, start, make):
    return per_step(lr, total, lambda o: sched.SequentialLR(o, [sched.LinearLR(o, start_factor=start, total_iters=warm), make(o)], milestones=[warm]))


def case(kind, rates, epochs=10, lr=0.05, **options):
    return {"kind": kind, "options": options, "learningRate": lr, "epochs": epochs, "stepsPerEpoch": STEPS, "rates": rates}


lr = 0.05
one = sched.OneCycleLR
result = {"watched": WATCHED, "cases": {
    "constant": case("constant", per_epoch(lr, 10, lambda o: sched.LambdaLR(o, lambda epoch: 1.0))),
    "cosine": case("cosine", per_epoch(lr, 10, lambda o: sched.CosineAnnealingLR(o, T_max=10))),
    "cosine-min": case("cosine", per_epoch(lr, 13, lambda o: sched.CosineAnnealingLR(o, T_max=13, eta_min=0.002)), epochs=13, min=0.002),
    "cosine-step": case("cosine", per_step(lr, 50, lambda o: sched.CosineAnnealingLR(o, T_max=50, eta_min=1e-4)), min=1e-4, interval="step"),
    "plateau": case("plateau", plateau(lr, 16, WATCHED), epochs=16),
    "plateau-patience": case("plateau", plateau(lr, 16, WATCHED, factor=0.5, patience=2), epochs=16, factor=0.5, patience=2),
    "plateau-cooldown": case("plateau", plateau(lr, 16, WATCHED, factor=0.3, patience=0, cooldown=2, threshold=0.02), epochs=16, factor=0.3, patience=0, cooldown=2, threshold=0.02),
    "plateau-absolute": case("plateau", plateau(lr, 16, WATCHED, factor=0.1, patience=1, threshold=0.05, threshold_mode="abs", min_lr=4e-4), epochs=16, patience=1, threshold=0.05, mode="abs", min=4e-4),
    "step": case("step", per_epoch(lr, 10, lambda o: sched.StepLR(o, step_size=3)), size=3),
    "step-gamma": case("step", per_epoch(lr, 11, lambda o: sched.StepLR(o, step_size=2, gamma=0.7)), epochs=11, size=2, gamma=0.7),
    "multiStep": case("multiStep", per_epoch(lr, 10, lambda o: sched.MultiStepLR(o, milestones=[5, 8])), milestones=[5, 8]),
    "multiStep-gamma": case("multiStep", per_epoch(lr, 12, lambda o: sched.MultiStepLR(o, milestones=[1, 2, 11], gamma=0.5)), epochs=12, milestones=[1, 2, 11], gamma=0.5),
    "exponential": case("exponential", per_epoch(lr, 10, lambda o: sched.ExponentialLR(o, gamma=0.9)), gamma=0.9),
    "exponential-fast": case("exponential", per_epoch(lr, 10, lambda o: sched.ExponentialLR(o, gamma=0.35)), gamma=0.35),
    "warmRestarts": case("warmRestarts", per_epoch(lr, 10, lambda o: sched.CosineAnnealingWarmRestarts(o, T_0=3)), first=3),
    "warmRestarts-factor": case("warmRestarts", per_epoch(lr, 16, lambda o: sched.CosineAnnealingWarmRestarts(o, T_0=2, T_mult=2, eta_min=0.001)), epochs=16, first=2, factor=2, min=0.001),
    "warmRestarts-step": case("warmRestarts", restarts_per_step(lr, 10, T_0=3), first=3, interval="step"),
    "warmRestarts-step-factor": case("warmRestarts", restarts_per_step(lr, 12, T_0=2, T_mult=2, eta_min=0.001), epochs=12, first=2, factor=2, min=0.001, interval="step"),
    "oneCycle": case("oneCycle", per_step(lr, 50, lambda o: one(o, lr, total_steps=50))),
    "oneCycle-linear": case("oneCycle", per_step(lr, 50, lambda o: one(o, lr, epochs=10, steps_per_epoch=5, pct_start=0.25, anneal_strategy="linear", div_factor=10.0, final_div_factor=100.0)), pct=0.25, annealing="linear", div=10.0, final=100.0),
    "oneCycle-three": case("oneCycle", per_step(lr, 50, lambda o: one(o, lr, total_steps=50, pct_start=0.37, three_phase=True, base_momentum=0.7, max_momentum=0.9)), pct=0.37, three=True, base=0.7, max=0.9),
    "oneCycle-fixed": case("oneCycle", per_step(lr, 60, lambda o: one(o, lr, total_steps=60, pct_start=0.1, cycle_momentum=False)), epochs=12, pct=0.1, cycle=False),
    "warmUp-constant": case("constant", sequential(lr, 10, 50, 0.01, lambda o: sched.ConstantLR(o, factor=1.0)), warmSteps=10, start=0.01),
    "warmUp-cosine-step": case("cosine", sequential(lr, 15, 50, 0.1, lambda o: sched.CosineAnnealingLR(o, T_max=35)), warmEpochs=3, start=0.1, interval="step"),
    "warmUp-cosine-odd": case("cosine", sequential(lr, 7, 50, 1.0 / 3, lambda o: sched.CosineAnnealingLR(o, T_max=43, eta_min=1e-3)), warmSteps=7, start=1.0 / 3, interval="step", min=1e-3),
    "warmUp-cosine": case("cosine", warm_then(lr, 10, 0.01, per_epoch(lr, 10, lambda o: sched.CosineAnnealingLR(o, T_max=10))), epochs=12, warmEpochs=2, start=0.01),
    "warmUp-step": case("step", warm_then(lr, 5, 0.2, per_epoch(lr, 10, lambda o: sched.StepLR(o, step_size=3))), epochs=11, warmEpochs=1, start=0.2, size=3),
    "warmUp-plateau": case("plateau", warm_then(lr, 10, 0.01, plateau(lr, 14, WATCHED[2:], factor=0.5, patience=1)), epochs=16, warmEpochs=2, start=0.01, factor=0.5, patience=1),
    "warmUp-oneCycle": case("oneCycle", [[r, 0.95] for r, _ in linear(lr / 25, 10, 0.5)] + per_step(lr, 50, lambda o: one(o, lr, total_steps=50)), epochs=12, warmEpochs=2, start=0.5),
    "warmUp-restarts": case("warmRestarts", warm_then(lr, 5, 0.05, restarts_per_step(lr, 9, T_0=3)), epochs=10, warmEpochs=1, start=0.05, first=3, interval="step"),
}}
with open("schedules.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
print(torch.__version__)
