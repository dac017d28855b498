namespace Hms.Tuning.Tuners.Auto;

/// <summary>Options of <see cref="AutoTuner"/>.</summary>
public sealed record AutoOptions
{
    /// <summary>Trials that the study is planned for; null (default) where that is not known, as with a budget of time: the tuner then never takes the grid or NSGA-II.</summary>
    public int? Trials { get; init; }

    /// <summary>Finished trials before a model is used; null (default): as the chosen tuner has it.</summary>
    public int? StartupTrials { get; init; }

    /// <summary>Trials that the Gaussian process proposes; beyond them its cost grows faster than what it gains. Default 250.</summary>
    public int ModelTrials { get; init; } = 250;

    /// <summary>
    /// Every so-manieth of those trials is proposed by TPE, for the places where the Gaussian process holds a wrong opinion; 0: none. Default 4 (decision page 0015).
    /// </summary>
    public int SecondOpinionEvery { get; init; } = 4;

    /// <summary>Planned trials above which a study with several objectives is searched by NSGA-II, whose populations need them. Default 1,000.</summary>
    public int EvolutionTrials { get; init; } = 1000;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Trials < 1) { errors.Add($"Trials {Trials} must be at least 1."); }
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1."); }
        if (ModelTrials < 1) { errors.Add($"ModelTrials {ModelTrials} must be at least 1."); }
        if (SecondOpinionEvery is < 0 or 1) { errors.Add($"SecondOpinionEvery {SecondOpinionEvery} must be 0 or at least 2."); }
        if (EvolutionTrials < 1) { errors.Add($"EvolutionTrials {EvolutionTrials} must be at least 1."); }
        return errors;
    }
}
