using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>All that a proposal may depend on.</summary>
public sealed record TuningContext
{
    /// <summary>The parameters.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];

    /// <summary>Seed of the study.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of the trial to propose for.</summary>
    public required int TrialNumber { get; init; }

    /// <summary>Finished trials that this one may learn from, by number.</summary>
    public IReadOnlyList<Trial> History { get; init; } = [];

    /// <summary>Trials under way beside this one, by number: only their parameters count, so that the proposal does not depend on who is faster.</summary>
    public IReadOnlyList<Trial> Pending { get; init; } = [];

    /// <summary>Values that are decided already (an enqueued trial); may be empty.</summary>
    public ParameterValues Fixed { get; init; } = ParameterValues.Empty;
}
