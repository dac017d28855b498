using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>How <see cref="PruneReplay"/> shows a study to a pruner.</summary>
public sealed record PruneReplayOptions
{
    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Seed of the study. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>W: trial n is compared with the trials numbered below n − W + 1, as in a deterministic sweep. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Complete trials before any trial is pruned, whatever the pruner says. Default 1.</summary>
    public int MinimumCompletedTrials { get; init; } = 1;

    /// <summary>Losses of single rows that a trial reported at a step; null where it did not. Default: none.</summary>
    public Func<Trial, int, float[]?> RowsOf { get; init; } = (_, _) => null;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Directions.Count == 0) { errors.Add("Directions must name at least one objective."); }
        if (Parallelism < 1) { errors.Add($"Parallelism {Parallelism} must be at least 1."); }
        if (MinimumCompletedTrials < 1) { errors.Add($"MinimumCompletedTrials {MinimumCompletedTrials} must be at least 1: else a study could end without a result."); }
        return errors;
    }
}
