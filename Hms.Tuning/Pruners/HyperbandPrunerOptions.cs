namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="HyperbandPruner"/>.</summary>
public sealed record HyperbandPrunerOptions : PrunerOptions
{
    /// <summary>r: resource of the lowest rung of the first bracket, in steps counted from 1; null (default): a tenth of R, rounded up.</summary>
    public int? MinimumResource { get; init; }

    /// <summary>R: resource of a full trial; null (default): <see cref="PrunerOptions.TotalSteps"/>, else the longest complete trial.</summary>
    public int? MaximumResource { get; init; }

    /// <summary>η: each rung lies η times higher than the one below, and one trial in η goes on. Default 3; at least 2.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>Trials of a bracket that must have reached a rung before any goes on from it; those are pruned there. Default 0. Only with a declared <see cref="MinimumResource"/>.</summary>
    public int BootstrapTrials { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (MinimumResource < 1) { errors.Add($"MinimumResource {MinimumResource} must be at least 1."); }
        if (MaximumResource < 2) { errors.Add($"MaximumResource {MaximumResource} must be at least 2: a trial of one step cannot be pruned."); }
        if (MinimumResource >= MaximumResource) { errors.Add($"MinimumResource {MinimumResource} must be below MaximumResource {MaximumResource}."); }
        if (MaximumResource is null && MinimumResource >= TotalSteps) { errors.Add($"MinimumResource {MinimumResource} must be below TotalSteps {TotalSteps}: otherwise nothing is ever pruned."); }
        if (ReductionFactor < 2) { errors.Add($"ReductionFactor {ReductionFactor} must be at least 2."); }
        if (BootstrapTrials < 0) { errors.Add($"BootstrapTrials {BootstrapTrials} must not be negative."); }
        if (BootstrapTrials > 0 && MinimumResource is null) { errors.Add($"BootstrapTrials {BootstrapTrials} needs a declared MinimumResource: a learnt one may move the rungs."); }
    }
}
