import numpy as np
import pywt

from .registry import peer

MODE = "periodization"


def thresholds(finest, samples):
    deviation = np.abs(finest - finest.mean(-1, keepdims=True)).mean(-1, keepdims=True)
    return (deviation / 0.6745 * np.sqrt(2 * np.log(samples))).astype(finest.dtype)


def denoise_all(wavelet, eeg):
    bands = pywt.wavedec(eeg, wavelet, MODE, axis=-1)
    limit = thresholds(bands[-1], eeg.shape[-1])
    for band in bands[1:]:
        band[np.abs(band) < limit] = 0
    return pywt.waverec(bands, wavelet, MODE, axis=-1)


@peer("wavelets.denoise")
def denoise(p, eeg):
    return lambda: denoise_all(p["wavelet"], eeg)


@peer("wavelets.denoise64")
def denoise64(p, eeg):
    wide = eeg.astype(np.float64)
    return lambda: denoise_all(p["wavelet"], wide)


@peer("wavelets.denoise_channels")
def denoise_channels(p, eeg):
    def run():
        result = np.empty_like(eeg)
        for c, channel in enumerate(eeg):
            bands = pywt.wavedec(channel, p["wavelet"], MODE)
            limit = thresholds(bands[-1], len(channel))[0]
            bands[1:] = [pywt.threshold(band, limit, "hard") for band in bands[1:]]
            result[c] = pywt.waverec(bands, p["wavelet"], MODE)
        return result

    return run
