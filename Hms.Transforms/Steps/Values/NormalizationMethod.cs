namespace Hms.Transforms.Steps.Values;

/// <summary>What values are centred on and divided by.</summary>
public enum NormalizationMethod
{
    /// <summary>Mean and population standard deviation.</summary>
    Standard,

    /// <summary>Median and interquartile range, which artefacts hardly change.</summary>
    Robust,
}
