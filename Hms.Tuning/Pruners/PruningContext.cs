using System.Collections.Immutable;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>All that a pruning decision may depend on.</summary>
public sealed record PruningContext
{
    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];

    /// <summary>Seed of the study.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of the running trial.</summary>
    public required int TrialNumber { get; init; }

    /// <summary>The step just reported.</summary>
    public required int Step { get; init; }

    /// <summary>All values reported so far by this trial, by step, the last report included.</summary>
    public required ImmutableSortedDictionary<int, double> IntermediateValues { get; init; }

    /// <summary>All objectives reported so far by this trial, by step; empty for a study with one objective.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<double>> IntermediateObjectives { get; init; } = ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty;

    /// <summary>Losses of single rows that this trial reported with this step; null when it did not.</summary>
    public float[]? Rows { get; init; }

    /// <summary>Losses of single rows that this trial has reported at a step, also an earlier one; null where it did not. Default: <see cref="Rows"/> at <see cref="Step"/>.</summary>
    public Func<int, float[]?> OwnRowsAt { get => field ?? (step => step == Step ? Rows : null); init; }

    /// <summary>Losses of single rows that a trial of <see cref="History"/> reported at a step; null where it did not.</summary>
    public Func<Trial, int, float[]?> RowsOf { get; init; } = (_, _) => null;

    /// <summary>Finished trials that this one may be compared with, by number.</summary>
    public IReadOnlyList<Trial> History { get; init; } = [];
}
