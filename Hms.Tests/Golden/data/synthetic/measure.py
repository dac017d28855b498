"""Measures every EEG of a folder of float32 dumps [20, samples]: python3 measure.py DUMPS > real-eegs.json"""
import glob, json, os, sys
import numpy as np
from scipy import signal

NAMES = 'Fp1,F3,C3,P3,F7,T3,T5,O1,Fz,Cz,Pz,Fp2,F4,C4,P4,F8,T4,T6,O2,EKG'.split(',')
CHAINS = [('Fp1', 'F7', 'T3', 'T5', 'O1'), ('Fp1', 'F3', 'C3', 'P3', 'O1'), ('Fp2', 'F8', 'T4', 'T6', 'O2'), ('Fp2', 'F4', 'C4', 'P4', 'O2')]
PAIRS = [(NAMES.index(c[k]), NAMES.index(c[k + 1])) for c in CHAINS for k in range(4)]
LINE = signal.butter(3, [57.5, 62.5], 'bandstop', fs=200, output='sos')
BAND = signal.butter(3, [0.5, 40], 'band', fs=200, output='sos')
BANDS = dict(delta=(0.5, 4), theta=(4, 8), alpha=(8, 13), beta=(13, 30))


def middle(eeg):
    """The 16 pairs in the middle 10 s; EEGs of 10 s were filtered by their publishers."""
    eeg = np.nan_to_num(eeg)
    pairs = np.array([eeg[i] - eeg[j] for i, j in PAIRS])
    if pairs.shape[1] > 2000:
        pairs = signal.sosfiltfilt(BAND, signal.sosfiltfilt(LINE, pairs[:, :10000]))[:, 4000:6000]
    return pairs - pairs.mean(1, keepdims=True)


def measure(eeg):
    x = middle(eeg)
    f, power = signal.welch(x, 200, nperseg=400, axis=1)
    total = power[:, (f >= 0.5) & (f < 30)].sum(1) + 1e-12
    line = (f >= 2) & (f <= 30)
    square = (x ** 2).mean(1)
    left, right = square[:8].mean(), square[8:].mean()
    result = dict(slope=np.median(-np.polyfit(np.log(f[line]), np.log(power[:, line].T + 1e-12), 1)[0]), rms=np.median(np.sqrt(square)))
    for name, (low, high) in BANDS.items():
        result[name] = np.median(power[:, (f >= low) & (f < high)].sum(1) / total)
    result['lateralisation'] = abs(left - right) / (left + right)
    result['kurtosis'] = np.median((x ** 4).mean(1) / (square ** 2 + 1e-12) - 3)
    return {name: round(float(value), 6) for name, value in result.items()}


if __name__ == '__main__':
    eegs = {os.path.basename(path)[:-4]: measure(np.fromfile(path, '<f4').reshape(20, -1).astype(float)) for path in sorted(glob.glob(sys.argv[1] + '/*.f32'))}
    figures = list(next(iter(eegs.values())))
    ranges = {name: [round(float(q), 4) for q in np.percentile([eeg[name] for eeg in eegs.values()], [25, 50, 75])] for name in figures}
    print('{"quartiles": ' + json.dumps(ranges) + ',\n "eegs": {\n' + ',\n'.join(f'  "{name}": {json.dumps(eeg)}' for name, eeg in eegs.items()) + '\n}}')
