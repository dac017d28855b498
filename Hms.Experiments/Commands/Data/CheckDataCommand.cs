using System.CommandLine;
using System.Text.Json;
using Hms.Data.Checks;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data check</c>: reads a whole data set and names everything odd in it.</summary>
internal static class CheckDataCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the data set.", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("check", "Read a whole data set and name everything odd in it; exit code 2 when it holds errors.") { root, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var report = DataCheck.Run(parsed.GetRequiredValue(root).FullName, cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Options)); }
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
        foreach (var finding in report.Findings)
        {
            var row = finding.Row is { } line ? $" row {line}" : "";
            var column = finding.Column is { } name ? $" column {name}" : "";
            output.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()} {finding.Code}: {finding.File}{row}{column}{(finding.File is null ? "" : ": ")}{finding.Message}");
        }
        output.WriteLine(report.Findings.Count == 0 ? "  nothing odd found" : $"  {report.Findings.Count(f => f.Severity == FindingSeverity.Error)} errors, {report.Findings.Count(f => f.Severity == FindingSeverity.Warning)} warnings");
    }
}
