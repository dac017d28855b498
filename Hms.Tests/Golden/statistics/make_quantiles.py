"""Makes quantiles.json with NumPy and scikit-learn: usage make_quantiles.py FOLDER."""
import json, sys
import numpy as np
from sklearn.preprocessing import RobustScaler

def noise(n, seed):
    # The tests make the same numbers: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = (state >> 8) / 8388608.0 - 1.0
    return values

P = [0, 0.001, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.995, 1]
cases = []
for n in (1, 2, 3, 4, 5, 7, 16, 101, 1000, 4099):
    x = noise(n, n)
    gaps = x.copy(); gaps[::5] = np.nan
    steps = np.round(4 * x) / 4  # many equal values
    cases.append(dict(n=n, plain=np.quantile(x, P).tolist(),
                      gaps=np.nanquantile(gaps, P).tolist() if np.isfinite(gaps).any() else None, steps=np.quantile(steps, P).tolist()))
x = noise(1000, 77) ** 3
robust = RobustScaler().fit_transform(x[:, None])[:, 0]
clip = np.clip(x, *np.quantile(x, [0.02, 0.97]))
with open(f"{sys.argv[1]}/quantiles.json", "w") as f:
    json.dump(dict(probabilities=P, cases=cases, robust=[float(f"{v:.9g}") for v in robust[::7]], clip=[float(f"{v:.9g}") for v in clip[::7]]), f, indent=0)
