using Hms.Experiments.Ensembles;
using Hms.Experiments.Running.Ensembles;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What an ensemble is made of and what joining its members is worth.</summary>
internal static class EnsemblePage
{
    private const int MostParameters = 60;

    public static IReadOnlyList<PageBlock> Blocks(EnsembleOutcome ensemble) =>
    [
        new TableBlock(
            $"Joined by {ensemble.Combination}", [TableColumn.Words("figure"), TableColumn.Number("KL (nat)")], Figures(ensemble))
        { Note = ensemble.IsFitted ? "The figures of this page are those of cross-fitted predictions. The standard error is by patient." : "Nothing was fitted to join the members." },
        new TableBlock(
            "Members", [TableColumn.Words("member"), TableColumn.Number("trial"), TableColumn.Number("KL (nat)"), TableColumn.Number("rows it lacks"), new TableColumn("folder", ColumnKind.Code)],
            [.. ensemble.Members.Select(x => (string[])[x.Name, x.Trial is { } trial ? PageText.Count(trial) : PageText.None, PageText.Kl(x.Kl), PageText.Count(x.Lacking), x.Run])]),
        .. Parameters(ensemble),
    ];

    private static IReadOnlyList<string[]> Figures(EnsembleOutcome ensemble)
    {
        string[] mean = ["plain mean of the members", PageText.Kl(ensemble.MeanKl)];
        if (!ensemble.IsFitted) { return [mean]; }
        return
        [
            ["cross-fitted: each row by a fit to other patients", PageText.Kl(ensemble.CrossFittedKl)], mean,
            ["in-sample: the fit to all rows on the same rows (optimistic)", PageText.Kl(ensemble.OptimisticInSampleKl)],
            ["gain over the plain mean", $"{PageText.Difference(ensemble.GainOverMean)} ± {PageText.Kl(ensemble.GainStandardError)}"], ["its interval by patient", PageText.Interval(ensemble.GainInterval, PageText.SignedKl)],
        ];
    }

    private static string[] Row(ParameterSpread x)
    {
        var isWhole = new[] { x.Value, x.Low, x.High }.All(double.IsInteger); // a number of epochs
        string Text(double value) => double.IsPositiveInfinity(value) ? "∞" : PageText.Number(value, isWhole ? "F0" : "F4");
        return [x.Name, Text(x.Value), Text(x.Low), Text(x.High), PageText.Kl(x.StandardDeviation)];
    }

    private static IEnumerable<PageBlock> Parameters(EnsembleOutcome ensemble)
    {
        if (ensemble.Parameters.Count == 0) { yield break; }
        yield return new TableBlock(
            "What was fitted", [TableColumn.Words("parameter"), .. new[] { "fit to all rows", "smallest of the parts", "largest of the parts", "standard deviation" }.Select(TableColumn.Number)],
            [.. ensemble.Parameters.Take(MostParameters).Select(Row)])
        { Note = ensemble.Parameters.Count > MostParameters ? $"The first {MostParameters} of {PageText.Count(ensemble.Parameters.Count)}; run.json has all." : "Parts: fits to all patients but those of one part, which the fit then judges." };
    }
}
