using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>What another pruner would have done to a finished study.</summary>
/// <param name="Trials">Every finished trial, by number.</param>
/// <param name="Best">The best complete trial of the study (one objective); null when there is none, and with several objectives.</param>
/// <param name="BestKept">The best trial that would have been complete; null likewise.</param>
/// <param name="Front">Numbers of the complete trials that no other one beats in any objective without losing in another; with one objective the best trials.</param>
/// <param name="FrontLost">Those of <paramref name="Front"/> that would have been pruned.</param>
/// <param name="Warnings">What the pruner had to say, each text once.</param>
public sealed record PruneReplayResult(IReadOnlyList<PruneReplayTrial> Trials, Trial? Best, Trial? BestKept, IReadOnlyList<int> Front, IReadOnlyList<int> FrontLost, IReadOnlyList<string> Warnings)
{
    /// <summary>Reports (epochs) of the study.</summary>
    public int RecordedReports => Trials.Sum(x => x.RecordedReports);

    /// <summary>Reports (epochs) that would have been made.</summary>
    public int Reports => Trials.Sum(x => x.Reports);

    /// <summary>Share of the reports that would have been saved, 0 to 1.</summary>
    public double SavedShare => RecordedReports == 0 ? 0 : 1 - (double)Reports / RecordedReports;

    /// <summary>How many trials would have been stopped.</summary>
    public int PrunedCount => Trials.Count(x => x.PrunedAtStep is not null);

    /// <summary>How many trials stay as recorded because the study's own pruner stopped them first.</summary>
    public int CensoredCount => Trials.Count(x => x.IsCensored);

    /// <summary>Whether the best value (several objectives: the whole front) would have been reached by a complete trial; false when the study has none.</summary>
    public bool BestSurvives => Front.Count > 0 && (FrontLost.Count == 0 || (Best is { } best && best.Value.Equals(BestKept?.Value)));
}
