"""Makes the golden files of Hms.Tests/Golden/spectrograms with SciPy and NumPy, in float64. The mel spectrogram is written here from its published formulas."""
import json, sys
import numpy as np, scipy
from scipy import signal
out = sys.argv[1]

def noise(n, seed):
    # The tests make the same numbers (TestSignals.Noise): 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n, np.float32)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = np.float32((state >> 8) / 8388608.0 - 1.0)
    return values

def eeg(n, seed, fs=200.0):
    t = np.arange(n) / fs
    x = 40 * np.sin(2*np.pi*10*t) + 15 * np.sin(2*np.pi*2.3*t + 1) + 5 * np.sin(2*np.pi*60*t) + 20 * noise(n, seed).astype(float) + 100 + 3 * t
    return x.astype(np.float32)

def save(name, data):
    with open(f"{out}/{name}.json", "w") as f: json.dump(data, f, separators=(",", ":"))

def flat(a, digits=15): return [float(f"{v:.{digits}g}") for v in np.asarray(a, float).ravel()]

# windows
cases = []
for name, w, parameter in [("Hann", "hann", 0), ("Hamming", "hamming", 0), ("Blackman", "blackman", 0), ("Rectangular", "boxcar", 0), ("Tukey", "tukey", 0.25), ("Tukey", "tukey", 0.7), ("Dpss", "dpss", 2.0), ("Dpss", "dpss", 3.5)]:
    for n in (1, 2, 3, 7, 16, 33, 150):
        if w == "dpss" and n <= 2 * parameter + 1 and n > 1: continue
        for periodic in (True, False):
            cases.append(dict(function=name, parameter=parameter, length=n, periodic=periodic, weights=flat(signal.get_window((w, parameter) if parameter else w, n, fftbins=periodic), 17)))
save("windows", cases)

