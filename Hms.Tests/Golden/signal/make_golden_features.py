"""Makes the golden files of spectra and features (Welch, band power, scalogram, Hilbert, connectivity, descriptors) with SciPy, NumPy and MNE."""
import json, sys
import numpy as np
from scipy import integrate, signal
out = sys.argv[1]


def noise(n, seed):
    state, values = seed, np.empty(n, np.float32)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = np.float32((state >> 8) / 8388608.0 - 1.0)
    return values


def eeg(n, seed, fs=200.0):
    t = np.arange(n) / fs
    x = 40 * np.sin(2*np.pi*10*t) + 15 * np.sin(2*np.pi*2.3*t + 1) + 5 * np.sin(2*np.pi*60*t) + 20 * noise(n, seed).astype(float) + 100 + 3 * t
    return x.astype(np.float32)


def num(a): return [float(f"{v:.14g}") for v in np.asarray(a, float).ravel()]


def save(name, data):
    with open(f"{out}/{name}.json", "w") as f: json.dump(data, f, separators=(",", ":"))


# Welch, cross-spectral density, coherence
cases = []
for name, n, kw in [
    ("default", 3000, dict()),
    ("odd", 2001, dict(window="hamming", nperseg=201, noverlap=150, nfft=333, detrend="linear")),
    ("prime", 1500, dict(window="boxcar", nperseg=97, noverlap=0, nfft=2 * 127, detrend=False)),
    ("spectrum", 2000, dict(window=("tukey", 0.5), nperseg=250, noverlap=10, scaling="spectrum")),
    ("median-odd", 2500, dict(nperseg=100, average="median")),
    ("median-even", 1200, dict(nperseg=200, noverlap=100, nfft=256, average="median", detrend="linear")),
    ("median-two", 300, dict(nperseg=200, noverlap=100, average="median")),
    ("one-segment", 256, dict()),
]:
    x, y = eeg(n, 21).astype(float), (0.6 * np.roll(eeg(n, 21), 3) + eeg(n, 22)).astype(np.float32).astype(float)
    f, p = signal.welch(x, fs=200.0, **kw)
    _, c = signal.csd(x, y, fs=200.0, **kw)
    coherence = []
    if name != "one-segment":
        ckw = {k: v for k, v in kw.items() if k not in ("average", "scaling")}
        coherence = num(signal.coherence(x, y, fs=200.0, **ckw)[1])
    cases.append(dict(name=name, samples=n, frequencies=num(f), power=num(p), crossRe=num(c.real), crossIm=num(c.imag), coherence=coherence))
save("welch", cases)


# Band power: the density integrated over the bins within a band, both edges included
def simpson(y, dx):
    if len(y) == 2: return dx * (y[0] + y[1]) / 2
    if len(y) % 2: return integrate.simpson(y, dx=dx)
    # SciPy >= 1.11: the last interval by the parabola through the last three points (Cartwright 2017).
    return integrate.simpson(y[:-1], dx=dx) + dx * (5 * y[-1] + 8 * y[-2] - y[-3]) / 12


bands = [(0.5, 4), (4, 8), (8, 13), (13, 30), (30, 45)]
cases = []
for nperseg in (800, 400, 256):
    f, p = signal.welch(eeg(6000, 23).astype(float), fs=200.0, nperseg=nperseg)
    pick = [(f >= lo - 1e-9) & (f <= hi + 1e-9) for lo, hi in bands]
    total = (f >= 0.5 - 1e-9) & (f <= 45 + 1e-9)
    s, t = [simpson(p[m], f[1]) for m in pick], [np.trapz(p[m], dx=f[1]) for m in pick]
    cases.append(dict(segment=nperseg, simpson=num(s), trapezoid=num(t), relativeSimpson=num(np.array(s) / simpson(p[total], f[1])), relativeTrapezoid=num(np.array(t) / np.trapz(p[total], dx=f[1]))))
save("band-power", cases)

