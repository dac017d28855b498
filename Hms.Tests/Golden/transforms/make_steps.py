"""Makes steps.json: what NumPy and SciPy give for the formula rows of TestColumn.Waves. Run here: python3 make_steps.py"""
import json
import numpy as np
import scipy
from scipy.signal import spectrogram, butter, sosfiltfilt, sosfilt

def waves(dimensions, rows, amplitude=50.0, offset=0.0):
    i = np.arange(int(np.prod(dimensions)), dtype=float)
    return [(offset + amplitude * np.sin(0.013 * (row + 1) * i + row) + 0.2 * amplitude * np.cos(0.31 * i)).astype(np.float32).reshape(dimensions) for row in range(rows)]

def rounded(a):
    return [float(f"{v:.9g}") for v in np.asarray(a, dtype=float).ravel()]

image = waves([2, 6, 10], 3, 3.0, 4.0)
with_nan = [r.copy() for r in image]
for r in with_nan:
    r[0, 1, 2:5] = np.nan
pooled = np.concatenate([r.astype(float).ravel() for r in with_nan])
mean, std = np.nanmean(pooled), np.nanstd(pooled)
row = with_nan[1].astype(float)
line = with_nan[0][0, 1].astype(float)
present = ~np.isnan(line)

eeg = waves([20, 400], 1)[0].astype(float)
names = "Fp1 F3 C3 P3 F7 T3 T5 O1 Fz Cz Pz Fp2 F4 C4 P4 F8 T4 T6 O2 EKG".split()
chains = ["Fp1 F7 T3 T5 O1", "Fp1 F3 C3 P3 O1", "Fp2 F4 C4 P4 O2", "Fp2 F8 T4 T6 O2"]
at = {n: eeg[k] for k, n in enumerate(names)}
images = []
for chain in chains:
    e = chain.split()
    specs = []
    for a, b in zip(e, e[1:]):
        pair = (at[a] - at[b]).astype(np.float32).astype(float)
        f, _, s = spectrogram(pair, fs=200, nperseg=150, noverlap=128, nfft=256)
        specs.append(s[(f >= 0.5) & (f <= 20)])
    images.append(np.mean(specs, axis=0))
sos = butter(3, [0.5, 40], "bandpass", fs=200, output="sos")

json.dump({
    "numpy": np.__version__, "scipy": scipy.__version__,
    "datawide": {"mean": mean, "standardDeviation": std, "count": int((~np.isnan(pooled)).sum()), "row1": [None if np.isnan(v) else v for v in rounded((row - mean) / (std + 1e-6))]},
    "instanceRow1": [None if np.isnan(v) else v for v in rounded((row - np.nanmean(row)) / (np.nanstd(row) + 1e-6))],
    "logClipRow2": rounded(np.log(np.clip(image[2].astype(float), 2, 6))),
    "decibelRow2": rounded(10 * np.log10(np.maximum(image[2].astype(float), 1e-10))),
    "interpolated": rounded(np.interp(np.arange(10), np.flatnonzero(present), line[present])),
    "channelMean": rounded(np.where(present, line, np.nanmean(line))),
    "chains": {"shape": list(np.shape(images)), "values": rounded(images)},
    "zeroPhaseF3": rounded(sosfiltfilt(sos, eeg[1])),
    "causalF3": rounded(sosfilt(sos, eeg[1])),
}, open("steps.json", "w"), indent=0)
