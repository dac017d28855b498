"""Makes the golden files of Hms.Tests/Golden/filters with SciPy, all in float64. Run here: /usr/bin/python3 make_filters.py"""
import json
import numpy as np
import scipy
from scipy import signal

KEPT = 13  # samples of each result, evenly spread from the first to the last


def noise(n, seed):
    # The tests make the same numbers: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n, np.float32)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = np.float32((state >> 8) / 8388608.0 - 1.0)
    return values


def wander(n, seed):
    # Only sums and products that are exact in double, so that every program makes the same floats.
    return (100 + 64 * noise(n, seed).astype(np.float64) + np.arange(n) / 64).astype(np.float32).astype(np.float64)


def kept(y):
    return [float(y[j * (len(y) - 1) // (KEPT - 1)]) for j in range(KEPT)]


def peak(y):
    return float(np.abs(y).max())


def save(name, data):
    with open(name + ".json", "w") as f:
        json.dump(data, f, separators=(",", ":"))
        f.write("\n")


# Butterworth: every order, kind, cutoff and rate; the lengths take turns.
edges = {
    "low": [[0.13], [0.3], [0.98]],
    "high": [[0.01], [0.5]],
    "band": [[0.005, 0.4], [0.08, 0.13], [0.1, 0.95]],
    "stop": [[0.575, 0.625], [0.02, 0.9]],
}
lengths = [1000, 997, 301, "short", 2003, "short", 128, 509]
cases = []
for rate in (100.0, 200.0, 256.0, 512.0):
    for kind in edges:
        for order in range(1, 9):
            for fractions in edges[kind]:
                cut = [f * rate / 2 for f in fractions]
                sos = signal.butter(order, cut if len(cut) > 1 else cut[0], {"low": "lowpass", "high": "highpass", "band": "bandpass", "stop": "bandstop"}[kind], fs=rate, output="sos")
                padding = 3 * (2 * len(sos) + 1 - min((sos[:, 2] == 0).sum(), (sos[:, 5] == 0).sum()))
                n = lengths[len(cases) % len(lengths)]
                n = int(padding) + 1 if n == "short" else n
                x = wander(n, 7)
                causal, zero = signal.sosfilt(sos, x), signal.sosfiltfilt(sos, x)
                settled, _ = signal.sosfilt(sos, x, zi=signal.sosfilt_zi(sos) * x[0])
                cases.append(dict(k=kind, o=order, e=cut, fs=rate, n=n, pc=peak(causal), pz=peak(zero), ps=peak(settled), c=kept(causal), z=kept(zero), s=kept(settled)))
save("butterworth-low-high", [c for c in cases if c["k"] in ("low", "high")])
save("butterworth-band-stop", [c for c in cases if c["k"] in ("band", "stop")])

# Notch.
cases = []
for line, q, rate, n in [(50, 30, 200, 1000), (60, 30, 200, 997), (60, 5, 256, 301), (50, 100, 512, 2003), (1, 0.7, 100, 509), (99, 30, 200, 128), (25, 30, 200, 10)]:
    b, a = signal.iirnotch(line, q, fs=rate)
    x = wander(n, 9)
    causal, zero = signal.lfilter(b, a, x), signal.filtfilt(b, a, x)
    cases.append(dict(line=line, q=q, fs=rate, n=n, b=b.tolist(), a=a.tolist(), pc=peak(causal), pz=peak(zero), c=kept(causal), z=kept(zero)))
save("notch", cases)

# FIR: coefficients, causal, and without delay (odd continuation by half the length, then cut).
cases = []
windows = {"hamming": "hamming", "hann": "hann", "blackman": "blackman", "kaiser5": ("kaiser", 5.0), "kaiser8.6": ("kaiser", 8.6), "kaiser0": ("kaiser", 0.0)}
for kind, cut, pass_zero in [("low", 40.0, True), ("high", 30.0, False), ("band", [8.0, 40.0], False), ("stop", [45.0, 55.0], True)]:
    for taps in (1, 2, 3, 32, 101):
        if taps % 2 == 0 and kind in ("high", "stop"):
            continue
        for window, spec in windows.items():
            if taps < 3 and (window != "hamming" or kind == "band"):
                continue
            h = signal.firwin(taps, cut, window=spec, pass_zero=pass_zero, fs=200.0)
            n = {1: 37, 2: 40, 3: 41, 32: 500, 101: 997}[taps]
            x = wander(n, 11)
            causal = signal.lfilter(h, 1, x)
            case = dict(kind=kind, taps=taps, cut=np.atleast_1d(cut).tolist(), window=window, n=n, h=h.tolist(), pc=peak(causal), c=kept(causal))
            if taps % 2 == 1:
                half = (taps - 1) // 2
                extended = np.concatenate([2 * x[0] - x[half:0:-1], x, 2 * x[-1] - x[-2:-half - 2:-1]]) if half else x
                zero = np.convolve(extended, h, mode="valid")
                case.update(pz=peak(zero), z=kept(zero))
            cases.append(case)
save("fir", cases)

# Resampling.
cases = []
for old, new in [(200, 100), (256, 200), (200, 512), (250, 200), (500, 200), (200, 200), (3, 7), (7, 3), (100, 99), (200, 1000), (1000, 200)]:
    for n in (1, 2, 37, 200, 997):
        y = signal.resample_poly(wander(n, 13), new, old)
        cases.append(dict(old=old, new=new, n=n, m=len(y), p=peak(y), y=kept(y)))
save("resample", cases)
print(scipy.__version__, np.__version__)
