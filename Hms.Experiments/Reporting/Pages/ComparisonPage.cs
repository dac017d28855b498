using System.Globalization;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting.Comparisons;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>The report of a comparison, part by part.</summary>
internal static class ComparisonPage
{
    /// <summary>Candidates that have figures of their own; tables have them all.</summary>
    private const int MostDrawn = 6;

    /// <summary>As many as a bootstrap interval needs.</summary>
    private const int FewestPatients = 5;

    /// <summary>Models whose predictions stand beside a window.</summary>
    private const int MostPredictions = 4;

    /// <summary>Makes the report.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="detail">How many windows it shows.</param>
    /// <param name="drawnAt">When it is made.</param>
    public static ReportPage Build(RunComparison comparison, WindowDetail detail, DateTimeOffset drawnAt)
    {
        List<PageBlock> blocks = [];
        if (comparison.Warnings.Count > 0) { blocks.Add(new WarningBlock("What limits this comparison", comparison.Warnings)); }
        blocks.AddRange(comparison.Differences.Select(x => new ParagraphBlock(x.Verdict)));
        blocks.Add(new SectionBlock("The runs", [.. Runs(comparison)]));
        blocks.Add(new SectionBlock("Paired differences", [.. Differences(comparison)]));
        PairedDetail[] pairs = [.. comparison.Runs.Skip(1).Select((x, i) => PairedDetail.Of(comparison.Runs[0], x, i + 1))];
        blocks.Add(new SectionBlock("Differences by class", [.. Classes(pairs)]));
        blocks.Add(new SectionBlock("Differences by patient", [.. Patients(pairs)]));
        blocks.Add(new SectionBlock("Rows on which they differ most", [.. Windows(comparison, detail)]));
        var about = $"{comparison.Runs[0].Name} beside {string.Join(", ", comparison.Runs.Skip(1).Select(x => x.Name))}: {PageText.Count(comparison.Ranking.Rows, "row")} of {PageText.Count(comparison.Ranking.Patients, "patient")} that all of them hold out. Page made {drawnAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}.";
        return new ReportPage("Comparison of runs", about, blocks);
    }

    private static IEnumerable<PageBlock> Runs(RunComparison comparison)
    {
        yield return new FigureGridBlock([new FigureBlock(
            "kl", "KL divergence of each run over the rows that it holds out, with its interval by patient. These intervals do not say whether two runs differ: on the same rows most of their width cancels. That is what the paired differences are for.",
            $"KL with intervals: {string.Join("; ", comparison.Runs.Select(x => $"{x.Name} {PageText.Kl(x.Evaluation.All.Kl)} ({PageText.Interval(x.Evaluation.All.Interval)})"))}.",
            ForestFigure.Draw("KL divergence of each run", "KL divergence (nat), less is better", [.. comparison.Runs.Select((x, i) => new ForestRow(NameInFigure(comparison, x.Name), x.Evaluation.All.Kl, x.Evaluation.All.Interval?.Low, x.Evaluation.All.Interval?.High, i))], zero: null))]);
        yield return Table("Figures of each run, over all rows that it holds out (KL in nat)", ComparisonTables.Figures(comparison));
        yield return Table("Ranking on the rows that all hold out (KL in nat)", ComparisonTables.Ranking(comparison)) with { Note = "Behind the first: paired difference to the best, ± its standard error by patient. Best in: share of bootstrap resamples of the patients in which the run is the best." };
        yield return new TableBlock(
            "What the runs are", [TableColumn.Words("run"), TableColumn.Words("experiment"), TableColumn.Words("scale"), new TableColumn("hash of the data", ColumnKind.Code), new TableColumn("folder", ColumnKind.Code)],
            [.. comparison.Runs.Select(x => (string[])[x.Name, x.Experiment, x.Scale, x.DataHash[..Math.Min(12, x.DataHash.Length)], x.Path])]);
    }

    private static IEnumerable<PageBlock> Differences(RunComparison comparison)
    {
        var first = comparison.Runs[0].Name;
        yield return new FigureGridBlock([new FigureBlock(
            "differences", $"KL of {first} less that of each other run, on the rows that both hold out, with its bootstrap interval by patient. Right of the line the other run is better.",
            string.Join(" ", comparison.Differences.Select(x => x.Verdict)),
            ForestFigure.Draw($"Difference to {first}", "difference in KL (nat), right is better", [.. comparison.Differences.Select((x, i) => new ForestRow(NameInFigure(comparison, x.Comparison.Candidate), x.Comparison.Gain.Mean, x.Comparison.Interval?.Low, x.Comparison.Interval?.High, i + 1))], zero: 0))]);
        yield return Table($"Each run beside {first}, row by row (nat)", ComparisonTables.Differences(comparison)) with { Note = "SE: the difference in standard errors by patient. Told apart: both the standard error and the interval say that the two differ." };
    }

