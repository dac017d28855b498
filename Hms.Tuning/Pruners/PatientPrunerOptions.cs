namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="PatientPruner"/>.</summary>
public sealed record PatientPrunerOptions
{
    /// <summary>How many reports in a row a trial may go without a new best value before the wrapped pruner is asked. Default 3; 0 or more.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>How much worse than the earlier best, in units of the objective, the last reports must be to count as no improvement. Default 0; 0 or more.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Patience < 0) { errors.Add($"Patience {Patience} must not be negative."); }
        if (!(MinimumDelta >= 0) || double.IsPositiveInfinity(MinimumDelta)) { errors.Add($"MinimumDelta {MinimumDelta} must be 0 or more, and finite."); }
        return errors;
    }
}
