namespace Hms.Training.Optimization;

/// <summary>How often a schedule moves.</summary>
public enum ScheduleInterval
{
    /// <summary>Once in an epoch: all steps of an epoch have one learning rate.</summary>
    Epoch,

    /// <summary>At each optimiser step.</summary>
    Step,
}
