namespace Hms.Experiments.Reporting.Recordings;

/// <summary>What a picture of an EEG shows.</summary>
internal enum EegPictureParts
{
    /// <summary>Everything on one sheet.</summary>
    All,

    /// <summary>The page of traces.</summary>
    Traces,

    /// <summary>The power spectrum.</summary>
    Spectrum,

    /// <summary>The spectrograms.</summary>
    Spectrograms,
}
