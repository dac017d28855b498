import numpy as np
import scipy.signal

from .registry import peer


@peer("filters.sosfilt")
def sosfilt(p, eeg):
    sections = np.array(p["sections"])
    return lambda: scipy.signal.sosfilt(sections, eeg, axis=-1)


@peer("filters.sosfilt64")
def sosfilt64(p, eeg):
    return sosfilt(p, eeg.astype(np.float64))


@peer("filters.sosfiltfilt")
def sosfiltfilt(p, eeg):
    sections = np.array(p["sections"])
    return lambda: scipy.signal.sosfiltfilt(sections, eeg, axis=-1)


@peer("filters.sosfiltfilt64")
def sosfiltfilt64(p, eeg):
    return sosfiltfilt(p, eeg.astype(np.float64))


@peer("filters.fir")
def fir(p, eeg):
    coefficients = np.array(p["coefficients"])
    return lambda: scipy.signal.lfilter(coefficients, 1, eeg, axis=-1)


@peer("filters.resample")
def resample(p, eeg):
    wide = eeg.astype(np.float64)
    return lambda: scipy.signal.resample_poly(wide, p["up"], p["down"], axis=-1)
