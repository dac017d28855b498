namespace Hms.Experiments.Configuration.Steps;

/// <summary>What replaces a missing sample.</summary>
public enum MissingMethod
{
    /// <summary>The channel's mean over its present samples (0 where none is present).</summary>
    Mean,

    /// <summary>0.</summary>
    Zero,

    /// <summary>The value given.</summary>
    Constant,

    /// <summary>The straight line between the neighbours present.</summary>
    Interpolate,
}
