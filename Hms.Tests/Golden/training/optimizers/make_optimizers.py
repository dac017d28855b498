"""Makes optimizers.json; see SOURCE.md. Usage: python3 make_optimizers.py"""
import json

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
STEPS = 24
X = torch.tensor([[1.0, -0.5, 0.25], [0.3, 0.8, -1.2], [-0.7, 0.1, 0.9], [0.4, -1.1, 0.6]])
TARGET = torch.tensor([[0.5, -1.0], [1.5, 0.2], [-0.4, 0.8], [0.1, -0.3]])
KERNEL = [[0.9, -0.4], [-1.3, 0.2], [0.05, 0.7]]
BIAS = [0.6, -0.8]


def run(make, weights_only=False, rates=None, **options):
    kernel = torch.tensor(KERNEL, requires_grad=True)
    bias = torch.tensor(BIAS, requires_grad=True)
    groups = [{"params": [kernel]}, {"params": [bias], "weight_decay": 0.0}] if weights_only else [kernel, bias]
    optimizer = make(groups, **options)
    cycle = None if rates is None else torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=options["lr"], total_steps=STEPS, **rates)
    steps = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        ((torch.tanh(X @ kernel + bias) - TARGET) ** 2).sum().backward()
        optimizer.step()
        steps.append(kernel.detach().flatten().tolist() + bias.detach().tolist())
        if cycle is not None:
            cycle.step()
    return steps


a, w, s = torch.optim.Adam, torch.optim.AdamW, torch.optim.SGD
result = {
    "adamW": run(w, lr=0.05, betas=(0.5, 0.999), weight_decay=0.02),
    "adamW-weightsOnly": run(w, True, lr=0.05, weight_decay=0.3),
    "adamW-amsgrad": run(w, lr=0.1, betas=(0.8, 0.9), weight_decay=0.01, amsgrad=True),
    "adamW-oneCycle": run(w, rates={"pct_start": 0.4, "div_factor": 5.0}, lr=0.08, weight_decay=0.01),
    "adam": run(a, lr=0.05),
    "adam-decay": run(a, lr=0.03, betas=(0.7, 0.95), eps=1e-6, weight_decay=0.2),
    "adam-weightsOnly": run(a, True, lr=0.03, weight_decay=0.2),
    "adam-amsgrad": run(a, lr=0.1, betas=(0.8, 0.9), weight_decay=0.1, amsgrad=True),
    "adam-oneCycle": run(a, rates={"pct_start": 0.25, "anneal_strategy": "linear"}, lr=0.08),
    "sgd": run(s, lr=0.05),
    "sgd-momentum": run(s, lr=0.02, momentum=0.9, weight_decay=0.1),
    "sgd-dampening": run(s, lr=0.05, momentum=0.8, dampening=0.3),
    "sgd-nesterov": run(s, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.05),
    "sgd-weightsOnly": run(s, True, lr=0.02, momentum=0.9, weight_decay=0.4),
    "sgd-oneCycle": run(s, rates={"pct_start": 0.3, "base_momentum": 0.8, "max_momentum": 0.9}, lr=0.05, momentum=0.5),
}
with open("optimizers.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
print(torch.__version__)
