"""Softmax regression on soft labels by scikit-learn: every row once for each class that has votes, weighted by its share and by the row's weight."""
import json
import numpy as np
from sklearn.linear_model import LogisticRegression

ROWS, FEATURES, CLASSES, L2 = 120, 5, 4, 0.01
rng = np.random.RandomState(20261123)
scale = np.array([1, 10, 0.125, 4, 1])
x = np.round(rng.normal(size=(ROWS, FEATURES)) * 64) / 64 * scale + np.array([0, 100, 0, -8, 3])
logits = ((x - x.mean(0)) / x.std(0)) @ rng.normal(size=(FEATURES, CLASSES))
p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
votes = np.array([rng.multinomial(rng.randint(3, 12), row) for row in p])
shares = (votes / votes.sum(1, keepdims=True)).astype(np.float32)
weights = np.round(rng.uniform(0.25, 4, ROWS) * 64) / 64

standard = (x - x.mean(0)) / x.std(0)
row, label = np.nonzero(shares > 0)
sample = shares[row, label].astype(np.float64) * weights[row]
# mean loss + L2/2 |w|^2  =  (sum of losses + L2 W/2 |w|^2) / W, and scikit-learn minimises C * sum of losses + 1/2 |w|^2
model = LogisticRegression(C=1 / (L2 * sample.sum()), multi_class="multinomial", solver="lbfgs", tol=1e-12, max_iter=100000)
model.fit(standard[row], label, sample_weight=sample)
probabilities = model.predict_proba(standard)
loss = float((sample * -np.log(probabilities[row, label])).sum() / sample.sum())
json.dump({"l2": L2, "features": x.tolist(), "votes": [[float(v) for v in r] for r in shares], "weights": weights.tolist(),
           "probabilities": probabilities.tolist(), "loss": loss}, open("softmax.json", "w"))
print(loss, model.n_iter_)
