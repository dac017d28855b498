using System.Collections.Immutable;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>All that a pruning decision may depend on.</summary>
public sealed record PruningContext
{
    /// <summary>Which values are better.</summary>
    public StudyDirection Direction { get; init; }

    /// <summary>Number of the running trial.</summary>
    public required int TrialNumber { get; init; }

    /// <summary>The step just reported.</summary>
    public required int Step { get; init; }

    /// <summary>All values reported so far by this trial, by step, the last report included.</summary>
    public required ImmutableSortedDictionary<int, double> IntermediateValues { get; init; }

    /// <summary>Finished trials that this one may be compared with, by number.</summary>
    public IReadOnlyList<Trial> History { get; init; } = [];
}
