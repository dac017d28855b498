namespace Hms.Experiments.Configuration.Settings;

/// <summary>How often a schedule moves.</summary>
public enum IntervalChoice
{
    /// <summary>Once in an epoch.</summary>
    Epoch,

    /// <summary>At each optimizer step.</summary>
    Step,
}
