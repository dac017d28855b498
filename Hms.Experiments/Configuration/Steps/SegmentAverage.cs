namespace Hms.Experiments.Configuration.Steps;

/// <summary>How the spectra of segments are averaged.</summary>
public enum SegmentAverage
{
    /// <summary>Mean.</summary>
    Mean,

    /// <summary>Median, its bias removed: robust against single bad segments.</summary>
    Median,
}
