using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Data.Edf.Import;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data import edf</c>: writes EDF and BDF recordings as a data set.</summary>
internal static class ImportEdfCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var defaults = new EdfImportOptions();
        var inputs = new Argument<string[]>("FILES") { Description = "EDF, EDF+, BDF or BDF+ files, or folders with such files (everything below that ends in .edf or .bdf).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder to write, absent or empty.", Required = true };
        var labels = new Option<FileInfo?>("--labels") { Description = "CSV of labelled windows (file, start_seconds, the six vote columns, perhaps patient_id): write train.csv and whole recordings. Default: windows to score." };
        var window = new Option<double>("--window-seconds") { Description = "Length of a window to score.", DefaultValueFactory = _ => defaults.WindowSeconds };
        var step = new Option<double?>("--step-seconds") { Description = "From the start of one window to that of the next. Default: the length of a window." };
        var last = new Option<LastWindow>("--last") { Description = "The end of a recording that fills no window: overlap (one more window that ends with it) or drop.", DefaultValueFactory = _ => defaults.LastWindow };
        var channels = new Option<string[]>("--channels") { Description = "Which signal a channel is, where its label does not say: a CSV (channel,label), or NAME=LABEL, again and again.", DefaultValueFactory = _ => [] };
        var missing = new Option<MissingChannels>("--missing") { Description = "Recordings without one of the 19 electrodes: refuse, or nan (empty columns). The EKG may always be missing.", DefaultValueFactory = _ => defaults.Missing };
        var unit = new Option<string?>("--assume-unit") { Description = "Unit of signals that have none or an unknown one: uV, mV, V or nV. Default: refuse them." };
        var patients = new Option<PatientSource>("--patients") { Description = "What tells patients apart: the header's patient field, the folder, or the file.", DefaultValueFactory = _ => defaults.Patients };
        var bad = new Option<BadFiles>("--bad-files") { Description = "Files that cannot be imported: refuse (nothing is written) or skip.", DefaultValueFactory = _ => defaults.BadFiles };
        var rounding = new Option<MicrovoltRounding>("--rounding") { Description = "Round to hundredth (of a microvolt, as the competition) or none.", DefaultValueFactory = _ => defaults.Rounding };
        var json = CommonOptions.Json();
        var command = new Command("edf", "Write EDF and BDF recordings as a data set: channels by name, microvolts, 200 Hz; windows to score, or labelled recordings.")
        {
            inputs, output, labels, window, step, last, channels, missing, unit, patients, bad, rounding, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new EdfImportOptions
            {
                WindowSeconds = parsed.GetValue(window),
                StepSeconds = parsed.GetValue(step),
                LastWindow = parsed.GetValue(last),
                LabelsPath = parsed.GetValue(labels)?.FullName,
                Channels = ReadChannels(parsed.GetValue(channels) ?? []),
                Missing = parsed.GetValue(missing),
                AssumedUnit = parsed.GetValue(unit),
                Patients = parsed.GetValue(patients),
                BadFiles = parsed.GetValue(bad),
                Rounding = parsed.GetValue(rounding),
            };
            if (options.Validate() is { Count: > 0 } errors) { throw new UserErrorException(string.Join(" ", errors)); }
            EdfImportSummary summary;
            using (var progress = new ProgressLine(terminal, "recordings"))
            {
                summary = EdfImport.Run(parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(output).FullName, options, new ImportProgress(progress), cancellationToken);
            }
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ReportJson.Options)); }
            else { Describe(summary, terminal); }
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Dictionary<string, string> ReadChannels(IReadOnlyList<string> words)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 && !word.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) { throw new UserErrorException($"--channels {word} is neither NAME=LABEL nor the name of a .csv file."); }
            foreach (var (channel, label) in at < 0 ? ChannelMapFile.Read(word) : new Dictionary<string, string> { [word[..at].Trim()] = word[(at + 1)..].Trim() })
            {
                if (!map.TryAdd(channel, label)) { throw new UserErrorException($"--channels: {channel} is given twice, as \"{map[channel]}\" and \"{label}\"; give it once."); }
            }
        }
        return map;
    }

    private static void Describe(EdfImportSummary summary, CommandTerminal terminal)
    {
        foreach (var recording in summary.Recordings)
        {
            foreach (var warning in recording.Warnings) { terminal.Error.WriteLine($"warning: {recording.File}: {warning}"); }
            if (recording.WindowsInGaps > 0) { terminal.Error.WriteLine($"warning: {recording.File}: {recording.WindowsInGaps} windows lie in gaps and were left out."); }
        }
        foreach (var skipped in summary.Skipped) { terminal.Error.WriteLine($"left out: {skipped}"); }
        foreach (var warning in summary.Warnings) { terminal.Error.WriteLine($"warning: {warning}"); }
        var hours = summary.Recordings.Sum(recording => recording.DurationSeconds) / 3600;
        var labels = summary.LabelRows > 0 ? $", {summary.LabelRows} label rows" : "";
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Recordings.Count} recordings of {summary.Patients} patients, {hours:0.##} h -> {summary.Eegs} EEGs{labels}, {summary.Annotations} annotations in {summary.Folder}"));
    }
}
