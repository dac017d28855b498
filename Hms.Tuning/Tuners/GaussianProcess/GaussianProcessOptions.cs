namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Options of <see cref="GaussianProcessTuner"/>.</summary>
public sealed record GaussianProcessOptions
{
    /// <summary>Trials with a value before the model is used; until then the points of <see cref="Sobol.SobolTuner"/> are taken. Default 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>Trials (finished or under way) that every branch of a conditional space gets before the model decides between branches. Default 2.</summary>
    public int BranchStartupTrials { get; init; } = 2;

    /// <summary>Quasi-random points at which the acquisition is compared, up to 256 trials; fewer with more trials, see <see cref="GaussianProcessTuner"/>. Default 1,024.</summary>
    public int Candidates { get; init; } = 1024;

    /// <summary>Further points, around the best trials. Default 256.</summary>
    public int LocalCandidates { get; init; } = 256;

    /// <summary>Candidates from which a local search starts. Default 5.</summary>
    public int LocalSearches { get; init; } = 5;

    /// <summary>Most trials from which the parameters of the kernel are estimated. Default 200.</summary>
    public int MaximumFitTrials { get; init; } = 200;

    /// <summary>Most trials in the model; the time of a proposal grows with its third power. Default 1,500.</summary>
    public int MaximumModelTrials { get; init; } = 1500;

    /// <summary>Least variance of the noise, as part of the variance of the values. Default 1e-10.</summary>
    public double MinimumNoise { get; init; } = 1e-10;

    /// <summary>What to do with a point that was tried already, in any space. Default: never take it while another is left.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Resample;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (StartupTrials < 2) { errors.Add($"StartupTrials {StartupTrials} must be at least 2."); }
        if (BranchStartupTrials < 0) { errors.Add($"BranchStartupTrials {BranchStartupTrials} must not be negative."); }
        if (Candidates < 1) { errors.Add($"Candidates {Candidates} must be at least 1."); }
        if (LocalCandidates < 0) { errors.Add($"LocalCandidates {LocalCandidates} must not be negative."); }
        if (LocalSearches < 1) { errors.Add($"LocalSearches {LocalSearches} must be at least 1."); }
        if (MaximumFitTrials < 10) { errors.Add($"MaximumFitTrials {MaximumFitTrials} must be at least 10."); }
        if (MaximumModelTrials < MaximumFitTrials) { errors.Add($"MaximumModelTrials {MaximumModelTrials} must not be below MaximumFitTrials {MaximumFitTrials}."); }
        if (!(MinimumNoise > 0 && MinimumNoise < 1)) { errors.Add($"MinimumNoise {MinimumNoise} must lie between 0 and 1."); }
        return errors;
    }
}
