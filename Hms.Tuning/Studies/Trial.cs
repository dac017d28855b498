using System.Collections.Immutable;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Studies;

/// <summary>One trial of a study as it stood when it was read.</summary>
public sealed record Trial
{
    /// <summary>Key in the storage.</summary>
    public required long Id { get; init; }

    /// <summary>Number in its study, from 0, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>How often it was begun: 1, and one more each time it was run again after its process died; 0 while waiting.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Its parameter values. A waiting trial has none yet, see <see cref="FixedParameters"/>.</summary>
    public ParameterValues Parameters { get; init; } = ParameterValues.Empty;

    /// <summary>External values that an enqueued trial must take, by name; empty for others.</summary>
    public ImmutableDictionary<string, object?> FixedParameters { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>The objectives, in the study's order; for a pruned trial its last reported ones; empty where there are none.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>The first objective; null where there is none.</summary>
    public double? Value => Values.Count > 0 ? Values[0] : null;

    /// <summary>Values of the constraints: at most 0 where a constraint is kept, the amount of the violation above 0. Empty for a study without constraints.</summary>
    public IReadOnlyList<double> Constraints { get; init; } = [];

    /// <summary>Sum of the violations of the constraints; 0 for a feasible trial, infinite where a constraint is NaN.</summary>
    public double Violation => Constraints.Sum(x => double.IsNaN(x) ? double.PositiveInfinity : Math.Max(0, x));

    /// <summary>Values reported while it ran, by step: the first objective.</summary>
    public ImmutableSortedDictionary<int, double> IntermediateValues { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>All objectives reported while it ran, by step; empty for a study with one objective, see <see cref="IntermediateValues"/>.</summary>
    public ImmutableSortedDictionary<int, IReadOnlyList<double>> IntermediateObjectives { get; init; } = ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty;

    /// <summary>Attributes set by the trial: JSON text by name.</summary>
    public ImmutableSortedDictionary<string, string> UserAttributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Who runs it or ran it last, for example <c>host-4711-0</c>; empty for a trial that another program (Optuna) runs: such a trial is never taken over.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Until when its owner holds it, by the clock of the storage (UTC); null while waiting, when finished, and for a trial of another program.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; init; }

    /// <summary>When the present attempt began (UTC); null while waiting.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it finished (UTC); null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it failed; null unless <see cref="State"/> is <see cref="TrialState.Fail"/>.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>Time of the last attempt; null until it is finished.</summary>
    public TimeSpan? Duration => CompletedAt - StartedAt;

    /// <summary>True for complete, pruned and failed trials.</summary>
    public bool IsFinished => State is TrialState.Complete or TrialState.Pruned or TrialState.Fail;

    /// <summary>The complete trial with the best first objective, a feasible one before any other, the earliest of equals; null when none is complete.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="direction">Which values are better.</param>
    public static Trial? Best(IEnumerable<Trial> trials, StudyDirection direction)
    {
        var complete = trials.Where(x => x is { State: TrialState.Complete, Value: { } value } && !double.IsNaN(value)).OrderBy(x => x.Violation);
        return (direction == StudyDirection.Minimize ? complete.ThenBy(x => x.Value) : complete.ThenByDescending(x => x.Value)).ThenBy(x => x.Number).FirstOrDefault();
    }
}
