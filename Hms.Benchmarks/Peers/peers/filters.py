import numpy as np
import scipy.signal

from .registry import peer


@peer("filters.sosfilt")
def sosfilt(p, eeg):
    sections = np.array(p["sections"])
    return lambda: scipy.signal.sosfilt(sections, eeg, axis=-1)


@peer("filters.sosfiltfilt")
def sosfiltfilt(p, eeg):
    sections = np.array(p["sections"])
    return lambda: scipy.signal.sosfiltfilt(sections, eeg, axis=-1)
