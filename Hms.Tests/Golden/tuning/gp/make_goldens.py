"""Makes the golden files of the Sobol sequence and the Gaussian process: /usr/bin/python3 make_goldens.py (run in this folder). See SOURCE.md."""
import json, math, warnings
import numpy as np, mpmath
from scipy.stats import qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern
warnings.simplefilter("ignore")
mpmath.mp.dps = 60

# ---------- the plain Sobol sequence: 64 points in 128 dimensions, every 9th dimension of it; and far points
sobol = qmc.Sobol(128, scramble=False, bits=32)
points = sobol.random(64)
far = qmc.Sobol(128, scramble=False, bits=32); far.fast_forward(123456)
rows = [[n] + points[n, ::9].tolist() for n in (0, 1, 2, 3, 7, 20, 63)] + [[123456] + far.random(1)[0, ::9].tolist()]
json.dump(rows, open("sobol.json", "w"), indent=0)

# ---------- Matern 5/2: values, and derivatives by the length scales' logarithm, from scikit-learn
rng = np.random.RandomState(5)
X = rng.rand(12, 3)
scales = np.array([0.3, 1.1, 4.0])
K, dK = Matern(scales, (1e-9, 1e9), nu=2.5)(X, eval_gradient=True)
json.dump({"points": X.tolist(), "lengthScales": scales.tolist(), "kernel": K.tolist(), "byLogLengthScale": np.moveaxis(dK, 2, 0).tolist()}, open("matern.json", "w"), indent=0)

# ---------- posterior with fixed kernel 1.7 * Matern + noise 0.003
scale, noise = 1.7, 0.003
y = np.sin(5 * X[:, 0]) + X[:, 1] ** 2 - 0.4 * X[:, 2]
Z = rng.rand(9, 3)
gp = GaussianProcessRegressor(scale * Matern(scales, "fixed", nu=2.5), alpha=noise, optimizer=None).fit(X, y)
mean, std = gp.predict(Z, return_std=True)
json.dump({"points": X.tolist(), "targets": y.tolist(), "lengthScales": scales.tolist(), "scale": scale, "noise": noise, "places": Z.tolist(), "means": mean.tolist(),
           "variances": (std ** 2).tolist(), "logMarginalLikelihood": gp.log_marginal_likelihood_value_}, open("posterior.json", "w"), indent=0)

# ---------- ln h(z) = ln(phi(z) + z Phi(z)) and its slope Phi / h
def h(z): return mpmath.npdf(z) + z * mpmath.ncdf(z)
json.dump([[z, float(mpmath.log(h(mpmath.mpf(z)))), float(mpmath.ncdf(z) / h(mpmath.mpf(z)))] for z in (-1e5, -1e3, -100., -40., -25., -14.1, -14., -13.9, -8., -5., -2., -1., -.1, 0., .1, 1., 3., 9., 40.)], open("log_h.json", "w"), indent=0)
