namespace Hms.Training;

/// <summary>An observer's answer after an epoch.</summary>
public enum TrainingDecision
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Stop after this epoch.</summary>
    Stop,
}
