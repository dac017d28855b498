import numpy as np
import scipy.fft
import scipy.signal

from .registry import peer


@peer("spectra.spectrogram")
def spectrogram(p, signals):
    return lambda: scipy.signal.spectrogram(signals, p["fs"], nperseg=p["nperseg"], noverlap=p["noverlap"], nfft=p["nfft"])[2]


NAMES = "Fp1 F3 C3 P3 F7 T3 T5 O1 Fz Cz Pz Fp2 F4 C4 P4 F8 T4 T6 O2 EKG".split()
CHAINS = ("Fp1 F7 T3 T5 O1", "Fp2 F8 T4 T6 O2", "Fp1 F3 C3 P3 O1", "Fp2 F4 C4 P4 O2")


@peer("spectra.multitaper")
def multitaper(p, eeg):
    """All pairs and windows at once; float64, as our side computes in double."""
    chains = [[NAMES.index(name) for name in chain.split()] for chain in CHAINS]
    plus, minus = [c for chain in chains for c in chain[:-1]], [c for chain in chains for c in chain[1:]]
    tapers = scipy.signal.windows.dpss(800, 2, 3)
    stop = scipy.signal.butter(3, (57.5, 62.5), "bandstop", fs=200, output="sos")
    band = scipy.signal.butter(3, (0.5, 40), "bandpass", fs=200, output="sos")

    def run():
        x = np.nan_to_num(eeg, nan=0.0).astype(np.float64)
        x = x[plus] - x[minus]
        if p["filter"]:
            x = scipy.signal.sosfiltfilt(band, scipy.signal.sosfiltfilt(stop, x, axis=-1), axis=-1)
        windows = np.lib.stride_tricks.sliding_window_view(x[:, p["start"]:], 800, axis=-1)[:, ::400][:, :p["rows"]]
        windows = scipy.signal.detrend(windows, axis=-1)
        spectra = scipy.fft.rfft(windows[:, :, None, :] * tapers, 1024, axis=-1)[..., 3:103]
        power = (spectra.real ** 2 + spectra.imag ** 2).mean(axis=2) / 200
        return power.reshape(4, 4, p["rows"], 100).mean(axis=1).transpose(1, 0, 2)

    return run
