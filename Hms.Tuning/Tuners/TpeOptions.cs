namespace Hms.Tuning.Tuners;

/// <summary>Options of <see cref="TpeTuner"/>.</summary>
public sealed record TpeOptions
{
    /// <summary>Finished trials (complete or pruned) before the model is used; until then draws are a Latin hypercube of so many trials. Default 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>Finished trials of a conditional branch before the model is used for its parameters. Default 4.</summary>
    public int BranchStartupTrials { get; init; } = 4;

    /// <summary>Candidates drawn from the density of the good trials for each group of parameters. Default 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Further candidates for each continuous parameter of the group; more would only sharpen the choice among the few values of discrete ones. Default 12.</summary>
    public int CandidatesPerReal { get; init; } = 12;

    /// <summary>
    /// How narrow the kernels of n good trials may become: range/min(100, (n + 2)^Sharpness), on a grid not below one cell.
    /// Default 1.5; with 1, Optuna's value, the search stays coarse: a ninth of the range after 70 trials.
    /// </summary>
    public double Sharpness { get; init; } = 1.5;

    /// <summary>Share of finished trials that count as good. Default 0.1, rounded up.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>Most trials that count as good. Default 25.</summary>
    public int MaximumGoodTrials { get; init; } = 25;

    /// <summary>Weight of the prior kernel, which spans the whole range, against 1 for a recent trial. Default 1.</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>Youngest trials that count fully; older ones fade linearly. Default 25.</summary>
    public int FullWeightTrials { get; init; } = 25;

    /// <summary>What to do with repeats in a fully discrete space. Default: draw again.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Resample;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1."); }
        if (BranchStartupTrials < 1) { errors.Add($"BranchStartupTrials {BranchStartupTrials} must be at least 1."); }
        if (Candidates < 1) { errors.Add($"Candidates {Candidates} must be at least 1."); }
        if (CandidatesPerReal < 0) { errors.Add($"CandidatesPerReal {CandidatesPerReal} must be at least 0."); }
        if (!(Sharpness >= 0) || !double.IsFinite(Sharpness)) { errors.Add($"Sharpness {Sharpness} must be at least 0."); }
        if (!(GoodShare > 0 && GoodShare < 1)) { errors.Add($"GoodShare {GoodShare} must lie between 0 and 1."); }
        if (MaximumGoodTrials < 1) { errors.Add($"MaximumGoodTrials {MaximumGoodTrials} must be at least 1."); }
        if (!(PriorWeight > 0) || !double.IsFinite(PriorWeight)) { errors.Add($"PriorWeight {PriorWeight} must be above 0."); }
        if (FullWeightTrials < 1) { errors.Add($"FullWeightTrials {FullWeightTrials} must be at least 1."); }
        return errors;
    }
}
