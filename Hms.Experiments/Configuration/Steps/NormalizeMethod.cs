namespace Hms.Experiments.Configuration.Steps;

/// <summary>What values are centred on and divided by.</summary>
public enum NormalizeMethod
{
    /// <summary>Mean and standard deviation.</summary>
    Standard,

    /// <summary>Median and interquartile range; per row only.</summary>
    Robust,
}
