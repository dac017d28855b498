using Hms.Experiments.Evaluation;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>A held-out row with its score.</summary>
/// <param name="Row">The row.</param>
/// <param name="Kl">Its KL divergence.</param>
internal sealed record ScoredRow(HeldOutPrediction Row, double Kl)
{
    /// <summary>Scores rows.</summary>
    public static IReadOnlyList<ScoredRow> Of(IEnumerable<HeldOutPrediction> rows) => [.. rows.Select(x => new ScoredRow(x, KullbackLeibler.Divergence(x.Votes, x.Score)))];

    /// <summary>The rows with the highest scores, at most one of an EEG; of equal ones the first.</summary>
    public static IReadOnlyList<ScoredRow> Worst(IEnumerable<ScoredRow> rows, int count) =>
        [.. rows.OrderByDescending(x => x.Kl).ThenBy(x => x.Row.RowIndex).DistinctBy(x => x.Row.EegId).Take(count)];
}
