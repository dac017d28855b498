using System.Text.Json;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>The report of a run, part by part.</summary>
internal static class RunPage
{
    /// <summary>Makes the report.</summary>
    /// <param name="report">What it is made from.</param>
    /// <param name="detail">How many of the worst windows it shows.</param>
    public static ReportPage Build(RunReport report, WindowDetail detail)
    {
        var evaluation = report.Evaluation;
        List<PageBlock> blocks = [];
        if (RunLimits.Of(report) is { Count: > 0 } limits) { blocks.Add(new WarningBlock("What limits these figures", limits)); }
        blocks.Add(RunHeading.KeyFigures(report));
        blocks.Add(RunHeading.Facts(report));
        if (report.Trials.Count > 0) { blocks.Add(new SectionBlock("The search", StudyPage.Blocks(report))); }
        if (report.Record.Ensemble is { } ensemble) { blocks.Add(new SectionBlock("The ensemble", EnsemblePage.Blocks(ensemble))); }
        blocks.Add(new SectionBlock("Votes, predictions and learning",
        [
            new FigureGridBlock([ClassFigure.Draw(evaluation.Classes), VoteCountFigure.Draw(report.Source.Predictions, evaluation.HighVoteThreshold), .. Learning(report), ReliabilityFigure.DrawAll(evaluation.Reliability[0])]),
        ]));
        blocks.Add(new SectionBlock("Classes", [RunTables.Classes(evaluation), RunTables.Confusion(evaluation), ReliabilityFigure.DrawClasses([.. evaluation.Reliability.Skip(1)])]));
        blocks.Add(new SectionBlock("Folds", [RunTables.Folds(report.Source.Predictions)]));
        blocks.Add(new SectionBlock("Windows with the worst scores", WorstWindows(report, detail)));
        blocks.Add(new SectionBlock("How it was run",
        [
            new CollapsedBlock("Run record: versions and hardware", [RunTables.Record(report.Record)]),
            new CollapsedBlock("Resolved configuration, with every default", [new CodeBlock(report.Record.Resolved.ToJsonString(new JsonSerializerOptions(ReportJson.Options)))]),
        ]));
        var title = report.Source.Name;
        return new ReportPage(title, (string?)report.Record.Resolved["about"] ?? "", blocks);
    }

    private static IEnumerable<FigureBlock> Learning(RunReport report) => report.Record.Epochs is { } epochs && LearningFigure.Draw(epochs) is { } figure ? [figure] : [];

    private static IReadOnlyList<PageBlock> WorstWindows(RunReport report, WindowDetail detail)
    {
        var worst = ScoredRow.Worst(report.Rows, detail.Windows);
        if (worst.Count == 0) { return [new ParagraphBlock("None is shown: the page would grow beyond its size.")]; }
        var pictures = new WindowPictures(report.Record.DataRoot, worst.Select(x => x.Row.EegId));
        return
        [
            new ParagraphBlock($"The {PageText.Count(worst.Count, "row")} with the highest KL divergence, at most one of an EEG. They are where the model is most wrong, or where the votes are odd; they are not typical."),
            .. worst.Select((row, i) => Window(row.Row, $"KL {PageText.Number(row.Kl, "F3")}", i, pictures, detail.Quality, [("prediction", row.Row.Score)])),
        ];
    }

    /// <summary>One row with its pictures.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scores">Its scores, in words.</param>
    /// <param name="index">Its place among those shown, from 0.</param>
    /// <param name="pictures">Draws its recording.</param>
    /// <param name="quality">Quality of the pictures, 0 to 100.</param>
    /// <param name="predictions">What was predicted, by whom.</param>
    internal static WindowBlock Window(HeldOutPrediction row, string scores, int index, WindowPictures pictures, int quality, IReadOnlyList<(string, IReadOnlyList<float>)> predictions)
    {
        var (figures, note) = pictures.Draw(row, $"window-{index + 1}", quality);
        var label = row.LabelId is { } id ? $", label row {id}" : "";
        return new WindowBlock(
            FormattableString.Invariant($"{index + 1}. EEG {row.EegId}{label}, patient {row.PatientId}, fold {row.Fold}, {row.VoteCount:0.##} vote{(row.VoteCount == 1 ? "" : "s")}: {scores}"),
            ClassNames(row.Votes.Length), row.Votes, predictions, figures, note);
    }

    private static IReadOnlyList<string> ClassNames(int count) => count == Hms.Data.VoteClasses.Count ? Hms.Data.VoteClasses.Names : [.. Enumerable.Range(1, count).Select(c => FormattableString.Invariant($"class {c}"))];
}
