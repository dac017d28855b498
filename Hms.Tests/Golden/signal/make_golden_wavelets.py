"""Makes the wavelet golden files of Hms.Tests/Golden/signal with PyWavelets."""
import json, sys, warnings
import numpy as np, pywt
warnings.filterwarnings("ignore", message="Level value of")
out = sys.argv[1]
NAMES = ["haar"] + [f"db{n}" for n in range(1, 21)] + [f"sym{n}" for n in range(2, 21)] + [f"coif{n}" for n in range(1, 18)]

def noise(n, seed):
    # As TestSignals.Noise: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n, np.float32)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = np.float32((state >> 8) / 8388608.0 - 1.0)
    return values

def eeg(n, seed, fs=200.0):
    t = np.arange(n) / fs
    x = 40 * np.sin(2*np.pi*10*t) + 15 * np.sin(2*np.pi*2.3*t + 1) + 5 * np.sin(2*np.pi*60*t) + 20 * noise(n, seed).astype(np.float64) + 100 + 3 * t
    return x.astype(np.float32).astype(np.float64)

def spikes(n, seed):
    # Weak noise with a wave of 3 Hz and sharp waves: some details lie far above the noise.
    t = np.arange(n) / 200.0
    x = 4 * noise(n, seed) + 60 * np.sin(2*np.pi*3*t) * (np.sin(2*np.pi*0.7*t) > 0) + 200 * (np.arange(n) % 211 == 100)
    return x.astype(np.float32).astype(np.float64)

def save(name, data):
    with open(f"{out}/{name}.json", "w") as f: json.dump(data, f, separators=(",", ":"))

def short(values): return [float(f"{v:.14g}") for v in values]

def check(values): return float(np.dot(values, np.cos(np.arange(len(values)))))  # every value has its own weight

save("wavelet-filters", {n: dict(recLo=list(pywt.Wavelet(n).rec_lo), recHi=list(pywt.Wavelet(n).rec_hi), decLo=list(pywt.Wavelet(n).dec_lo), decHi=list(pywt.Wavelet(n).dec_hi))
                         for n in ("haar", "db4", "sym5", "coif2")} |
     {n: dict(recLo=list(pywt.Wavelet(n).rec_lo)) for n in NAMES if n not in ("haar", "db4", "sym5", "coif2")})

cases = []
for name in NAMES:
    for mode in ("periodization", "symmetric"):
        for samples, level in ((1, 1), (2, 1), (7, 1), (7, 3), (64, 2), (101, 3), (256, None), (509, None)):
            level = pywt.dwt_max_level(samples, pywt.Wavelet(name).dec_len) if level is None else level
            bands = pywt.wavedec(eeg(samples, 7), name, mode, level=level)
            values = np.concatenate(bands)
            step = 1 if samples < 7 and name in ("haar", "db2", "db8") else 29
            cases.append(dict(wavelet=name, mode=mode, samples=samples, level=level, lengths=[len(b) for b in bands], step=step,
                              values=short(values[::step]), checksum=check(values), largest=float(np.abs(values).max())))
save("wavelet-decompositions", cases)

def denoise(x, name, mode, level, rule, noise_estimate):
    # The notebook that the paper cites, with its mean; the median after Donoho and Johnstone.
    bands = pywt.wavedec(x, name, mode, level=level)
    finest = bands[-1]
    deviation = np.mean(np.abs(finest - np.mean(finest))) if noise_estimate == "mean" else np.median(np.abs(finest))
    sigma = deviation / 0.6745
    threshold = sigma * np.sqrt(2 * np.log(len(x)))
    kept = sum(int((np.abs(b) >= threshold).sum()) for b in bands[1:])
    bands[1:] = [pywt.threshold(b, threshold, mode=rule) for b in bands[1:]]
    return pywt.waverec(bands, name, mode)[:len(x)], sigma, kept

cases = []
for name in ("haar", "db4", "db8", "sym4", "sym16", "coif3"):
    for mode in ("periodization", "symmetric"):
        for rule in ("hard", "soft"):
            for estimate in ("mean", "median"):
                for samples, level in ((400, None), (997, 2), (2000, None)):
                    y, sigma, kept = denoise(spikes(samples, 5), name, mode, level, rule, estimate)
                    cases.append(dict(wavelet=name, mode=mode, rule=rule, estimate=estimate, samples=samples, level=level, sigma=float(sigma), kept=kept,
                                      step=31, values=short(y[::31]), checksum=check(y), largest=float(np.abs(y).max())))
save("wavelet-denoising", cases)
print("kept", min(c["kept"] for c in cases), max(c["kept"] for c in cases))
