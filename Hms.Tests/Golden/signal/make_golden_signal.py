"""Makes the golden files of Hms.Tests/Golden/signal with SciPy and PyTorch."""
import json, sys
import numpy as np, scipy, torch
from scipy import signal
out = sys.argv[1]

def noise(n, seed):
    # The tests make the same numbers: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n, np.float32)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = np.float32((state >> 8) / 8388608.0 - 1.0)
    return values

def eeg(n, seed, fs=200.0):
    t = np.arange(n) / fs
    x = 40 * np.sin(2*np.pi*10*t) + 15 * np.sin(2*np.pi*2.3*t + 1) + 5 * np.sin(2*np.pi*60*t) + 20 * noise(n, seed) + 100 + 3 * t
    return x.astype(np.float32)

def save(name, data):
    with open(f"{out}/{name}.json", "w") as f: json.dump(data, f)

def flat(a): return np.asarray(a, float).ravel().tolist()

# filters
cases = []
for kind, orders, edges in [("low", (1, 2, 3, 4, 8), ([40.0], [0.5], [99.0])), ("high", (1, 2, 3, 5), ([0.5], [30.0])),
                            ("band", (1, 2, 3, 4), ([0.5, 40.0], [8.0, 13.0], [0.5, 95.0])), ("stop", (1, 2, 3), ([57.5, 62.5], [1.0, 90.0]))]:
    for order in orders:
        for edge in edges:
            btype = {"low": "lowpass", "high": "highpass", "band": "bandpass", "stop": "bandstop"}[kind]
            sos = signal.butter(order, edge if len(edge) > 1 else edge[0], btype, fs=200.0, output="sos")
            f, h = signal.sosfreqz(sos, worN=np.array([0.25, 1, 3, 10, 20, 40, 60, 80, 95]), fs=200.0)
            x = eeg(300, 7).astype(np.float64)
            ntaps = 2 * len(sos) + 1 - min((sos[:, 2] == 0).sum(), (sos[:, 5] == 0).sum())
            cases.append(dict(kind=kind, order=order, edges=edge, sos=flat(sos), padding=int(3 * ntaps), frequencies=flat(f), re=flat(h.real), im=flat(h.imag),
                              causal=[float(f"{v:.9g}") for v in signal.sosfilt(sos, x)[::3]], zeroPhase=[float(f"{v:.9g}") for v in signal.sosfiltfilt(sos, x)[::3]]))
save("butterworth", cases)

# spectrograms
cases = []
for name, n, kw in [
    ("paper", 10000, dict(nperseg=150, noverlap=128, nfft=256)),
    ("hann-1024", 3000, dict(fs=200.0, window="hann", nperseg=400, noverlap=200, nfft=1024, detrend="linear")),
    ("hann-none", 2000, dict(fs=200.0, window="hann", nperseg=200, noverlap=100, nfft=200, detrend=False)),
    ("hamming-spectrum", 2000, dict(fs=200.0, window="hamming", nperseg=128, noverlap=96, nfft=500, scaling="spectrum")),
    ("boxcar-odd", 1000, dict(fs=100.0, window="boxcar", nperseg=101, noverlap=60, nfft=135, detrend="linear")),
    ("prime", 1000, dict(fs=200.0, window="hann", nperseg=100, noverlap=50, nfft=2 * 127)),
    ("prime-odd", 1000, dict(fs=200.0, window=("tukey", 0.5), nperseg=97, noverlap=50, nfft=211)),
]:
    x = eeg(n, 11).astype(np.float64)
    f, t, s = signal.spectrogram(x, **kw)
    keep = slice(None, None, 8) if name == "paper" else slice(None, None, 3)
    cases.append(dict(name=name, samples=n, bins=len(f), frames=len(t), frequencies=[float(f"{v:.9g}") for v in f], times=[float(f"{v:.9g}") for v in t],
                      frameStep=keep.step, power=[float(f"{v:.8g}") for v in s[:, keep].ravel()]))
save("spectrogram", cases)

# windows
save("windows", {name: flat(signal.get_window(w, n)) for name, w, n in [
    ("hann-64", "hann", 64), ("hann-7", "hann", 7), ("tukey25-150", ("tukey", 0.25), 150), ("tukey100-20", ("tukey", 1.0), 20), ("tukey0-20", ("tukey", 0.0), 20), ("hamming-33", "hamming", 33), ("hann-1", "hann", 1)]})

# tapers
save("dpss", [dict(length=n, nw=nw, tapers=flat(signal.windows.dpss(n, nw, k)), count=k) for n, nw, k in [(800, 2, 3), (129, 2.5, 4), (64, 4, 7), (10, 1.5, 2)]])

# resize
cases = []
for c, h, w, oh, ow in [(1, 4, 5, 8, 15), (2, 7, 9, 3, 4), (1, 6, 6, 6, 6), (1, 40, 30, 64, 64), (1, 1, 3, 4, 5), (1, 25, 37, 16, 37)]:
    x = noise(c*h*w, 5).reshape(1, c, h, w)
    for antialias in (False, True):
        y = torch.nn.functional.interpolate(torch.from_numpy(x.astype(np.float64)), size=(oh, ow), mode="bilinear", align_corners=False, antialias=antialias)
        cases.append(dict(c=c, h=h, w=w, outH=oh, outW=ow, antialias=antialias, values=[float(f"{v:.9g}") for v in y.numpy().ravel()]))
save("resize", cases)
# the competition's spectrogram of raw EEG, filters included, by its definition
names = "Fp1 F3 C3 P3 F7 T3 T5 O1 Fz Cz Pz Fp2 F4 C4 P4 F8 T4 T6 O2 EKG".split()
samples = 2400
eeg20 = (50 * noise(20 * samples, 21)).reshape(20, samples).astype(np.float64)
for edges, btype in [((57.5, 62.5), "bandstop"), ((0.5, 40.0), "bandpass")]:
    eeg20 = signal.sosfiltfilt(signal.butter(3, edges, btype, fs=200.0, output="sos"), eeg20, axis=1)
chains = dict(LL="Fp1 F7 T3 T5 O1", RL="Fp2 F8 T4 T6 O2", LP="Fp1 F3 C3 P3 O1", RP="Fp2 F4 C4 P4 O2")
tapers = signal.windows.dpss(800, 2, 3)
rows = []
for start in range(200, samples - 800 + 1, 400):
    row = []
    for chain in chains.values():
        e = chain.split()
        power = 0
        for a, b in zip(e, e[1:]):
            x = signal.detrend(eeg20[names.index(a), start:start + 800] - eeg20[names.index(b), start:start + 800])
            power = power + (np.abs(np.fft.rfft(tapers * x, 1024)) ** 2).mean(0)[3:103] / 200 / 4
        row.extend(float(f"{v:.9g}") for v in power)
    rows.append(row)
save("competition", rows)
print(scipy.__version__, np.__version__, torch.__version__, sys.version)
