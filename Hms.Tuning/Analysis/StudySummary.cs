using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>A study in a few numbers.</summary>
public sealed record StudySummary
{
    /// <summary>Number of trials in each state; every state is there.</summary>
    public required IReadOnlyDictionary<TrialState, int> States { get; init; }

    /// <summary>The best trial by the first objective; null when none is complete.</summary>
    public int? BestTrial { get; init; }

    /// <summary>Its objectives; empty when none is complete.</summary>
    public IReadOnlyList<double> BestValues { get; init; } = [];

    /// <summary>Number of completed trials that break a constraint.</summary>
    public int Infeasible { get; init; }

    /// <summary>Attempts that were begun, in all; more than the trials begun when some were run again.</summary>
    public int Attempts { get; init; }

    /// <summary>Trials that were begun more than once.</summary>
    public int Retried { get; init; }

    /// <summary>Values reported while trials ran, in all.</summary>
    public int Reports { get; init; }

    /// <summary>When the first attempt that is still known began (UTC); null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last trial finished (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Median time of a completed trial in seconds; null when none is complete.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>Time of all finished trials together in seconds.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>Why trials failed, the most frequent first: type of the exception, its message, and how often. Equal types with other messages are apart.</summary>
    public IReadOnlyList<FailureCount> Failures { get; init; } = [];

    /// <summary>Sums up a study.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    public static StudySummary Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var all = trials.ToList();
        var best = Trial.Best(all, directions[0]);
        var seconds = all.Where(x => x.State == TrialState.Complete && x.Duration is not null).Select(x => x.Duration!.Value.TotalSeconds).Order().ToArray();
        return new StudySummary
        {
            States = Enum.GetValues<TrialState>().ToDictionary(x => x, x => all.Count(t => t.State == x)),
            BestTrial = best?.Number,
            BestValues = best?.Values ?? [],
            Infeasible = all.Count(x => x.State == TrialState.Complete && x.Violation > 0),
            Attempts = all.Sum(x => x.Attempt),
            Retried = all.Count(x => x.Attempt > 1),
            Reports = all.Sum(x => Math.Max(x.IntermediateValues.Count, x.IntermediateObjectives.Count)),
            StartedAt = all.Min(x => x.StartedAt),
            EndedAt = all.Max(x => x.CompletedAt),
            MedianSeconds = seconds.Length == 0 ? null : 0.5 * (seconds[(seconds.Length - 1) / 2] + seconds[seconds.Length / 2]),
            TotalSeconds = all.Sum(x => x.Duration?.TotalSeconds ?? 0),
            Failures = [.. all.Where(x => x.Failure is not null).GroupBy(x => (x.Failure!.Type, x.Failure.Message)).Select(x => new FailureCount(x.Key.Type, x.Key.Message, x.Count())).OrderByDescending(x => x.Count)],
        };
    }
}
