"""Figures of the published predictions predictions_35740.csv. Run: python3 make_published.py PATH/predictions_35740.csv"""
import sys

import pandas as pd
from scipy.special import rel_entr
from sklearn.metrics import accuracy_score

table = pd.read_csv(sys.argv[1]).to_numpy()
votes, prediction = table[:, 1:7], table[:, 7:13]
counts = votes.sum(1)
votes = votes / counts[:, None]
kl = rel_entr(votes, prediction.clip(1e-15, 1 - 1e-15))
high = counts >= 10
bins = (prediction * 10).astype(int).clip(max=9).ravel()
distance = sum(abs(prediction.ravel()[bins == b].sum() - votes.ravel()[bins == b].sum()) for b in range(10)) / prediction.size
print("kl", kl.sum(1).mean(), "rows", len(kl), "of >= 10 votes", kl.sum(1)[high].mean(), "rows", high.sum())
print("parts", kl.mean(0).tolist())
print("of the consensus", [kl.sum(1)[votes.argmax(1) == c].mean() for c in range(6)])
print("accuracy", accuracy_score(votes.argmax(1), prediction.argmax(1)), "calibration error", distance)
