namespace Hms.Experiments.Configuration.Settings;

/// <summary>The form of a phase of the one-cycle schedule.</summary>
public enum AnnealingChoice
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}
