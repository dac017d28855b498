using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Series;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>Reads the runs of a series and evaluates them for the page.</summary>
internal static class PaperReader
{
    /// <summary>Evaluates every run that is there.</summary>
    /// <param name="items">Experiments and ensembles in the file's order; those that reproduce nothing are left out.</param>
    /// <param name="request">Where runs lie.</param>
    /// <param name="isThere">Whether the run of an item is there, whole and of the present configuration.</param>
    public static PaperResults Read(IEnumerable<SeriesItem> items, SeriesRequest request, Func<SeriesItem, bool> isThere)
    {
        PaperRow[] rows = [.. items.Where(item => item.Paper is not null).Select(item => isThere(item) ? Row(item, RunPredictions.Read(request.RunOf(item.Name))) : new PaperRow(item.Name, item.Paper!))];
        var comparisons = new List<PairedComparison>();
        foreach (var row in rows.Where(row => row is { Paper.Against: not null, Run: not null }))
        {
            if (rows.FirstOrDefault(other => other.Name == row.Paper.Against)?.Run is not { } reference) { continue; }
            comparisons.AddRange(PairedComparer.Compare(Named(reference, row.Paper.Against!), [Named(row.Run!, row.Name)]));
        }
        return new PaperResults(request.Scale, rows, comparisons);
    }

    private static PaperRow Row(SeriesItem item, RunPredictions run) => new(item.Name, item.Paper!) { Run = run, Evaluation = ModelEvaluator.Evaluate(run.Predictions, name: item.Name) };

    private static ComparedPredictions Named(RunPredictions run, string name) => run.Compared with { Name = name };
}
