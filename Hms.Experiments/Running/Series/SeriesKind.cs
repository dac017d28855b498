namespace Hms.Experiments.Running.Series;

/// <summary>How an item of a series is run.</summary>
internal enum SeriesKind
{
    /// <summary>An experiment without ranges: trained on its folds.</summary>
    Training,

    /// <summary>An experiment with ranges: searched.</summary>
    Sweep,

    /// <summary>An ensemble of experiments.</summary>
    Ensemble,
}