    private static IEnumerable<PageBlock> Classes(IReadOnlyList<PairedDetail> pairs)
    {
        yield return new FigureGridBlock([.. pairs.Take(MostDrawn).Where(x => x.Classes.Count > 0).Select(x => new FigureBlock(
            $"classes-{x.Index}", $"Rows by their consensus: KL of {x.Reference} less that of {x.Candidate}. Right of the line {x.Candidate} is better. Bars: 95 % by Student's distribution and the standard error by patient; none with fewer than 5 patients.",
            $"{x.Candidate}: {string.Join("; ", x.Classes.Select(c => $"{c.Name} {PageText.Difference(c.Gain.Mean)}"))}.",
            ForestFigure.Draw($"{x.Candidate}, by class", "difference (nat)", [.. x.Classes.Select(c => new ForestRow(c.Name, c.Gain.Mean, Bar(c.Gain, -1), Bar(c.Gain, 1), x.Index))], zero: 0)))]);
        yield return new TableBlock(
            "Differences by the class of the consensus (nat)", [TableColumn.Words("run"), TableColumn.Words("class"), .. new[] { "rows", "patients", "difference", "± standard error" }.Select(TableColumn.Number)],
            [.. pairs.SelectMany(x => x.Classes.Select(c => (string[])[x.Candidate, c.Name, PageText.Count(c.Gain.Rows), PageText.Count(c.Gain.Groups), PageText.Difference(c.Gain.Mean), PageText.Kl(c.Gain.StandardError)]))])
        { Note = "Positive: the run is better than the first on these rows. Of many classes one may stand out by chance." };
    }

    private static IEnumerable<PageBlock> Patients(IReadOnlyList<PairedDetail> pairs)
    {
        yield return new FigureGridBlock([.. pairs.Take(MostDrawn).Select(x => PatientFigure.Draw(x))]);
        foreach (var pair in pairs.Take(MostDrawn))
        {
            yield return new TableBlock(
                $"Patients on whom {pair.Candidate} gains and loses most against {pair.Reference}", [TableColumn.Words("patient"), .. new[] { "rows", $"KL of {pair.Reference} (nat)", $"KL of {pair.Candidate} (nat)", "difference (nat)" }.Select(TableColumn.Number)],
                [.. pair.Extremes.Select(x => (string[])[x.PatientId.ToString(CultureInfo.InvariantCulture), PageText.Count(x.Rows), PageText.Kl(x.ReferenceKl), PageText.Kl(x.CandidateKl), PageText.Difference(x.Difference)])]);
        }
    }

    private static IEnumerable<PageBlock> Windows(RunComparison comparison, WindowDetail detail)
    {
        var rows = PairedRows.Join([.. comparison.Runs.Select(x => x.Compared)]);
        double Spread(int i) => rows.Scores.Max(x => x[i]) - rows.Scores.Min(x => x[i]);
        int[] most = [.. Enumerable.Range(0, rows.Rows.Count).OrderByDescending(Spread).ThenBy(i => i).DistinctBy(i => rows.Rows[i].EegId).Take(detail.Windows)];
        if (most.Length == 0)
        {
            yield return new ParagraphBlock("None is shown: the page would grow beyond its size.");
            yield break;
        }
        yield return new ParagraphBlock("Rows with the greatest difference between the best and the worst run, at most one of an EEG.");
        var pictures = new WindowPictures(comparison.Runs[0].Source.Record.DataRoot, most.Select(i => rows.Rows[i].EegId));
        for (var n = 0; n < most.Length; n++)
        {
            var i = most[n];
            var kl = string.Join(", ", comparison.Runs.Select((x, m) => $"{x.Name} {PageText.Number(rows.Scores[m][i], "F3")}"));
            var predictions = comparison.Runs.Take(MostPredictions).Select((x, m) => (x.Name, (IReadOnlyList<float>)rows.Matches[m][i].Score)).ToArray();
            yield return RunPage.Window(rows.Rows[i], $"KL {kl}", n, pictures, detail.Quality, predictions);
        }
    }

    /// <summary>Room is short in figures: the scale goes where all runs share it.</summary>
    private static string NameInFigure(RunComparison comparison, string name)
    {
        var scale = comparison.Runs[0].Scale;
        return comparison.Runs.All(x => x.Scale == scale) ? name.Replace($" ({scale})", "", StringComparison.Ordinal) : name;
    }

    /// <summary>An end of the 95 % interval of a gain; of too few patients none.</summary>
    private static double? Bar(PairedGain gain, int side) => gain.Groups >= FewestPatients ? gain.Mean + side * Verdict.Student975(gain.Groups - 1) * gain.StandardError : null;

    private static TableBlock Table(string caption, TextTable table) => new(caption, [.. table.Columns.Select((x, i) => i == 0 || x == "run" ? TableColumn.Words(x) : TableColumn.Number(x))], table.Rows);
}
