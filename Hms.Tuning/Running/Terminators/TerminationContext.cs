using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Terminators;

/// <summary>All that a terminator may depend on.</summary>
public sealed record TerminationContext
{
    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Number of the trial that would be begun next.</summary>
    public required int TrialNumber { get; init; }

    /// <summary>Finished trials that this one would learn from, by number; trials of an earlier study (warm start) are not among them.</summary>
    public required IReadOnlyList<Trial> History { get; init; }
}
