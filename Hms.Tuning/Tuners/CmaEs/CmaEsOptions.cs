using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Options of <see cref="CmaEsTuner"/>.</summary>
public sealed record CmaEsOptions
{
    /// <summary>Trials in a generation; at least 4. Null (default): 4 + ⌊3 ln d⌋ for d parameters.</summary>
    public int? PopulationSize { get; init; }

    /// <summary>First step size as a share of each parameter's range. Default 1/6.</summary>
    public double InitialStepSize { get; init; } = 1.0 / 6;

    /// <summary>
    /// First trials of the study that stand before the evolution, whoever proposed them; where this tuner is asked for one of them it draws it uniformly. Default 0.
    /// They are what <see cref="Start"/> begins with.
    /// </summary>
    public int StartupTrials { get; init; }

    /// <summary>Finished trials of an earlier study, for <see cref="Start"/>; those without a parameter of this study's space are left out. Default none.</summary>
    public IReadOnlyList<Trial> SourceTrials { get; init; } = [];

    /// <summary>Where the search begins; anything but the centre needs <see cref="StartupTrials"/> or <see cref="SourceTrials"/>. Default: the centre.</summary>
    public CmaEsStart Start { get; init; } = CmaEsStart.Centre;

    /// <summary>Share γ of the earlier trials that a warm start fits. Default 0.1.</summary>
    public double WarmStartShare { get; init; } = 0.1;

    /// <summary>Standard deviation α, as a share of the range, that a warm start adds to each parameter. Default 0.1.</summary>
    public double WarmStartSpread { get; init; } = 0.1;

    /// <summary>What to do after convergence. Default: restart with twice the population.</summary>
    public CmaEsRestarts Restarts { get; init; } = CmaEsRestarts.Ipop;

    /// <summary>What to do with repeats in a fully discrete space. Default: draw again.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Resample;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (PopulationSize is < 4) { errors.Add($"PopulationSize {PopulationSize} must be at least 4, or null for 4 + ⌊3 ln d⌋."); }
        if (!(InitialStepSize > 0 && InitialStepSize <= 1)) { errors.Add($"InitialStepSize {InitialStepSize} must be above 0 and at most 1 (the whole range)."); }
        if (StartupTrials < 0) { errors.Add($"StartupTrials {StartupTrials} must be at least 0."); }
        if (!(WarmStartShare > 0 && WarmStartShare <= 1)) { errors.Add($"WarmStartShare {WarmStartShare} must be above 0 and at most 1."); }
        if (!(WarmStartSpread > 0 && WarmStartSpread <= 1)) { errors.Add($"WarmStartSpread {WarmStartSpread} must be above 0 and at most 1."); }
        if (Start != CmaEsStart.Centre && StartupTrials == 0 && SourceTrials.Count == 0) { errors.Add($"Start {Start} needs earlier trials; set StartupTrials or SourceTrials."); }
        return errors;
    }
}
