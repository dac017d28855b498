namespace Hms.Experiments.Evaluation;

/// <summary>How held-out predictions are evaluated and compared.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Smallest number of votes of a row that counts as one with many votes; default 10.</summary>
    public double HighVotes { get; init; } = 10;

    /// <summary>Resamples of a bootstrap; default 2,000.</summary>
    public int Draws { get; init; } = 2000;

    /// <summary>Nominal coverage of an interval; default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Bins of equal width of a reliability curve; default 10.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Fewest patients that an interval is drawn from: of fewer, resampling tells too little; default 5.</summary>
    public int MinPatients { get; init; } = 5;

    /// <summary>Seed of the resamples; default 1. The same seed and patients give the same resamples, also for different models.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Names of the classes, in the order of the vote columns; null for the six of the votes (or "class 1", ... where there are not six).</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>All rules that the values break; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(HighVotes >= 1 && double.IsFinite(HighVotes))) { errors.Add(FormattableString.Invariant($"HighVotes {HighVotes} must be at least 1.")); }
        if (Draws is < 100 or > 1_000_000) { errors.Add(FormattableString.Invariant($"Draws {Draws} must be 100 to 1,000,000.")); }
        if (!(Level is > 0 and < 1)) { errors.Add(FormattableString.Invariant($"Level {Level} must be above 0 and below 1.")); }
        if (Bins is < 1 or > 1000) { errors.Add(FormattableString.Invariant($"Bins {Bins} must be 1 to 1,000.")); }
        if (MinPatients < 2) { errors.Add(FormattableString.Invariant($"MinPatients {MinPatients} must be at least 2.")); }
        if (ClassNames is { Count: < 2 } names) { errors.Add(FormattableString.Invariant($"ClassNames has {names.Count} names; at least 2 are needed.")); }
        return errors;
    }

    /// <summary>These options, which must be valid.</summary>
    /// <exception cref="ArgumentException">They are not; the message holds every error.</exception>
    internal EvaluationOptions Required() => Validate() is { Count: > 0 } errors ? throw new ArgumentException(string.Join(' ', errors)) : this;
}
