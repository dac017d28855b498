"""Makes the golden files of the sweep engine: /usr/bin/python3 make_goldens.py (run in this folder). See SOURCE.md."""
import json, math, warnings
import numpy as np, mpmath
warnings.simplefilter("ignore")
from optuna.distributions import FloatDistribution as F, IntDistribution as I, CategoricalDistribution as C, distribution_to_json
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import default_weights, default_gamma

from optuna.samplers._tpe import parzen_estimator as pe
_logpdf = pe.truncnorm.logpdf                                        # Optuna 3.1 forgets the kernel's width here (4.x does not): put it right
pe.truncnorm.logpdf = lambda x, a, b, loc=0, scale=1: _logpdf(x, a, b, loc, scale) - np.log(scale)
_argsort = np.argsort
np.argsort = lambda a: _argsort(a, kind="stable")                    # numpy's default order of equal observations is arbitrary from 17 on

mpmath.mp.dps = 60
def log_mass(a, b): return float(mpmath.log(mpmath.ncdf(b) - mpmath.ncdf(a))) if b <= 0 else float(mpmath.log(mpmath.ncdf(-a) - mpmath.ncdf(-b)))
log_cdf = [[x, float(mpmath.log(mpmath.ncdf(x)))] for x in (-300., -60., -38., -20., -14.5, -13.9, -8., -5., -2., -1., -1e-3, 0., 1e-3, .7, 3., 4.9, 5.1, 8.)]
masses = [[a, b, log_mass(a, b)] for a, b in ((-1., 1.), (-.001, .001), (-9., -8.), (-30., -29.5), (20., 21.), (-40., 40.), (0., 1e-6), (-1e-6, 3.), (5., 5.0001), (-100., -99.), (-3., 0.), (0., 2.))]
json.dump({"logCdf": log_cdf, "logMass": masses}, open("gaussian.json", "w"), indent=0)

dists = [F(0, 1), F(1e-5, 0.1, log=True), F(-2.5, 1e16), F(0, 1e22), F(0, 1, step=0.1), F(1234567.125, 123456789012345680.0), F(-1e-300, 5e-324), F(0.0001, 0.00012), F(100, 1e15),
         I(1, 9, step=2), I(1, 1024, log=True), I(-7, 7), C([None, True, False, 1, -3, 2.5, 1e-07, 3.0, "a\"b\\c", "é€😀\n\t\u007f"])]
json.dump([distribution_to_json(d) for d in dists], open("distributions.json", "w"), indent=0)

rng = np.random.RandomState(3)
cases = []
def case(name, space, n):
    obs = {}
    for k, d in space.items():
        if isinstance(d, C): v = rng.randint(0, len(d.choices), n).astype(float)
        elif isinstance(d, I): v = rng.randint(0, (d.high - d.low) // d.step + 1, n) * d.step + float(d.low)
        elif d.step: v = np.round(rng.randint(0, int(round((d.high - d.low) / d.step)) + 1, n) * d.step + d.low, 10)
        elif d.log: v = np.exp(rng.uniform(math.log(d.low), math.log(d.high), n))
        else: v = rng.uniform(d.low, d.high, n)
        obs[k] = v
    p = _ParzenEstimatorParameters(True, 1.0, True, False, default_weights, False)
    e = _ParzenEstimator(obs, space, p)
    points = e.sample(np.random.RandomState(n), 15)
    cases.append({"name": name, "space": [[k, distribution_to_json(d)] for k, d in space.items()], "observations": {k: list(map(float, v)) for k, v in obs.items()},
                  "points": {k: list(map(float, v)) for k, v in points.items()}, "logDensity": list(map(float, e.log_pdf(points)))})
mixed = {"x": F(-5, 5), "lr": F(1e-5, 1, log=True), "step": F(0, 1, step=0.25), "n": I(-20, 20), "n3": I(1, 10, step=3), "c": C(["a", "b", "c"])}
for n in (0, 1, 2, 7, 40): case(f"mixed {n}", mixed, n)
case("floats 130", {"x": F(0, 1), "y": F(-1, 1)}, 130)
case("one grid 12", {"n": I(0, 4)}, 12)
json.dump(cases, open("parzen.json", "w"), indent=0)
json.dump({"weights": {n: list(map(float, default_weights(n))) for n in (0, 1, 24, 25, 26, 27, 60)}, "gamma": {n: default_gamma(n) for n in (1, 10, 11, 95, 240, 250, 251, 1000)}}, open("weights.json", "w"), indent=0)
