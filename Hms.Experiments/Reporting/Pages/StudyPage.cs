using System.Globalization;
using Hms.Experiments.Reporting.Studies;
using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What a sweep searched and found.</summary>
internal static class StudyPage
{
    private const int ListedTrials = 10;
    private const int FewestForImportance = 4;
    private const int PixelsPerAxis = 150;

    public static IReadOnlyList<PageBlock> Blocks(RunReport report)
    {
        var trials = report.Trials;
        var states = trials.CountBy(x => x.State).OrderBy(x => x.Key).Select(x => $"{PageText.Count(x.Value)} {State(x.Key)}");
        List<PageBlock> blocks = [new ParagraphBlock($"{PageText.Count(trials.Count, "trial")}: {string.Join(", ", states)}. The objective is the mean over folds of the KL divergence (nat, less is better).")];
        var completed = trials.Where(x => x.State == TrialState.Complete && x.Value is { } value && double.IsFinite(value)).ToList();
        if (completed.Count > 0)
        {
            blocks.Add(new FigureGridBlock([.. Figures(report)]));
            if (Parallel(report) is { } parallel) { blocks.Add(parallel); }
            blocks.Add(Leaderboard(report));
        }
        return blocks;
    }

    private static AnalysisTarget Target() => AnalysisTarget.Objective([StudyDirection.Minimize], 0, "KL");

    private static IEnumerable<FigureBlock> Figures(RunReport report)
    {
        var (name, trials, target) = (report.Record.Experiment, report.Trials, Target());
        var history = OptimizationHistory.Of(trials, target);
        yield return new FigureBlock(
            "history", "Each completed trial, and the best so far. Trials far worse than the others lie outside.", $"{PageText.Count(history.Values.Count, "completed trial")}; the best KL is {PageText.Kl(history.Values.Min())}.",
            Of(HistoryFigure.Draw("", history), "KL of each trial", PageFigure.HalfHeight));
        var curves = IntermediateCurve.Of(trials, 0);
        if (curves.Count > 0)
        {
            yield return new FigureBlock(
                "trial-curves", "What trials reported while they ran: after each epoch of each fold, the mean over the folds begun. A cross ends a trial that was pruned. What is far worse than the rest lies outside.", $"Curves of {PageText.Count(curves.Count, "trial")}.",
                Of(CurvesFigure.Draw("", curves, target.Name, target.Direction, report.Record.BestTrial), "KL while the trials ran", PageFigure.HalfHeight));
        }
        if (history.Values.Count >= FewestForImportance)
        {
            var importance = ImportanceAnalysis.Compute(trials, target);
            if (importance.Parameters.Count > 0)
            {
                yield return new FigureBlock(
                    "importance", $"How much each parameter matters, by {ImportanceFigure.Name(importance.Method)} over {PageText.Count(importance.TrialCount, "trial")}. With few trials this is a hint, no more.",
                    $"Bars: {string.Join(", ", importance.Parameters.Select(x => $"{FigureAxis.ShortName(x.Name)} {PageText.Number(x.Importance, "F3")}"))}.",
                    Of(ImportanceFigure.Draw("", importance), "What matters for the KL", Math.Clamp(120 + 34 * importance.Parameters.Count, 220, 700)));
            }
        }
    }

    private static FigureBlock? Parallel(RunReport report)
    {
        var lines = ParallelCoordinates.Of(report.Trials, Target());
        if (lines.Axes.Count == 0) { return null; }
        var width = Math.Max(PageFigure.FullWidth, PixelsPerAxis * (lines.Axes.Count + 1));
        return new FigureBlock(
            "parallel", "Completed trials as lines over their parameters. The best are drawn last and lightest; trials far worse than the others are drawn at the end of the axis.", $"{PageText.Count(lines.Numbers.Count, "line")} over {string.Join(", ", lines.Axes.Select(x => FigureAxis.ShortName(x.Name)))}.",
            PageFigure.Of(ParallelFigure.Draw("", lines), "Completed trials over their parameters", width, 420));
    }

    private static TableBlock Leaderboard(RunReport report)
    {
        var rows = LeaderboardRow.Of(report.Trials).Where(x => x.Rank is not null).ToList();
        string[] names = [.. rows.SelectMany(x => x.Trial.Parameters.Select(p => p.Name)).Distinct(StringComparer.Ordinal)];
        return new TableBlock(
            rows.Count > ListedTrials ? $"The best {ListedTrials} of {PageText.Count(rows.Count, "completed trial")}" : "Completed trials, best first",
            [.. new[] { "rank", "trial", "KL (nat)", "gain (nat)", "± SE" }.Select(TableColumn.Number), .. names.Select(x => TableColumn.Number(FigureAxis.ShortName(x)))],
            [.. rows.Take(ListedTrials).Select(x => (string[])
            [
                x.Rank!.Value.ToString(CultureInfo.InvariantCulture), x.Trial.Number.ToString(CultureInfo.InvariantCulture), PageText.Kl(x.Trial.Value), PageText.Difference(x.Result?.Gain), PageText.Kl(x.Result?.GainStandardError),
                .. names.Select(name => x.Trial.Parameters.TryGet(name, out var assignment) ? Value(assignment.Value) : PageText.None),
            ])])
        { Note = "KL: mean over folds. Gain: over the class prior, with its standard error by patient. leaderboard.csv in the run's folder has all trials." };
    }

    private static string Value(object? value) => value switch
    {
        double number => FigureAxis.Text(number),
        null => PageText.None,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static PagePicture Of(StudyFigure figure, string title, int height) => PageFigure.Of(figure, title, PageFigure.HalfWidth, height);

    private static string State(TrialState state) => state switch { TrialState.Complete => "completed", TrialState.Fail => "failed", _ => state.ToString().ToLowerInvariant() };
}
