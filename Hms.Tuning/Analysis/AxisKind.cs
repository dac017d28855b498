namespace Hms.Tuning.Analysis;

/// <summary>How the values of a parameter lie on an axis.</summary>
public enum AxisKind
{
    /// <summary>Numbers.</summary>
    Linear,

    /// <summary>Numbers above 0 that were searched by order of magnitude.</summary>
    Logarithmic,

    /// <summary>Choices, by their index.</summary>
    Categorical,
}
