using System.CommandLine;
using System.Text.Json;
using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data check</c>: reads a whole data set and names everything odd in it.</summary>
internal static class CheckDataCommand
{
    private const int ListedForPeople = 50;
    private const int ListedForMachines = 10_000;

    public static Command Create(CommandTerminal terminal)
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the data set.", Required = true };
        var folds = new Option<FileInfo?>("--folds") { Description = "Fold file (CSV of eeg_id, fold) to hold against the set; default: five folds by patient." };
        var html = new Option<FileInfo?>("--html") { Description = "Page to write, complete in one file." };
        var json = CommonOptions.Json();
        var command = new Command("check", "Read a whole data set and name everything odd in it; exit code 2 when it holds errors.") { root, folds, html, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var isForMachines = parsed.GetValue(json);
            var options = new DataCheckOptions { FoldFile = parsed.GetValue(folds)?.FullName, ListedPerCode = isForMachines ? ListedForMachines : ListedForPeople };
            if (parsed.GetValue(html) is { } wanted) { OutputFile.RequireNotOf(parsed.GetRequiredValue(root).FullName, wanted.FullName, "--html"); }
            DataCheckReport report;
            using (var line = new ProgressLine(terminal, "files"))
            {
                report = DataCheck.Run(parsed.GetRequiredValue(root).FullName, options, new FileProgress(line), cancellationToken);
            }
            if (parsed.GetValue(html) is { } page) { DataCheckPage.Write(page.FullName, report); }
            if (isForMachines) { terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Options)); }
            else { WriteReport(report, terminal.Out); }
            return Task.FromResult(report.HasErrors ? ExitCodes.BadInput : ExitCodes.Success);
        });
        return command;
    }

    private static void WriteReport(DataCheckReport report, TextWriter output)
    {
        output.WriteLine($"{report.Root}");
        output.WriteLine($"  {report.LabelRows} label rows, {report.TestRows} test rows, {report.Patients} patients");
        output.WriteLine($"  {report.ReadableEegs} of {report.Eegs} EEGs and {report.ReadableSpectrograms} of {report.Spectrograms} spectrograms read; NaN: {report.EegNaNShare:P2} of EEG, {report.SpectrogramNaNShare:P2} of spectrogram values");
        if (report.AmplitudeMicrovolts is { } size) { output.WriteLine(FormattableString.Invariant($"  size of the EEGs between neighbouring channels: {size.Median:G3} uV (median; {size.Smallest:G3} to {size.Largest:G3})")); }
        if (report.Folds.Count > 0) { WriteFolds(report, output); }
        foreach (var kind in report.Findings.GroupBy(finding => (finding.Severity, finding.Code)))
        {
            output.WriteLine($"  {kind.Key.Severity.ToString().ToLowerInvariant()} {kind.Key.Code}: {FindingKinds.Title(kind.Key.Code)}");
            foreach (var finding in kind)
            {
                var row = finding.Row is { } line ? $" row {line}" : "";
                var column = finding.Column is { } name ? $" column {name}" : "";
                var place = $"{finding.File}{row}{column}".TrimStart();
                output.WriteLine($"    {place}{(place.Length == 0 ? "" : ": ")}{finding.Message}");
            }
        }
        output.WriteLine(report.Findings.Count == 0 ? "  nothing odd found" : $"  {report.Errors} errors, {report.Warnings} warnings");
    }

    private static void WriteFolds(DataCheckReport report, TextWriter output)
    {
        output.WriteLine($"  folds ({report.FoldSource}): EEGs, patients, class shift (total variation), share with 10 votes or more");
        foreach (var fold in report.Folds) { output.WriteLine(FormattableString.Invariant($"    {fold.Fold,3} {fold.Eegs,7} {fold.Patients,7} {fold.ClassShift,7:F3} {100 * fold.ManyVotesShare,6:F1} %")); }
    }

    private sealed class FileProgress(ProgressLine line) : IProgress<DataCheckProgress>
    {
        public void Report(DataCheckProgress value)
        {
            line.Total = value.Total;
            line.Report(value.Done);
        }
    }
}
