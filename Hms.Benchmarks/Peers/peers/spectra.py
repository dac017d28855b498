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


def mel_filters(rate, points, mels, high):
    """Triangles at equal distances on Slaney's mel scale, from 0 Hz, each of area 1; below 1000 Hz the scale is a straight line."""
    edges = np.linspace(0, high, mels + 2)
    bins = np.arange(points // 2 + 1) * rate / points
    rise = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None]


@peer("spectra.magic_formula")
def magic_formula(p, eeg):
    """All pairs at once, in float32 throughout; only the 128 samples under the window and the bins under the filters are computed with."""
    names = [[NAMES.index(name) for name in CHAINS[i].split()] for i in (0, 2, 3, 1)]  # LL LP RP RL
    plus, minus = [c for chain in names for c in chain[:-1]], [c for chain in names for c in chain[1:]]
    window = scipy.signal.windows.hann(128, sym=False).astype(np.float32)
    bank = mel_filters(200, 1024, 128, 20)
    used = int(np.flatnonzero(bank.any(axis=0))[-1]) + 1
    bank = np.ascontiguousarray(bank[:, :used], np.float32)

    def run():
        x = np.pad(eeg[plus] - eeg[minus], ((0, 0), (64, 64)))
        frames = np.lib.stride_tricks.sliding_window_view(x, 128, axis=-1)[:, ::39]
        spectra = scipy.fft.rfft(frames * window, 1024, axis=-1)[..., :used]
        power = spectra.real ** 2 + spectra.imag ** 2
        mel = bank @ power.swapaxes(1, 2)
        decibels = 10 * np.log10(np.maximum(np.float32(1e-10), mel))
        decibels -= decibels.max(axis=(1, 2), keepdims=True)
        np.maximum(decibels, -80, out=decibels)
        image = (decibels[..., :p["kept"]] + 40) / 40
        return image.reshape(4, 4, 128, p["kept"]).mean(axis=1)

    return run


@peer("spectra.welch")
def welch(p, eeg):
    wide = eeg.astype(np.float64)
    return lambda: scipy.signal.welch(wide, p["fs"], nperseg=p["nperseg"])[1]


@peer("spectra.scalogram")
def scalogram(p, eeg):
    import mne
    mne.set_log_level("ERROR")
    wide, frequencies = eeg.astype(np.float64)[None], np.array(p["frequencies"])
    return lambda: mne.time_frequency.tfr_array_morlet(wide, p["fs"], frequencies, n_cycles=p["cycles"], zero_mean=True, decim=p["hop"], output="power")[0]
