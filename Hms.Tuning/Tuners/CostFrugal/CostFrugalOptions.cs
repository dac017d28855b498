namespace Hms.Tuning.Tuners.CostFrugal;

/// <summary>Options of <see cref="CostFrugalTuner"/>.</summary>
public sealed record CostFrugalOptions
{
    /// <summary>
    /// External values of the point where the search begins, by name: choose cheap ones (a small model, few trees), the search moves to dearer ones only where
    /// they are better. Parameters without an entry begin at their declared default, else in the middle of their range, categorical ones at their first choice. Default empty.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Start { get; init; } = new Dictionary<string, object?>();

    /// <summary>First step, as a share of the range, before it is multiplied with √d. Default 0.1.</summary>
    public double InitialStep { get; init; } = 0.1;

    /// <summary>Step below which the search begins again at a random point; in a space of grids only, it is half of the finest grid's width where that is more. Default 1e-4.</summary>
    public double LeastStep { get; init; } = 1e-4;

    /// <summary>
    /// Name of a numeric parameter by which trials become dearer and better (rows, epochs); null (default) for none. Its low must be at least 0.
    /// It begins at its value in <see cref="Start"/>, else at its declared default, else at its low, and grows fourfold (from 0 to its first grid value, or to 1/64 of a
    /// continuous range's end) once the trials around the best point have cost four times the best trial; the best point is then tried again.
    /// </summary>
    public string? ResourceParameter { get; init; }

    /// <summary>
    /// Name of a user attribute in which a trial says what it has cost (a number above 0); null (default), or a trial without it: 1.
    /// Measured time is not used: a search that depended on it could not be repeated.
    /// </summary>
    public string? CostAttribute { get; init; }

    /// <summary>What to do with repeats in a fully discrete space. Default: draw again.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Resample;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(InitialStep > 0 && InitialStep <= 1)) { errors.Add($"InitialStep {InitialStep} must be above 0 and at most 1 (the whole range)."); }
        if (!(LeastStep > 0) || !(LeastStep < InitialStep)) { errors.Add($"LeastStep {LeastStep} must be above 0 and below InitialStep {InitialStep}."); }
        return errors;
    }
}