# Scalogram: MNE for the energy normalisation, a direct convolution for the amplitude one
from mne.time_frequency import tfr_array_morlet
cases = []
for name, n, cycles, hop, freqs in [
    ("log", 2000, 7.0, 40, np.geomspace(2, 40, 12)),
    ("linear", 1001, 5.0, 1, np.linspace(10, 80, 4)),
    ("hop-prime", 1500, 3.0, 37, np.geomspace(1, 30, 7)),
]:
    x = eeg(n, 24).astype(float)
    w = tfr_array_morlet(x[None, None], 200.0, freqs, n_cycles=cycles, zero_mean=True, decim=hop, output="complex")[0, 0]
    keep = 9 if hop == 1 else 1
    amplitude = []
    for fr in freqs:
        sd = cycles / (2 * np.pi * fr)
        t = np.arange(0, 5 * sd, 1 / 200.0); t = np.r_[-t[::-1], t[1:]]
        g = np.exp(-t**2 / (2 * sd**2))
        wavelet = 2 * g * (np.exp(2j * np.pi * fr * t) - np.exp(-2 * (np.pi * fr * sd)**2)) / g.sum()
        amplitude.append(np.abs(np.convolve(x, wavelet, "same"))[::hop])
    cases.append(dict(name=name, samples=n, cycles=cycles, hop=hop, low=freqs[0], high=freqs[-1], frequencies=num(freqs), keep=keep,
                      power=num(np.abs(w[:, ::keep])**2), amplitude=num(np.array(amplitude)[:, ::keep])))
save("scalogram", cases)

# Hilbert transform
save("hilbert", [dict(samples=n, quadrature=num(signal.hilbert(eeg(n, 25).astype(float)).imag)) for n in (1, 2, 3, 60, 101, 128, 74)])

# Connectivity: 4 channels with common sources
n, channels = 4000, 4
base = [noise(n, s).astype(float) for s in (31, 32, 33, 34, 35)]
t = np.arange(n) / 200.0
x = np.stack([
    20 * base[0] + 10 * np.sin(2*np.pi*10*t),
    20 * base[1] + 10 * np.sin(2*np.pi*10*t + 0.9) + 8 * base[0],
    20 * base[2] - 6 * np.roll(base[0], 4),
    20 * base[3] + 15 * np.sin(2*np.pi*2.1*t) + 5 * base[2] + 50]).astype(np.float32).astype(float)
bands = [(2, 8), (8, 13)]


def matrix(f): return num([[f(i, j) for j in range(channels)] for i in range(channels)])


result = {k: [] for k in ("Coherence", "ImaginaryCoherence", "PhaseLagIndex", "WeightedPhaseLagIndex", "PhaseLockingValue", "Correlation")}
for lo, hi in bands:
    f, c = signal.csd(x[:, None], x[None], fs=200.0, nperseg=400)
    power = np.einsum("iif->if", c).real
    pick = (f >= lo) & (f <= hi)
    result["Coherence"] += matrix(lambda i, j: signal.coherence(x[i], x[j], fs=200.0, nperseg=400)[1][pick].mean())
    result["ImaginaryCoherence"] += matrix(lambda i, j: np.abs(c[i, j].imag / np.sqrt(power[i] * power[j]))[pick].mean())
    b = signal.sosfiltfilt(signal.butter(3, [lo, hi], "bandpass", fs=200.0, output="sos"), x)
    z = signal.hilbert(b)
    s = z[:, None] * z[None].conj()
    result["PhaseLagIndex"] += matrix(lambda i, j: 0.0 if i == j else np.abs(np.sign(s[i, j].imag).mean()))
    result["WeightedPhaseLagIndex"] += matrix(lambda i, j: 0.0 if i == j else np.abs(s[i, j].imag.mean()) / np.abs(s[i, j].imag).mean())
    result["PhaseLockingValue"] += matrix(lambda i, j: np.abs(np.exp(1j * (np.angle(z[i]) - np.angle(z[j]))).mean()))
    result["Correlation"] += num(np.corrcoef(b))
result["RawCorrelation"] = num(np.corrcoef(x))
z = signal.hilbert(x[:2] - x[:2].mean(1, keepdims=True))
s = z[0] * z[1].conj()
result["Direct"] = num([np.abs(np.sign(s.imag).mean()), np.abs(s.imag.mean()) / np.abs(s.imag).mean(), np.abs((s / np.abs(s)).mean())])
save("connectivity", dict(samples=n, channels=channels, bands=bands, **result))

# Descriptors
cases = []
for n in (3, 10, 777):
    v = eeg(n, 26).astype(float)
    c = np.float32(v - 100)
    d1, d2 = np.diff(v), np.diff(v, 2)
    mobility = np.sqrt(d1.var() / v.var())
    p = np.abs(np.fft.rfft(v))**2
    q = p / p.sum()
    below = c < 0
    cases.append(dict(samples=n, lineLength=float(np.abs(d1).sum()), crossings=int((below[1:] != below[:-1]).sum()), activity=float(v.var()), mobility=float(mobility),
                      complexity=float(np.sqrt(d2.var() / d1.var()) / mobility), entropy=float(-(q * np.log(q)).sum() / np.log(len(q)))))
save("descriptors", cases)
