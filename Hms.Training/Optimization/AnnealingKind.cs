namespace Hms.Training.Optimization;

/// <summary>The form of a phase of <see cref="OneCycleSchedule"/>.</summary>
public enum AnnealingKind
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}
