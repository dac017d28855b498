namespace Hms.Experiments.Configuration.Settings;

/// <summary>What counts as an improvement.</summary>
public enum ThresholdModeChoice
{
    /// <summary>A value below best x (1 - threshold).</summary>
    Relative,

    /// <summary>A value below best - threshold.</summary>
    Absolute,
}
