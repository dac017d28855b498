"""Makes cma.json: /usr/bin/python3 make_cma.py (run in this folder). See SOURCE.md."""
import json
import numpy as np
import cmaes
from cmaes import CMA, CMAwM, get_warm_start_mgd

def state(c): return {"mean": c._mean.tolist(), "sigma": float(c._sigma), "c": c._C.flatten().tolist(), "pSigma": c._p_sigma.tolist(), "pC": c._pc.tolist()}
runs = []
for d, lam, seed, f in ((5, 8, 2, lambda x: np.sum(np.arange(1, 6) * (x - 1) ** 2)), (5, 13, 3, lambda x: x[0]), (12, 11, 4, lambda x: np.sum((x[1:] - x[:-1] ** 2) ** 2)), (2, 40, 5, lambda x: np.sum(np.abs(x)))):
    c = CMA(mean=np.full(d, 0.5), sigma=1 / 6, population_size=lam, seed=seed)
    c._g = -1                                                      # the package counts the first update as the second in h_sigma; the tutorial does not
    run = {"dimensions": d, "population": lam, "constants": {"weights": c._weights.tolist(), "massEffective": c._mu_eff, "c1": c._c1, "cMu": c._cmu, "cSigma": c._c_sigma, "dSigma": c._d_sigma, "cC": c._cc, "chi": c._chi_n}, "generations": []}
    for g in range(12):
        points = [c.ask() for _ in range(lam)]
        c.tell([(x, float(f(x))) for x in points])                 # sorts its copy
        order = np.argsort([f(x) for x in points], kind="stable")
        run["generations"].append({"ranked": [points[i].tolist() for i in order], **state(c)})
    runs.append(run)

margins = []
class Spy(CMAwM):
    def tell(self, solutions):
        inner, before = self._cma.tell, {}
        def record(s): inner(s); before.update(mean=self._cma._mean.copy(), a=self._A.copy(), sd=self._cma._sigma * np.sqrt(np.diag(self._cma._C)))
        self._cma.tell = record
        super().tell(solutions)
        self._cma.tell = inner
        for j, i in enumerate(self._discrete_idx):
            low, up = float(self.m_z_lim_low[j]), float(self.m_z_lim_up[j])
            m = float(before["mean"][i])
            margins.append({"mean": m, "scale": float(before["a"][i]), "deviation": float(before["sd"][i]), "from": None if m <= self.z_lim[j].min() else low, "to": None if m > self.z_lim[j].max() else up,
                            "margin": self.margin, "newMean": float(self._cma._mean[i]), "newScale": float(self._A[i])})
for seed in range(3):
    bounds = np.array([[0, 10], [-3, 3], [0, 1], [-5, 5]], float)
    c = Spy(mean=np.array([3.2, 0.3, 0.4, 0.0]), sigma=2.0, bounds=bounds, steps=np.array([1, 2, 1, 0], float), seed=seed)
    for g in range(25):
        told = []
        for _ in range(c.population_size):
            enc, raw = c.ask()
            told.append((raw, float((enc[0] - 7) ** 2 + (enc[1] + 1) ** 2 + enc[2] + enc[3] ** 2)))
        c.tell(told)

rng = np.random.RandomState(0)
points = rng.rand(40, 3)
values = np.sum((points - 0.3) ** 2, axis=1)
m, s, cov = get_warm_start_mgd(list(zip(points, values)), 0.25, 0.1)
warm = {"points": points[np.argsort(values)].tolist(), "share": 0.25, "spread": 0.1, "mean": m.tolist(), "sigma": float(s), "c": cov.flatten().tolist()}
json.dump({"runs": runs, "margins": margins, "warmStart": warm}, open("cma.json", "w"))
print(cmaes.__version__, len(margins), sum(x["from"] is None or x["to"] is None for x in margins))
