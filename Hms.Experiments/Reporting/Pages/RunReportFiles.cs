using System.Text;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Writes the reports of a run, each file whole or not at all.</summary>
internal static class RunReportFiles
{
    /// <summary>A page is never larger.</summary>
    public const int LargestPage = 2_000_000;

    /// <summary>Writes report.html and report.md into the folder of a run that has just ended; what goes wrong is a warning, never the run's failure.</summary>
    public static void WriteBeside(RunFolder run, CommandTerminal terminal)
    {
        try
        {
            var report = RunReport.Of(RunPredictions.Read(run), terminal.Clock);
            var page = WriteHtml(run.ReportPage, report);
            WriteMarkdown(run.ReportText, page, pictures: null);
        }
#pragma warning disable CA1031 // drawing is an addition: whatever fails in it, the run is done and saved
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            terminal.Error.WriteLine($"warning: no report was written: {exception.Message} The run itself is whole; try: hms report {run.Path}");
        }
    }

    /// <summary>Writes the page with as much detail as its size allows.</summary>
    /// <returns>The report that was written.</returns>
    public static ReportPage WriteHtml(string path, RunReport report) => WriteHtml(path, detail => RunPage.Build(report, detail));

    /// <summary>Writes a page that can be made in several degrees of detail.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="build">Makes the report.</param>
    public static ReportPage WriteHtml(string path, Func<WindowDetail, ReportPage> build)
    {
        foreach (var detail in WindowDetail.Steps)
        {
            var page = build(detail);
            var bytes = Encoding.UTF8.GetBytes(HtmlReport.Format(page));
            if (bytes.Length > LargestPage && detail != WindowDetail.Steps[^1]) { continue; }
            AtomicFile.Write(path, stream => stream.Write(bytes));
            return page;
        }
        throw new InvalidOperationException("There is no degree of detail.");
    }

    /// <summary>Writes Markdown.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="page">The report.</param>
    /// <param name="pictures">Folder for its pictures; null leaves them out.</param>
    public static void WriteMarkdown(string path, ReportPage page, string? pictures)
    {
        string? reference = null;
        if (pictures is not null)
        {
            Directory.CreateDirectory(pictures);
            foreach (var figure in MarkdownReport.FiguresOf(page.Blocks)) { AtomicFile.Write(Path.Combine(pictures, figure.Name + figure.Picture.Ending), stream => stream.Write(figure.Picture.File)); }
            reference = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFullPath(pictures)).Replace('\\', '/');
        }
        var text = MarkdownReport.Format(page, reference);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Writes each held-out row with its score.</summary>
    public static void WriteRows(string path, RunReport report)
    {
        string Largest(float[] values) => report.Evaluation.Classes[Evaluation.ModelEvaluator.IndexOfLargest(values)].Name;
        string[] classes = [.. report.Evaluation.Classes.Select(x => x.Name.ToLowerInvariant().Replace(' ', '_'))];
        CsvFile.Write(
            path, ["row", "eeg_id", "spectrogram_id", "label_id", "patient_id", "fold", "votes", "consensus", "predicted", "kl", .. classes.Select(x => x + "_truth"), .. classes.Select(x => x + "_score")],
            report.Rows.Select(x => ((object?[])[x.Row.RowIndex, x.Row.EegId, x.Row.SpectrogramId, x.Row.LabelId, x.Row.PatientId, x.Row.Fold, x.Row.VoteCount, Largest(x.Row.Votes), Largest(x.Row.Score), x.Kl]).Concat(x.Row.Votes.Concat(x.Row.Score).Cast<object?>())));
    }

    /// <summary>The figures as one JSON document.</summary>
    public static string Json(RunReport report) => JsonSerializer.Serialize(RunReportDocument.Of(report), ReportJson.Options);
}
