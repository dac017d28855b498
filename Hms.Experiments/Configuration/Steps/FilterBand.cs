namespace Hms.Experiments.Configuration.Steps;

/// <summary>What a filter does with the frequencies between its two cutoffs.</summary>
public enum FilterBand
{
    /// <summary>Keeps them.</summary>
    Pass,

    /// <summary>Removes them.</summary>
    Stop,
}
