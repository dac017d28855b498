using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Comparisons;
using Hms.Experiments.Reporting.Pages;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary><c>hms compare</c>: runs beside each other, row by row on the same held-out rows.</summary>
internal static class CompareCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var runs = new Argument<string[]>("RUNS") { Description = "Folders of two or more runs, the first of which the others are compared with. A sweep stands for its best trial, RUN#7 for trial 7.", Arity = new ArgumentArity(2, 1000) };
        var csv = new Option<FileInfo?>("--csv") { Description = "Write a table with one row per run, all digits." };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Write the tables and verdicts as Markdown." };
        var html = new Option<FileInfo?>("--html") { Description = "Write a page with figures, complete in one file." };
        var json = CommonOptions.Json();
        var command = new Command("compare", "Compare runs on the rows they hold out: KL, accuracy, calibration, and paired differences by patient.") { runs, csv, markdown, html, json };
        command.SetAction(parsed =>
        {
            var comparison = RunComparison.Of([.. parsed.GetRequiredValue(runs).Select(RunPredictions.Read)]);
            if (parsed.GetValue(csv) is { } table) { ComparisonCsv.Write(table.FullName, comparison); }
            if (parsed.GetValue(markdown) is { } page) { ComparisonText.WriteMarkdown(page.FullName, comparison); }
            if (parsed.GetValue(html) is { } report) { RunReportFiles.WriteHtml(report.FullName, detail => ComparisonPage.Build(comparison, detail, terminal.Clock.GetUtcNow())); }
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(comparison, ReportJson.Options)); }
            else { ComparisonText.Write(terminal, comparison); }
            return ExitCodes.Success;
        });
        return command;
    }
}
