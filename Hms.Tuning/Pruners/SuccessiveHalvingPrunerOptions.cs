namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="SuccessiveHalvingPruner"/>.</summary>
public sealed record SuccessiveHalvingPrunerOptions : PrunerOptions
{
    /// <summary>Resource of the lowest rung, in steps counted from 1 (step 0 is resource 1); null (default): a sixth of a full trial, rounded up (decision page 0013).</summary>
    public int? MinimumResource { get; init; }

    /// <summary>η: each rung lies η times higher than the one below, and one trial in η goes on. Default 3; at least 2.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>Rungs left out at the bottom: the lowest lies at MinimumResource · η^MinimumEarlyStoppingRate. Default 0.</summary>
    public int MinimumEarlyStoppingRate { get; init; }

    /// <summary>Trials that must have reached a rung before any goes on from it; those are pruned there. Default 0. Only with a declared <see cref="MinimumResource"/>.</summary>
    public int BootstrapTrials { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (MinimumResource < 1) { errors.Add($"MinimumResource {MinimumResource} must be at least 1."); }
        if (MinimumResource >= TotalSteps) { errors.Add($"MinimumResource {MinimumResource} must be below TotalSteps {TotalSteps}: otherwise nothing is ever pruned."); }
        if (ReductionFactor < 2) { errors.Add($"ReductionFactor {ReductionFactor} must be at least 2."); }
        if (MinimumEarlyStoppingRate < 0) { errors.Add($"MinimumEarlyStoppingRate {MinimumEarlyStoppingRate} must not be negative."); }
        if (BootstrapTrials < 0) { errors.Add($"BootstrapTrials {BootstrapTrials} must not be negative."); }
        if (BootstrapTrials > 0 && MinimumResource is null) { errors.Add($"BootstrapTrials {BootstrapTrials} needs a declared MinimumResource: a learnt one may move the rungs."); }
    }
}
