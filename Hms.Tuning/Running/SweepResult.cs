using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>How a sweep ended.</summary>
/// <param name="Study">The study.</param>
/// <param name="Trials">All its trials, by number.</param>
/// <param name="Best">The best complete trial, a feasible one before any other; null when there is none, and for a study with several objectives: see <see cref="ParetoFront"/>.</param>
/// <param name="MonitorErrors">Messages of exceptions thrown by the monitors; they did not touch the trials.</param>
public sealed record SweepResult(Study Study, IReadOnlyList<Trial> Trials, Trial? Best, IReadOnlyList<string> MonitorErrors)
{
    /// <summary>The complete trials that no other dominates, by number; those with the least violation of the constraints where none is feasible. With one objective: <see cref="Best"/>.</summary>
    public IReadOnlyList<Trial> ParetoFront { get; init; } = [];

    /// <summary>Why no further trial was begun; kept in the study too, as attribute <c>hms:ending</c>, which is null while a further run is under way or when it was stopped.</summary>
    public required SweepEnding Ending { get; init; }

    /// <summary>Why the same options and seed would not give this study again, as sentences; kept in the study too, as attribute <c>hms:not_repeatable</c>. What an earlier run of the study did stays, marked as such. Empty: they would.</summary>
    public IReadOnlyList<string> NotRepeatableBecause { get; init; } = [];

    /// <summary>True when the same options and seed give the same trials again, provided that the objective does.</summary>
    public bool IsRepeatable => NotRepeatableBecause.Count == 0;

    /// <summary>Number of trials in a state.</summary>
    /// <param name="state">The state.</param>
    public int Count(TrialState state) => Trials.Count(x => x.State == state);
}
