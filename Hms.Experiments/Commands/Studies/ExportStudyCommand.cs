using System.CommandLine;
using System.Globalization;
using Hms.Experiments.Reporting;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study export</c>: a study as a table, one row a trial, or whole as JSON.</summary>
internal static class ExportStudyCommand
{
    private static readonly string[] Formats = ["csv", "json"];

    public static Command Create(CommandTerminal terminal)
    {
        var (store, name) = (StudyOptions.Store(), StudyOptions.Study());
        var format = new Option<string?>("--format") { Description = "csv: one row a trial; json: the whole study, which import reads. Default: by the ending of --out." };
        var output = new Option<FileInfo>("--out") { Description = "File to write.", Required = true };
        var command = new Command("export", "Write a study as CSV or JSON.") { store, name, format, output };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output).FullName;
            var ending = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
            var word = parsed.GetValue(format) is { } given ? StudyOptions.Choose("--format", given, Formats)
                : Formats.Contains(ending) ? ending : throw new UserErrorException($"--out ends in \".{ending}\"; name the format by --format csv or --format json.");
            using var opened = OpenStore.Read(parsed.GetRequiredValue(store));
            var study = SelectedStudy.Find(opened, parsed.GetValue(name));
            var copy = opened.Storage.ReadCopy(study.Id);
            if (word == "json") { StudyDocument.Of(copy).Write(path); }
            else { WriteTable(path, copy); }
            terminal.Out.WriteLine($"{copy.Trials.Count} trials of {study.Name} -> {path}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteTable(string path, StudyCopy copy)
    {
        var trials = copy.Trials.Select(x => x.Trial).ToList();
        var values = copy.Directions.Count == 1 ? ["value"] : Enumerable.Range(0, copy.Directions.Count).Select(i => $"value_{i}").ToArray();
        string[] parameters = [.. trials.SelectMany(x => x.Parameters.Select(p => p.Name)).Distinct(StringComparer.Ordinal)];
        string[] attributes = [.. trials.SelectMany(x => x.UserAttributes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        CsvFile.Write(
            path, ["trial", "state", .. values, "violation", .. parameters.Select(x => $"param_{x}"), "reports", "last_report", "attempt", "error", .. attributes.Select(x => $"attr_{x}"), "started_utc", "completed_utc", "seconds"],
            trials.Select(x => Row(x, values.Length, parameters, attributes)));
    }

    private static IEnumerable<object?> Row(Trial trial, int values, string[] parameters, string[] attributes) =>
    [
        trial.Number, trial.State.ToString().ToLowerInvariant(), .. Enumerable.Range(0, values).Select(i => i < trial.Values.Count ? (object?)trial.Values[i] : null), trial.Constraints.Count == 0 ? null : trial.Violation,
        .. parameters.Select(x => trial.Parameters.TryGet(x, out var found) ? Text(found.Value) : null),
        trial.IntermediateValues.Count, trial.IntermediateValues.Count == 0 ? null : trial.IntermediateValues[trial.IntermediateValues.Keys.Last()], trial.Attempt,
        trial.Failure is { } failure ? $"{failure.Type}: {failure.Message}" : null, .. attributes.Select(x => trial.UserAttributes.GetValueOrDefault(x)),
        Time(trial.StartedAt), Time(trial.CompletedAt), trial.Duration?.TotalSeconds,
    ];

    /// <summary>A choice of null is told from a parameter that is not there.</summary>
    private static object Text(object? value) => value switch { null => "null", bool flag => flag ? "true" : "false", _ => value };

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
