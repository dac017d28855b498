namespace Hms.Tuning.Running.Terminators;

/// <summary>Options of <see cref="NoImprovementTerminator"/>.</summary>
public sealed record NoImprovementOptions
{
    /// <summary>Finished trials since the last improvement before the sweep ends; failed ones do not count. Default 50.</summary>
    public int Trials { get; init; } = 50;

    /// <summary>By how much, in units of the objective, a trial must be better than the best before it to count as an improvement; 0: by anything. Default 0.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>Complete or pruned trials before the sweep may end. Default 0.</summary>
    public int MinimumTrials { get; init; }

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Trials < 1) { errors.Add($"{nameof(Trials)} {Trials} must be at least 1."); }
        if (!(MinimumDelta >= 0) || double.IsInfinity(MinimumDelta)) { errors.Add($"{nameof(MinimumDelta)} {MinimumDelta} must be 0 or more and finite."); }
        if (MinimumTrials < 0) { errors.Add($"{nameof(MinimumTrials)} {MinimumTrials} must not be negative."); }
        return errors;
    }
}
