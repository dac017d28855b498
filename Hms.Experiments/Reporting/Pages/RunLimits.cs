using Hms.Experiments.Configuration;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What a reader must know before he believes the figures of a run.</summary>
internal static class RunLimits
{
    /// <summary>Fewer patients than this make intervals rough (a bootstrap needs many units to resample).</summary>
    private const int FewPatients = 30;

    private const int FewHighVoteRows = 100;

    /// <summary>The sentences; empty where nothing limits.</summary>
    public static IReadOnlyList<string> Of(RunReport report)
    {
        var (record, evaluation) = (report.Record, report.Evaluation);
        List<string> limits = [];
        if (record.SyntheticFloorKl is not null) { limits.Add("Synthetic data: no clinical evidence. These figures tell whether the program works, not how well it reads EEGs of people."); }
        if (record.State != "completed") { limits.Add($"The run {report.Source.DescribeState()}: the figures are those of what it has done so far."); }
        if (record.Scale != ExperimentsResult.FullScale) { limits.Add($"Scale {record.Scale}: smaller than the experiment is declared, so the figures are not those of the experiment itself."); }
        if (record.Rows.Leak is { } leak) { limits.Add($"Patients leak between folds: {leak}"); }
        if (record.KeepsBestEpoch) { limits.Add("Optimistic: training.keep is \"best\", so the epoch of each fold was chosen on the very rows that judge it."); }
        if (report.Trials.Count > 1 && report.Source.Trial == record.BestTrial) { limits.Add($"Optimistic: the trial is the best of {PageText.Count(report.Trials.Count)} on these same rows; the more trials, the more of its lead is luck."); }
        if (record.Ensemble?.SweepWinners is { Count: > 0 } winners) { limits.Add($"Optimistic: the trial of {string.Join(", ", winners)} is the best of a sweep on these same rows, so its predictions of them are better than they would be elsewhere."); }
        if (report.FoldsRun < record.Rows.Folds) { limits.Add($"Only {report.FoldsRun} of {PageText.Count(record.Rows.Folds, "fold")} were run: the rows of the others are not judged."); }
        if (evaluation.All.Patients < FewPatients) { limits.Add($"Only {PageText.Count(evaluation.All.Patients, "patient")}: the intervals are rough{(evaluation.All.Interval is null ? ", and of so few none is drawn" : "")}."); }
        if (evaluation.HighVotes is null) { limits.Add(FormattableString.Invariant($"No row has {evaluation.HighVoteThreshold:0.##} votes or more; what is said of such rows elsewhere cannot be compared.")); }
        else if (evaluation.HighVotes.Rows < FewHighVoteRows) { limits.Add(FormattableString.Invariant($"Only {PageText.Count(evaluation.HighVotes.Rows, "row")} of {PageText.Count(evaluation.HighVotes.Patients, "patient")} have {evaluation.HighVoteThreshold:0.##} votes or more.")); }
        if (report.Float16Cost is { } cost) { limits.Add($"The weights are rounded to float16, which changed the KL by {PageText.Number(cost, "+0.000000;−0.000000;0.000000")}{(record.Result?.Winner == "refit" ? " (measured on the fold models, not on the exported refit)" : "")}."); }
        if (record.Ensemble is not null) { limits.AddRange(record.Rows.Refused); }
        else if (record.Rows.Refused.Count > 0) { limits.Add($"{PageText.Count(record.Rows.Refused.Count, "recording")} could not be used and {(record.Rows.Refused.Count == 1 ? "is" : "are")} not judged; run.json names each."); }
        return limits;
    }
}
