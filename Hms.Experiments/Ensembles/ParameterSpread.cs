namespace Hms.Experiments.Ensembles;

/// <summary>A fitted parameter, and how it varies over the parts of a cross-fit.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Value">Value of the fit to all rows.</param>
/// <param name="Low">Smallest value over the parts.</param>
/// <param name="High">Largest value over the parts.</param>
/// <param name="StandardDeviation">Sample standard deviation over the parts.</param>
public sealed record ParameterSpread(string Name, double Value, double Low, double High, double StandardDeviation)
{
    /// <summary>Sums the parts up.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">Value of the fit to all rows.</param>
    /// <param name="parts">Value of each part, two or more.</param>
    public static ParameterSpread Of(string name, double value, IReadOnlyList<double> parts)
    {
        var mean = parts.Average();
        return new ParameterSpread(name, value, parts.Min(), parts.Max(), Math.Sqrt(parts.Sum(part => (part - mean) * (part - mean)) / (parts.Count - 1)));
    }
}
