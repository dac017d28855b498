namespace Hms.Experiments.Configuration.Steps;

/// <summary>How a filter runs.</summary>
public enum FilterPhase
{
    /// <summary>Forward and backward: no delay, twice the attenuation.</summary>
    Zero,

    /// <summary>Forward only.</summary>
    Causal,
}
