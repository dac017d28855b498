using System.CommandLine;
using System.Text.Json;
using Hms.Data.Checks;
using Hms.Data.Synthetic;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands;

/// <summary><c>hms data synth</c> and <c>hms data check</c>.</summary>
internal static class DataCommand
{
    public static Command Create(CommandTerminal terminal) =>
        new("data", "Make and check data sets in the HMS layout.") { CreateSynth(terminal), CreateCheck(terminal) };

    private static Command CreateSynth(CommandTerminal terminal)
    {
        var defaults = new SyntheticEegOptions();
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder to write, absent or empty.", Required = true };
        var patients = new Option<int?>("--patients") { Description = "Number of patients.", DefaultValueFactory = _ => defaults.Patients };
        CommonOptions.RequireAtLeastOne(patients);
        var seed = new Option<ulong>("--seed") { Description = "Same seed, same bytes.", DefaultValueFactory = _ => defaults.Seed };
        var json = CommonOptions.Json();
        var command = new Command("synth", "Write a synthetic data set: same files, columns, ids and votes as the competition's. No clinical evidence.") { output, patients, seed, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = defaults with { Patients = parsed.GetValue(patients) ?? defaults.Patients, Seed = parsed.GetValue(seed) };
            if (options.Validate() is { Count: > 0 } errors) { throw new UserErrorException(string.Join(" ", errors)); }
            SyntheticSummary summary;
            using (var progress = new ProgressLine(terminal, "patients") { Total = options.Patients })
            {
                summary = SyntheticDataSet.Write(parsed.GetRequiredValue(output).FullName, options, new PatientProgress(progress), cancellationToken);
            }
            terminal.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(summary, ReportJson.Options) : Describe(summary));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Command CreateCheck(CommandTerminal terminal)
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

    private static string Describe(SyntheticSummary summary) => $"""
        {summary.Patients} patients, {summary.Eegs} EEGs, {summary.Rows} label rows
          KL floor (votes || latent mixture)  {summary.FloorKl:F4}   no predictor is better in expectation
          KL of the class prior               {summary.PriorKl:F4}
          KL of uniform                       {summary.UniformKl:F4}
        Synthetic: no clinical evidence.
        """;

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
