namespace Hms.Signal.Spectra;

/// <summary>What happens at a signal's ends.</summary>
public enum StftPadding
{
    /// <summary>Whole windows inside the signal only; a remainder at the end is left out (scipy.signal.spectrogram).</summary>
    None,

    /// <summary>
    /// Half a window of zeros on both sides and zeros up to a whole number of windows (scipy.signal.stft's defaults): every sample is covered, and the
    /// transform can be inverted.
    /// </summary>
    Centred,
}
