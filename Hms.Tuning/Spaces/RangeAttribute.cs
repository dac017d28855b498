namespace Hms.Tuning.Spaces;

/// <summary>A number of an option class that is searched in a range, both ends inclusive. For double, float, int and long.</summary>
/// <param name="min">Smallest value; above 0 with <paramref name="log"/>.</param>
/// <param name="max">Largest value; with a step it lies on the grid min + k·step.</param>
/// <param name="init">Default, where a search begins; NaN (the default) for the value that the member has in a new object, if that lies in the range.</param>
/// <param name="log">Search by order of magnitude. Default false.</param>
/// <param name="step">Grid width; 0 (the default) for none: continuous for reals, 1 for integers.</param>
/// <remarks>The name, and the order of the first four, as in Microsoft.ML.SearchSpace.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RangeAttribute(double min, double max, double init = double.NaN, bool log = false, double step = 0) : Attribute
{
    /// <summary>Smallest value.</summary>
    public double Min { get; } = min;

    /// <summary>Largest value.</summary>
    public double Max { get; } = max;

    /// <summary>Default; NaN for none of its own.</summary>
    public double Init { get; } = init;

    /// <summary>True when searched by order of magnitude.</summary>
    public bool Log { get; } = log;

    /// <summary>Grid width; 0 for none.</summary>
    public double Step { get; } = step;
}
