namespace Hms.Transforms.Steps.Spectra;

/// <summary>Which windows a multitaper spectrogram has; each is 4 s long, one starts every 2 s.</summary>
public enum MultitaperGrid
{
    /// <summary>The whole windows inside the EEG, the first at its first sample: 24 of 50 s. No NaN.</summary>
    WholeWindows,

    /// <summary>The time grid of the competition's files: centres at 1, 3, 5, ... s, 25 of 50 s; the first and the last leave the EEG and are NaN.</summary>
    Competition,
}
