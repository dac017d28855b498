using System.CommandLine;
using System.Text.Json;
using Hms.Data.Synthetic;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data synth</c>: writes a synthetic data set.</summary>
internal static class SynthesizeDataCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var defaults = new SyntheticEegOptions();
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder to write, absent or empty.", Required = true };
        var patients = new Option<int?>("--patients") { Description = "Number of patients.", DefaultValueFactory = _ => defaults.Patients };
        CommonOptions.RequireAtLeastOne(patients);
        var seed = new Option<ulong>("--seed") { Description = "Same seed, same bytes.", DefaultValueFactory = _ => defaults.Seed };
        var spectrograms = new Option<double>("--spectrograms-per-patient") { Description = "Mean number of spectrograms a patient, 1.5 EEGs each; 5.7 is the competition's.", DefaultValueFactory = _ => defaults.MeanSpectrogramsPerPatient };
        var json = CommonOptions.Json();
        var command = new Command("synth", "Write a synthetic data set: same files, columns, ids and votes as the competition's. No clinical evidence.") { output, patients, seed, spectrograms, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = defaults with { Patients = parsed.GetValue(patients) ?? defaults.Patients, Seed = parsed.GetValue(seed), MeanSpectrogramsPerPatient = parsed.GetValue(spectrograms) };
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

    private static string Describe(SyntheticSummary summary) => $"""
        {summary.Patients} patients, {summary.Spectrograms} spectrograms, {summary.Eegs} EEGs, {summary.Rows} label rows
          KL floor (votes || latent mixture)  {summary.FloorKl:F4}   no predictor is better in expectation
          KL of the class prior               {summary.PriorKl:F4}
          KL of uniform                       {summary.UniformKl:F4}
        Synthetic: no clinical evidence.
        """;
}
