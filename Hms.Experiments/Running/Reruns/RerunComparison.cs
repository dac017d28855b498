using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Experiments.Reporting;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running.Reruns;

/// <summary>Compares what two runs left, to the last bit.</summary>
internal static class RerunComparison
{
    private static readonly string[] TimeColumns = ["started_utc", "seconds"];

    /// <summary>All parts of two runs of the same kind.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rerun">Its repetition, completed.</param>
    public static IReadOnlyList<RerunPart> Compare(RunFolder run, RunFolder rerun)
    {
        var (before, after) = (RunRecord.Read(run), RunRecord.Read(rerun));
        var parts = new List<RerunPart> { CsvPart(run, rerun, run.Folds, []) };
        if (before.Kind == "sweep")
        {
            parts.Add(new RerunPart("study.db", TrialsDifference(StudyReader.Read(run, before.Experiment).Trials, StudyReader.Read(rerun, after.Experiment).Trials)));
            parts.Add(CsvPart(run, rerun, run.Leaderboard, TimeColumns));
        }
        parts.AddRange(PredictionFiles(run).Union(PredictionFiles(rerun)).Order(StringComparer.Ordinal).Select(name => CsvPart(run, rerun, Path.Combine(run.Path, name), [])));
        parts.Add(new RerunPart("winner.zip", ModelComparison.Compare(run.Winner, rerun.Winner)));
        parts.Add(new RerunPart("evaluation.json", JsonDifference(JsonOf(run.Evaluation), JsonOf(rerun.Evaluation))));
        parts.Add(new RerunPart("run.json: result", JsonDifference(FiguresOf(before), FiguresOf(after))));
        parts.Add(new RerunPart("run.json: epochs", JsonDifference(EpochsOf(before), EpochsOf(after))));
        return parts;
    }

    /// <summary>The first difference of two JSON values, with its path; null where they are equal.</summary>
    internal static string? JsonDifference(JsonNode? before, JsonNode? after, string path = "")
    {
        if (JsonNode.DeepEquals(before, after)) { return null; }
        if (before is JsonObject left && after is JsonObject right)
        {
            return left.Select(x => x.Key).Union(right.Select(x => x.Key)).Select(key => JsonDifference(left[key], right[key], $"{path}/{key}")).First(x => x is not null);
        }
        if (before is JsonArray first && after is JsonArray second && first.Count == second.Count)
        {
            return first.Select((x, i) => JsonDifference(x, second[i], $"{path}/{i}")).First(x => x is not null);
        }
        return $"{path} was {Short(before)}, is {Short(after)}";
    }

    private static IEnumerable<string> PredictionFiles(RunFolder run)
    {
        if (File.Exists(run.Predictions)) { yield return Path.GetFileName(run.Predictions); }
        var trials = Path.Combine(run.Path, "trials");
        if (!Directory.Exists(trials)) { yield break; }
        foreach (var file in Directory.EnumerateFiles(trials, Path.GetFileName(run.Predictions), SearchOption.AllDirectories)) { yield return Path.GetRelativePath(run.Path, file); }
    }

    private static RerunPart CsvPart(RunFolder run, RunFolder rerun, string path, string[] ignoredLast)
    {
        var name = Path.GetRelativePath(run.Path, path);
        var other = Path.Combine(rerun.Path, name);
        if (!File.Exists(path) || !File.Exists(other))
        {
            return new RerunPart(name, File.Exists(path) == File.Exists(other) ? null : $"is there in {(File.Exists(path) ? "the run" : "the repetition")} only");
        }
        return new RerunPart(name, LineDifference(File.ReadAllLines(path), File.ReadAllLines(other), ignoredLast.Length));
    }

    private static string? LineDifference(string[] before, string[] after, int ignoredLast)
    {
        string[] Cells(string line) => line.Split(',') is var cells && cells.Length > ignoredLast ? cells[..^ignoredLast] : cells;
        var rows = Math.Min(before.Length, after.Length);
        int[] different = [.. Enumerable.Range(0, rows).Where(i => !Cells(before[i]).SequenceEqual(Cells(after[i])))];
        if (different.Length == 0) { return before.Length == after.Length ? null : $"has {before.Length - 1} rows in the run, {after.Length - 1} in the repetition"; }
        var (line, header) = (different[0], Cells(before[0]));
        var (left, right) = (Cells(before[line]), Cells(after[line]));
        var cell = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(i => left[i] != right[i]);
        var column = line > 0 && cell < header.Length ? $"column {header[cell]}" : $"cell {cell + 1}";
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, {column}: was {left[cell]}, is {right[cell]}; {different.Length} of {rows} lines differ");
    }

    private static string? TrialsDifference(IReadOnlyList<Trial> before, IReadOnlyList<Trial> after)
    {
        if (before.Count != after.Count) { return $"has {before.Count} trials in the run, {after.Count} in the repetition"; }
        foreach (var (left, right) in before.OrderBy(x => x.Number).Zip(after.OrderBy(x => x.Number)))
        {
            if (!left.Parameters.Equals(right.Parameters)) { return $"trial {left.Number}: the parameters were {left.Parameters}, are {right.Parameters}"; }
            if (left.State != right.State) { return $"trial {left.Number}: was {left.State.ToString().ToLowerInvariant()}, is {right.State.ToString().ToLowerInvariant()}"; }
            foreach (var step in left.IntermediateValues.Keys.Union(right.IntermediateValues.Keys).Order())
            {
                var (was, now) = (ValueAt(left, step), ValueAt(right, step));
                if (!Nullable.Equals(was, now)) { return string.Create(CultureInfo.InvariantCulture, $"trial {left.Number}, report {step}: was {was:R}, is {now:R}"); }
            }
            if (!left.Values.SequenceEqual(right.Values)) { return string.Create(CultureInfo.InvariantCulture, $"trial {left.Number}: the objective was {left.Values.FirstOrDefault():R}, is {right.Values.FirstOrDefault():R}"); }
        }
        return null;
    }

    private static double? ValueAt(Trial trial, int step) => trial.IntermediateValues.TryGetValue(step, out var value) ? value : null;

    private static JsonObject FiguresOf(RunRecord record) => new()
    {
        ["bestTrial"] = JsonSerializer.SerializeToNode(record.BestTrial, ReportJson.Options),
        ["result"] = JsonSerializer.SerializeToNode(record.Result, ReportJson.Options),
        ["ensemble"] = JsonSerializer.SerializeToNode(record.Ensemble, ReportJson.Options),
        ["rows"] = JsonSerializer.SerializeToNode(record.Rows with { Refused = [.. record.Rows.Refused.Select(x => Path.GetFileName(x.Split(' ')[0]))] }, ReportJson.Options),
    };

    private static JsonNode? JsonOf(string path) => File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;

    private static JsonNode? EpochsOf(RunRecord record) =>
        JsonSerializer.SerializeToNode(record.Epochs?.Select(epoch => epoch with { ImagesPerSecond = 0, InputStall = 0 }), ReportJson.Options);

    private static string Short(JsonNode? node) => node?.ToJsonString(ReportJson.Options) is { } text ? (text.Length > 80 ? text[..80] + "..." : text) : "nothing";
}
