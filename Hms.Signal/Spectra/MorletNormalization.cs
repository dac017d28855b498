namespace Hms.Signal.Spectra;

/// <summary>The size of a wavelet.</summary>
public enum MorletNormalization
{
    /// <summary>The squares of its samples sum to 2, at every frequency (Tallon-Baudry et al. 1997; MNE-Python): white noise gives equal power at all frequencies.</summary>
    Energy,

    /// <summary>Its Gaussian's samples sum to 2: a sine of amplitude A gives the magnitude A at its frequency, whatever the frequency.</summary>
    Amplitude,
}
