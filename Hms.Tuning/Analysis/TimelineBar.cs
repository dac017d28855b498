using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>When a trial ran: its last or present attempt.</summary>
/// <param name="Number">Number of the trial.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Owner">Who ran it; empty where unknown.</param>
/// <param name="StartedAt">When the attempt began (UTC).</param>
/// <param name="EndedAt">When it ended; for a running trial the time given as now (UTC).</param>
public sealed record TimelineBar(int Number, TrialState State, int Attempt, string Owner, DateTimeOffset StartedAt, DateTimeOffset EndedAt)
{
    /// <summary>The bars of all trials that were begun, by number.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="now">Where the bars of running trials end.</param>
    public static IReadOnlyList<TimelineBar> Of(IEnumerable<Trial> trials, DateTimeOffset now) =>
        [.. from trial in trials
            let begun = trial.StartedAt
            where begun is not null
            orderby trial.Number
            let start = begun ?? now
            let end = trial.CompletedAt ?? (now > start ? now : start)
            select new TimelineBar(trial.Number, trial.State, trial.Attempt, trial.Owner, start, end)];
}
