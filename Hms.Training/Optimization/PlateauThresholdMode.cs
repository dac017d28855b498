namespace Hms.Training.Optimization;

/// <summary>What counts as an improvement of what a <see cref="PlateauSchedule"/> watches.</summary>
public enum PlateauThresholdMode
{
    /// <summary>A value below best x (1 - threshold).</summary>
    Relative,

    /// <summary>A value below best - threshold.</summary>
    Absolute,
}
