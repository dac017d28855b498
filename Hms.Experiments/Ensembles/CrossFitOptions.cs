namespace Hms.Experiments.Ensembles;

/// <summary>How combinations are cross-fitted.</summary>
public sealed record CrossFitOptions
{
    /// <summary>Parts of the groups, each judged by a fit to the others, where the data have no folds; default 5.</summary>
    public int Parts { get; init; } = 5;

    /// <summary>Resamples of the groups behind each interval; default 2000.</summary>
    public int BootstrapDraws { get; init; } = 2000;

    /// <summary>Nominal coverage of the intervals; default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Seed of the resamples; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>All that is wrong, each a sentence.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Parts < 2) { errors.Add($"Parts {Parts} must be at least 2: each part is judged by a fit to the others."); }
        if (BootstrapDraws < 1) { errors.Add($"BootstrapDraws {BootstrapDraws} must be at least 1."); }
        if (!(Level > 0 && Level < 1)) { errors.Add($"Level {Level} must lie between 0 and 1, for example 0.95."); }
        return errors;
    }
}
