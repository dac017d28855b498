using System.CommandLine;
using Hms.Experiments.Reporting.Pages;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary><c>hms report</c>: the page of a run, its Markdown, its figures for machines.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a run; FOLDER#7 for trial 7 of a sweep." };
        var html = new Option<FileInfo?>("--html") { Description = "Page to write, complete in one file. Where no file is named: report.html in the run's folder." };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Markdown to write. Where no file is named: report.md in the run's folder." };
        var pictures = new Option<DirectoryInfo?>("--pictures") { Description = "Folder for the pictures of --markdown; not given: tables only." };
        var csv = new Option<FileInfo?>("--csv") { Description = "CSV to write: each held-out row with its score." };
        var json = CommonOptions.Json();
        var command = new Command("report", "Write the report of a run: a page, Markdown, or figures for machines.") { run, html, markdown, pictures, csv, json };
        command.SetAction(parsed =>
        {
            var (page, text, rows) = (parsed.GetValue(html)?.FullName, parsed.GetValue(markdown)?.FullName, parsed.GetValue(csv)?.FullName);
            var folder = parsed.GetValue(pictures)?.FullName;
            if (folder is not null && text is null) { throw new UserErrorException($"--pictures {folder} holds the pictures of a Markdown file; name it too, by --markdown FILE."); }
            var report = RunReport.Of(RunPredictions.Read(parsed.GetRequiredValue(run)), terminal.Clock);
            if (page is null && text is null && rows is null && !parsed.GetValue(json)) { (page, text) = (report.Source.Run.ReportPage, report.Source.Run.ReportText); }
            Write(report, page, text, folder, rows);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(RunReportFiles.Json(report)); }
            else { foreach (var path in (string?[])[page, text, rows]) { if (path is not null) { terminal.Out.WriteLine($"{report.Source.Name} -> {path}"); } } }
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(RunReport report, string? page, string? text, string? pictures, string? rows)
    {
        var written = page is null ? null : RunReportFiles.WriteHtml(page, report);
        if (text is not null) { RunReportFiles.WriteMarkdown(text, written ?? RunPage.Build(report, WindowDetail.Steps[0]), pictures); }
        if (rows is not null) { RunReportFiles.WriteRows(rows, report); }
    }
}
