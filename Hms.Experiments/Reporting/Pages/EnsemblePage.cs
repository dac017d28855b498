using Hms.Experiments.Running.Ensembles;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What an ensemble is made of and what joining its members is worth.</summary>
internal static class EnsemblePage
{
    public static IReadOnlyList<PageBlock> Blocks(EnsembleOutcome ensemble) =>
    [
        new TableBlock(
            $"Joined by {ensemble.Combination}, calibration {ensemble.Calibration.ToString().ToLowerInvariant()}", [TableColumn.Words("figure"), TableColumn.Number("KL (nat)")],
            [
                ["cross-fitted: each row by a fit to other patients", PageText.Kl(ensemble.CrossFittedKl)], ["plain mean of the members", PageText.Kl(ensemble.MeanKl)],
                ["in-sample: the fit to all rows on the same rows (optimistic)", PageText.Kl(ensemble.OptimisticInSampleKl)],
                ["gain over the plain mean", $"{PageText.Difference(ensemble.GainOverMean)} ± {PageText.Kl(ensemble.GainStandardError)}"], ["its interval by patient", PageText.Interval(ensemble.GainInterval, PageText.SignedKl)],
            ])
        { Note = "The figures of this page are those of cross-fitted predictions. The standard error is by patient." },
        new TableBlock(
            "Members", [TableColumn.Words("member"), TableColumn.Number("trial"), TableColumn.Number("KL (nat)"), TableColumn.Number("rows it lacks"), new TableColumn("folder", ColumnKind.Code)],
            [.. ensemble.Members.Select(x => (string[])[x.Name, x.Trial is { } trial ? PageText.Count(trial) : PageText.None, PageText.Kl(x.Kl), PageText.Count(x.LackingRows), x.Run])]),
        .. Parameters(ensemble),
    ];

    private static IEnumerable<PageBlock> Parameters(EnsembleOutcome ensemble)
    {
        if (ensemble.Parameters.Count == 0) { yield break; }
        yield return new TableBlock(
            "What was fitted", [TableColumn.Words("parameter"), .. new[] { "fit to all rows", "mean over the parts", "standard deviation" }.Select(TableColumn.Number)],
            [.. ensemble.Parameters.Select(x => (string[])[x.Name, PageText.Kl(x.Final), PageText.Kl(x.Mean), PageText.Kl(x.StandardDeviation)])]);
    }
}
