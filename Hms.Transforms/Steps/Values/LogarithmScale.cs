namespace Hms.Transforms.Steps.Values;

/// <summary>Which logarithm is taken.</summary>
public enum LogarithmScale
{
    /// <summary>ln x.</summary>
    Natural,

    /// <summary>10 log10 x, for power.</summary>
    Decibel,
}
