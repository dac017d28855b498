namespace Hms.Signal.Spectra;

/// <summary>What the values of a power spectrogram mean.</summary>
public enum PowerScaling
{
    /// <summary>Power spectral density, unit^2/Hz: its sum over frequency times the bin width is the signal's power.</summary>
    Density,

    /// <summary>Power spectrum, unit^2: a sine of amplitude A has a peak of A^2 / 2.</summary>
    Spectrum,
}
