"""Computes the scaling filters of Hms.Signal/Wavelets/*Filters.cs with 200 digits and prints how far PyWavelets' tables lie from them.

Daubechies filters (db) and symlets (sym): spectral factorisation (Daubechies, Ten Lectures on Wavelets, 1992, sections 6.1, 6.4 and 8.1.1). The roots y of
P(y) = sum_k C(N-1+k, k) y^k give pairs of roots z, 1/z of the filter by y = (2 - z - 1/z) / 4: db takes all inside the unit circle, sym that choice of
one from each pair (conjugates together) which is the published table's. Coiflets (coif): Newton's method on the defining equations (section 8.2:
orthonormality, vanishing moments of both functions), started from PyWavelets' numbers because the equations have several solutions.
PyWavelets serves only to tell which of several exact solutions bears the name, and in which direction it is read.
"""
import itertools, sys
import mpmath as mp
import numpy as np, pywt
mp.mp.dps = 200

def y_roots(n):
    if n == 1: return []
    return mp.polyroots([mp.binomial(n - 1 + k, k) for k in range(n - 1, -1, -1)], maxsteps=2000, extraprec=2000)

def z_inside(y):
    b = 1 - 2 * y  # z^2 - 2 b z + 1 = 0
    root = mp.sqrt(b * b - 1)
    z = b + root
    return z if abs(z) < 1 else b - root

def expand(n, zeros, zero=mp.mpc(0), one=mp.mpc(1)):
    p = [one]
    for z in zeros + [-one] * n:
        q = p + [zero]
        for i in range(len(p)): q[i + 1] -= z * p[i]
        p = q
    return p

def groups(n):
    roots, result = y_roots(n), []
    for y in roots:
        if abs(mp.im(y)) < mp.mpf(10) ** -60: result.append([z_inside(mp.re(y))])
        elif mp.im(y) > 0: result.append([z_inside(y), mp.conj(z_inside(y))])
    assert sum(map(len, result)) == n - 1
    return result

def normalised(p):
    h = [mp.re(c) for c in p]
    s = sum(h)
    return [c * mp.sqrt(2) / s for c in h]

def daubechies(n): return normalised(expand(n, [z for group in groups(n) for z in group]))

def symlet(n, published):
    all_groups = groups(n)
    best = None
    for flips in itertools.product((False, True), repeat=len(all_groups)):
        zeros = [complex(1 / z if flip else z) for flip, group in zip(flips, all_groups) for z in group]
        h = np.real(np.poly(zeros + [-1.0] * n)); h *= np.sqrt(2) / h.sum()
        distance = np.abs(h - published).max()
        if best is None or distance < best[0]: best = (distance, flips)
    return normalised(expand(n, [1 / z if flip else z for flip, group in zip(best[1], all_groups) for z in group]))

def coiflet(k, published):
    length, centre = 6 * k, None
    h = mp.matrix([mp.mpf(float(v)) for v in published])
    centre = int(mp.nint(sum(i * h[i] for i in range(length)) / mp.sqrt(2)))
    for _ in range(20):
        rows, residuals = [], []
        for shift in range(length // 2):
            row = [mp.mpf(0)] * length
            for i in range(length):
                if i + 2 * shift < length: row[i] += h[i + 2 * shift]
                if i - 2 * shift >= 0: row[i] += h[i - 2 * shift]
            rows.append(row)
            residuals.append(sum(h[i] * h[i + 2 * shift] for i in range(length - 2 * shift)) - (1 if shift == 0 else 0))
        scale = mp.mpf(3 * k)
        for power in range(2 * k):
            for sign in ((1, -1) if power < 2 * k else (1,)):
                row = [sign ** i * (mp.mpf(i - centre) / scale) ** power for i in range(length)]
                target = mp.sqrt(2) if power == 0 and sign == 1 else 0
                rows.append(row)
                residuals.append(sum(r * v for r, v in zip(row, h)) - target)
        step = mp.lu_solve(mp.matrix(rows), -mp.matrix(residuals))  # least squares: the system is overdetermined but consistent
        h = h + step
        if max(abs(v) for v in step) < mp.mpf(10) ** -35: break
    else: raise RuntimeError(f"coif{k} did not converge: {mp.nstr(max(abs(v) for v in step), 5)}")
    return list(h)

def write(path, name, title, first, filters):
    with open(path, "w") as f:
        f.write(f"namespace Hms.Signal.Wavelets;\n\n/// <summary>{title}</summary>\n"
                "/// <remarks>\n/// Source: I. Daubechies, Ten Lectures on Wavelets, SIAM 1992. Computed with 200 digits and rounded once to double by\n"
                "/// Hms.Tests/Golden/signal/make_wavelet_tables.py; names and direction as in PyWavelets (rec_lo).\n/// </remarks>\n"
                f"internal static class {name}\n{{\n    /// <summary>Filters in order; the first is number {first}.</summary>\n    public static readonly double[][] All =\n    [\n")
        for h in filters:
            f.write("        [\n")
            texts = [repr(float(v)) for v in h]
            for i in range(0, len(texts), 6): f.write("            " + ", ".join(texts[i:i + 6]) + ",\n")
            f.write("        ],\n")
        f.write("    ];\n}\n")

def check(name, h, moments):
    n = len(h)
    worst = max(abs(sum(h[i] * h[i + 2 * s] for i in range(n - 2 * s)) - (1 if s == 0 else 0)) for s in range(n // 2))
    assert worst < mp.mpf(10) ** -40, (name, mp.nstr(worst, 5))
    for power in range(moments): assert abs(sum((-1) ** i * mp.mpf(i) ** power * h[i] for i in range(n))) < mp.mpf(10) ** -15, (name, power)
    distance = max(abs(a - mp.mpf(b)) for a, b in zip(h, pywt.Wavelet(name).rec_lo))
    print(f"{name:7} taps {n:3}  PyWavelets differs by {mp.nstr(distance, 3)}")

out = sys.argv[1]
db = [daubechies(n) for n in range(1, 21)]
for n, h in enumerate(db, 1): check(f"db{n}", h, n)
sym = [symlet(n, np.array(pywt.Wavelet(f"sym{n}").rec_lo)) for n in range(2, 21)]
for n, h in enumerate(sym, 2): check(f"sym{n}", h, n)
coif = [coiflet(k, pywt.Wavelet(f"coif{k}").rec_lo) for k in range(1, int(sys.argv[2]) + 1)]
for k, h in enumerate(coif, 1): check(f"coif{k}", h, 2 * k)
write(f"{out}/DaubechiesFilters.cs", "DaubechiesFilters", "Scaling filters of the Daubechies wavelets db1 to db20: extremal phase, most vanishing moments for their length.", 1, db)
write(f"{out}/SymletFilters.cs", "SymletFilters", "Scaling filters of the symlets sym2 to sym20: the Daubechies wavelets' least asymmetric relatives.", 2, sym)
write(f"{out}/CoifletFilters.cs", "CoifletFilters", f"Scaling filters of the coiflets coif1 to coif{len(coif)}: scaling function and wavelet both have vanishing moments.", 1, coif)
