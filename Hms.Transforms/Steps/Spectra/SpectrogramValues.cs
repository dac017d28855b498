namespace Hms.Transforms.Steps.Spectra;

/// <summary>What the pixels of a spectrogram hold.</summary>
public enum SpectrogramValues
{
    /// <summary>Power.</summary>
    Power,

    /// <summary>Decibels below the image's greatest power: 0 down to -80.</summary>
    Decibels,

    /// <summary>(decibels + 40) / 40: 1 at the image's greatest power down to -1 at 80 dB below it.</summary>
    NormalizedDecibels,
}