# real transforms of any length
cases = []
for n in (1, 2, 3, 4, 5, 6, 7, 9, 16, 27, 37, 61, 64, 97, 100, 127, 128, 210, 211, 254, 401, 509, 512, 1000, 1009, 1024):
    x = noise(n, 100 + n).astype(float)
    y = np.fft.rfft(x)
    keep = np.unique(np.linspace(0, n // 2, min(n // 2 + 1, 60)).astype(int))
    cases.append(dict(length=n, bins=keep.tolist(), re=flat(y.real[keep]), im=flat(y.imag[keep])))
save("rfft", cases)

# short-time transforms
def complexes(a): return dict(re=flat(a.real), im=flat(a.imag))
cases = []
for name, n, kw in [
    ("paper", 1500, dict(nperseg=150, noverlap=128, nfft=256)),
    ("none", 700, dict(fs=200.0, window="hann", nperseg=100, noverlap=60, nfft=128, detrend=False)),
    ("linear", 900, dict(fs=200.0, window="hann", nperseg=200, noverlap=100, nfft=256, detrend="linear")),
    ("spectrum", 700, dict(fs=200.0, window="hamming", nperseg=64, noverlap=32, nfft=100, scaling="spectrum")),
    ("prime", 500, dict(fs=250.0, window="blackman", nperseg=101, noverlap=50, nfft=211, detrend="linear", scaling="spectrum")),
    ("dpss", 500, dict(fs=200.0, window=("dpss", 2.0), nperseg=97, noverlap=40, nfft=97)),
]:
    x = eeg(n, 11).astype(np.float64)
    f, t, p = signal.spectrogram(x, mode="psd", **kw)
    _, _, m = signal.spectrogram(x, mode="magnitude", **kw)
    _, _, c = signal.spectrogram(x, mode="complex", **kw)
    step = max(1, len(t) // 6)
    cases.append(dict(name=name, samples=n, bins=len(f), frames=len(t), frameStep=step, frequencies=flat(f), times=flat(t),
                      power=flat(p[:, ::step]), magnitude=flat(m[:, ::step]), **complexes(c[:, ::step])))
save("spectrogram", cases)

# centred transforms: scipy.signal.stft's own defaults
cases = []
for name, n, kw in [("hann", 500, dict(fs=200.0, nperseg=100, noverlap=50)), ("padded", 333, dict(fs=200.0, window=("tukey", 0.25), nperseg=64, noverlap=45, nfft=90)),
                    ("odd", 300, dict(fs=200.0, window="hamming", nperseg=51, noverlap=30))]:
    x = eeg(n, 13).astype(np.float64)
    f, t, z = signal.stft(x, **kw)
    _, back = signal.istft(z, **{k: v for k, v in kw.items()})
    assert np.allclose(back[:n], x)
    cases.append(dict(name=name, samples=n, bins=len(f), frames=len(t), times=flat(t), **complexes(z)))
save("stft", cases)

# mel spectrograms, from the published formulas
def to_mel(f):
    # Slaney 1998: 200/3 Hz a mel below 1000 Hz; above, 27 mels for a factor of 6.4.
    return 3 * f / 200 if f < 1000 else 15 + 27 * np.log(f / 1000) / np.log(6.4)

def to_hz(m): return 200 * m / 3 if m < 15 else 1000 * 6.4 ** ((m - 15) / 27)

def filters(rate, n, mels, low, high):
    edges = [to_hz(m) for m in np.linspace(to_mel(low), to_mel(high), mels + 2)]
    bins = np.arange(n // 2 + 1) * rate / n
    bank = np.zeros((mels, len(bins)))
    for m in range(mels):
        l, c, r = edges[m:m + 3]
        bank[m] = np.clip(np.minimum((bins - l) / (c - l), (r - bins) / (r - c)), 0, None) * 2 / (r - l)
    return bank, np.array(edges[1:-1])

def mel(x, rate, n, hop, width, window, mels, low, high):
    padded = np.concatenate([np.zeros(n // 2), x, np.zeros(n // 2)])
    taper, before = np.zeros(n), (n - width) // 2
    taper[before:before + width] = signal.get_window(window, width)
    frames = [np.abs(np.fft.rfft(padded[i * hop:i * hop + n] * taper)) ** 2 for i in range(1 + len(x) // hop)]
    bank, centres = filters(rate, n, mels, low, high)
    return bank @ np.array(frames).T, centres

def decibels(s):
    d = 10 * np.log10(np.maximum(1e-10, s)) - 10 * np.log10(max(1e-10, s.max()))
    return np.maximum(d, d.max() - 80)

cases = []
for name, n, step, args in [
    ("magic", 10000, 16, (200.0, 1024, 39, 128, "hann", 128, 0.0, 20.0)),
    ("short", 50, 1, (200.0, 1024, 39, 128, "hann", 40, 0.0, 20.0)),
    ("hamming-odd", 900, 5, (200.0, 257, 31, 101, "hamming", 24, 0.5, 60.0)),
    ("wide", 1200, 7, (200.0, 256, 50, 256, "hann", 40, 0.0, 100.0)),
    ("above-break", 3000, 9, (8000.0, 512, 128, 400, "blackman", 30, 50.0, 4000.0)),
    ("even-boxcar", 700, 5, (200.0, 128, 40, 64, "boxcar", 16, 0.0, 30.0)),
]:
    s, centres = mel(eeg(n, 17).astype(np.float64), *args)
    cases.append(dict(name=name, samples=n, frames=s.shape[1], frameStep=step, centres=flat(centres, 12), power=flat(s[:, ::step], 9), decibels=flat(decibels(s)[:, ::step], 9)))
save("mel", cases)

# one whole image of the "magic formula": the chain LL of a noisy EEG
e = np.stack([eeg(10000, 31 + i) * (1 + 0.3 * i) for i in range(5)]).astype(np.float32).astype(np.float64)
image = np.mean([(decibels(mel((e[i].astype(np.float32) - e[i + 1].astype(np.float32)).astype(np.float64), 200.0, 1024, 39, 128, "hann", 128, 0.0, 20.0)[0])[:, :256] + 40) / 40 for i in range(4)], axis=0)
save("magic-image", dict(rowStep=3, columnStep=5, values=flat(image[::3, ::5], 8)))
print(scipy.__version__, np.__version__, sys.version)
