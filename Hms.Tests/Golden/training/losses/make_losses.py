"""Makes losses.json; see SOURCE.md. Usage: python3 make_losses.py"""
import json

import torch
from torch.nn import functional as f

torch.set_default_dtype(torch.float64)
LOGITS = [[1.0, -2.0, 0.3], [30.0, -40.0, 0.0], [0.0, 0.0, 0.0], [-3.0, 2.0, 8.0]]
VOTES = torch.tensor([[0.2, 0.3, 0.5], [0.5, 0.0, 0.5], [1.0, 0.0, 0.0], [0.25, 0.25, 0.5]])
WEIGHTS = torch.tensor([1.0, 2.0, 0.5, 3.0])


def weighted(rows):
    return (rows * WEIGHTS).sum() / WEIGHTS.sum()


def both(value, leaf):
    leaf.grad = None
    value.backward()
    return {"mean": value.item(), "gradient": leaf.grad.tolist()}


def of_logits(smoothing):
    z = torch.tensor(LOGITS, requires_grad=True)
    smoothed = VOTES * (1 - smoothing) + smoothing / 3
    kl = lambda reduction: f.kl_div(z.log_softmax(1), smoothed, reduction=reduction)
    ce = lambda reduction: f.cross_entropy(z, VOTES, label_smoothing=smoothing, reduction=reduction)
    return {
        "smoothing": smoothing,
        "kullbackLeibler": both(kl("batchmean"), z), "kullbackLeiblerWeighted": both(weighted(kl("none").sum(1)), z),
        "crossEntropy": both(ce("mean"), z), "crossEntropyWeighted": both(weighted(ce("none")), z),
    }


p = torch.tensor([[0.2, 0.3, 0.5], [0.6, 0.1, 0.3], [0.9, 0.05, 0.05], [1 / 3, 1 / 3, 1 / 3]], requires_grad=True)
rows = lambda: f.kl_div(p.log(), VOTES, reduction="none").sum(1)
z = torch.tensor(LOGITS)
result = {
    "logits": LOGITS, "votes": VOTES.tolist(), "weights": WEIGHTS.tolist(),
    "ofLogits": [of_logits(0.0), of_logits(0.1)],
    "probabilities": p.tolist(),
    "ofProbabilities": both(f.kl_div(p.log(), VOTES, reduction="batchmean"), p), "ofProbabilitiesWeighted": both(weighted(rows()), p),
    # the classic mistakes, on the same rows
    "logTarget": f.kl_div(z.log_softmax(1), VOTES, reduction="batchmean", log_target=True).item(),
    "logSoftmaxOfProbabilities": f.kl_div(VOTES.log_softmax(1), VOTES, reduction="batchmean").item(),
    "meanOverElements": f.kl_div(z.log_softmax(1), VOTES, reduction="mean").item(),
}
with open("losses.json", "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
print(torch.__version__)
