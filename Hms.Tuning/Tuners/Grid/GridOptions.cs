namespace Hms.Tuning.Tuners.Grid;

/// <summary>Options of <see cref="GridTuner"/>.</summary>
public sealed record GridOptions
{
    /// <summary>The order of the cells. Default: shuffled by the study's seed.</summary>
    public GridOrder Order { get; init; } = GridOrder.Shuffled;

    /// <summary>
    /// Points of each continuous parameter, evenly from its low to its high (in the logarithm where it is logarithmic; the middle for one point).
    /// Null (default): a continuous parameter without an entry in <see cref="Points"/> is an error.
    /// </summary>
    public int? PointsPerParameter { get; init; }

    /// <summary>Points of single numeric parameters by name, also to thin out integers and stepped reals. Default empty.</summary>
    public IReadOnlyDictionary<string, int> Points { get; init; } = new Dictionary<string, int>();

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (PointsPerParameter is < 1) { errors.Add($"PointsPerParameter {PointsPerParameter} must be at least 1, or null."); }
        errors.AddRange(Points.Where(x => x.Value < 1).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"Points of '{x.Key}' {x.Value} must be at least 1."));
        return errors;
    }
}
