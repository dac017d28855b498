using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Data.Spectrograms;
using Hms.Data.Windows;
using Hms.Experiments.Reporting;
using Hms.Signal.Spectra;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data make-spectrograms</c>: the competition's spectrogram files for EEGs that have none.</summary>
internal static class MakeSpectrogramsCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the data set.", Required = true };
        var eegs = new Option<long[]>("--eeg") { Description = "Only these EEGs. Default: all whose row names no spectrogram, or one without a file.", AllowMultipleArgumentsPerToken = true };
        var prefilter = new Option<CompetitionPrefilter>("--prefilter") { Description = "apply (the default) for raw EEG; skip where the EEG went through 0.5-40 Hz and a 60 Hz notch before." };
        var shorter = new Option<ShortRecording>("--short") { Description = "Where an EEG does not fill the ten minutes: pad with rows of NaN (the default), or refuse.", DefaultValueFactory = _ => ShortRecording.Pad };
        var threads = new Option<int?>("--threads") { Description = "Number of threads. Default: all cores." };
        CommonOptions.RequireAtLeastOne(threads);
        var json = CommonOptions.Json();
        var command = new Command("make-spectrograms", "Make the competition's spectrogram files from EEGs that have none, and fill them into train.csv and test.csv; a run that was stopped goes on.") { root, eegs, prefilter, shorter, threads, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new SpectrogramMakingOptions
            {
                EegIds = parsed.GetValue(eegs) is { Length: > 0 } ids ? ids : null,
                Prefilter = parsed.GetValue(prefilter),
                Short = parsed.GetValue(shorter),
                Parallelism = parsed.GetValue(threads) ?? 0,
            };
            if (options.Validate() is { Count: > 0 } errors) { throw new UserErrorException(string.Join(" ", errors)); }
            SpectrogramMakingSummary summary;
            using (var progress = new ProgressLine(terminal, "spectrograms"))
            {
                summary = SpectrogramMaking.Run(parsed.GetRequiredValue(root).ToString(), options, new SpectrogramProgress(progress), cancellationToken);
            }
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ReportJson.Options)); }
            else { Write(summary, terminal.Out); }
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static void Write(SpectrogramMakingSummary summary, TextWriter output)
    {
        if (summary.Made + summary.Kept == 0)
        {
            output.WriteLine("Every row names a spectrogram that has its file; nothing to do.");
            return;
        }
        var share = summary.Rows == 0 ? 0 : summary.MissingRows / (double)summary.Rows;
        output.WriteLine($"{summary.Made} spectrograms made from {summary.Eegs} EEGs{(summary.Kept > 0 ? $", {summary.Kept} of a run that was stopped kept" : "")}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {summary.MissingRows} of {summary.Rows} rows ({share:P1}) are NaN: their 4 s leave the EEG ({summary.EegsNotFilling} EEGs do not fill the ten minutes)"));
        output.WriteLine($"  {summary.TableRowsFilled} table rows now name their spectrogram{(summary.Backups.Count > 0 ? $"; the tables as they were: {string.Join(", ", summary.Backups)}" : "")}");
    }
}
