"""Makes the golden files of this folder; see SOURCE.md. Usage: python3 make_goldens.py FOLDER_WITH_TIMM"""
import json
import math
import sys

import numpy as np
import torch

sys.path.insert(0, sys.argv[1])
import timm  # noqa: E402

torch.set_num_threads(1)
GAMMA = np.uint64(0x9E3779B97F4A7C15)


def mix(state):  # SplitMix64 output, as Hms.Signal.Randomness.SeedHash.Mix
    with np.errstate(over="ignore"):
        z = np.asarray(state, dtype=np.uint64) + GAMMA
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def text_hash(text):  # FNV-1a
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def uniform(seed, key, count):  # HashRandom(SeedHash.Derive(seed, key)).NextDouble(), count times
    start = mix(mix(np.uint64(seed)) ^ mix(np.uint64(text_hash(key))))
    with np.errstate(over="ignore"):
        bits = mix(start + GAMMA * np.arange(count, dtype=np.uint64))
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53


def weight(key, shape):
    u = uniform(7, key, int(np.prod(shape)))
    if key.endswith("running_var"):
        value = 0.5 + u
    elif len(shape) == 1 and key.endswith("weight"):
        value = 0.5 + u
    elif len(shape) == 1:
        value = 0.2 * (2 * u - 1)
    else:
        value = (2 * u - 1) * math.sqrt(6.0 / np.prod(shape[1:]))
    return torch.from_numpy(value.astype(np.float32).reshape(shape))


def network(name):
    model = timm.create_model(name, num_classes=6, drop_rate=0.0, drop_path_rate=0.0)
    state = {k: weight(k, v.shape) if v.dtype == torch.float32 else v for k, v in model.state_dict().items()}
    model.load_state_dict(state)
    x = torch.from_numpy((2 * uniform(7, "input", 2 * 3 * 61 * 98) - 1).astype(np.float32).reshape(2, 3, 61, 98))
    model.eval()
    with torch.no_grad():
        evaluated = model(x)
    model.train()
    trained = model(x)
    votes = torch.tensor([[0.5, 0.5, 0, 0, 0, 0], [0.1, 0.2, 0.3, 0.2, 0.1, 0.1]])
    loss = torch.nn.functional.kl_div(trained.log_softmax(1), votes, reduction="batchmean")
    loss.backward()
    gradients = {k: p.grad.norm().item() for k, p in model.named_parameters() if k in (
        "conv_stem.weight", "bn1.weight", "blocks.2.1.se.conv_reduce.bias", "blocks.5.0.conv_dw.weight", "conv_head.weight", "classifier.weight", "classifier.bias")}
    return {
        "parameters": sum(p.numel() for p in model.parameters()),
        "keys": [[k, list(v.shape)] for k, v in model.state_dict().items()],
        "evalLogits": evaluated.numpy().tolist(),
        "trainLogits": trained.detach().numpy().tolist(),
        "loss": loss.item(),
        "gradientNorms": gradients,
        "stemRunningMeanAfter": model.bn1.running_mean.numpy().tolist(),
    }


def adamw():
    p = torch.tensor([1.0, -2.0, 0.5, 3.0, -0.1], dtype=torch.float64, requires_grad=True)
    curvature = torch.tensor([1.0, 0.5, 4.0, 0.1, 2.0], dtype=torch.float64)
    target = torch.tensor([0.0, 1.0, -1.0, 2.0, 0.3], dtype=torch.float64)
    optimizer = torch.optim.AdamW([p], lr=0.05, betas=(0.5, 0.999), eps=1e-8, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=5)
    rates, steps = [], []
    for _ in range(5):
        rates.append(optimizer.param_groups[0]["lr"])
        for _ in range(4):
            optimizer.zero_grad()
            (curvature * (p - target) ** 2).sum().backward()
            optimizer.step()
            steps.append(p.detach().numpy().tolist())
        schedule.step()
    return {"rates": rates, "steps": steps}


def loss():
    logits = torch.tensor([[1.0, -2.0, 0.3], [100.0, -100.0, 0.0], [0.0, 0.0, 0.0], [-3.0, 2.0, 8.0]], dtype=torch.float64, requires_grad=True)
    votes = torch.tensor([[0.2, 0.3, 0.5], [0.5, 0.0, 0.5], [1.0, 0.0, 0.0], [0.25, 0.25, 0.5]], dtype=torch.float64)
    weights = torch.tensor([1.0, 2.0, 0.5, 3.0], dtype=torch.float64)
    mean = torch.nn.functional.kl_div(logits.log_softmax(1), votes, reduction="batchmean")
    mean.backward()
    gradient = logits.grad.clone()
    rows = torch.nn.functional.kl_div(logits.log_softmax(1), votes, reduction="none").sum(1)
    return {
        "logits": logits.detach().numpy().tolist(), "votes": votes.numpy().tolist(), "weights": weights.numpy().tolist(),
        "mean": mean.item(), "gradient": gradient.numpy().tolist(), "weightedMean": ((rows * weights).sum() / weights.sum()).item(),
    }


def save(name, value):
    with open(name, "w") as file:
        json.dump(value, file, indent=None, separators=(",", ":"))
        file.write("\n")


print(torch.__version__, timm.__version__)
for name in ("efficientnet_b0", "tf_efficientnet_b0", "efficientnet_b1", "tf_efficientnet_b1"):
    save(name + ".json", network(name))
save("adamw.json", adamw())
save("loss.json", loss())
