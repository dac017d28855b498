namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Which way a negative voltage of the first electrode points.</summary>
internal enum EegPolarity
{
    /// <summary>Upwards, the convention of clinical EEG.</summary>
    NegativeUp,

    /// <summary>Downwards, the convention of signal processing.</summary>
    PositiveUp,
}
