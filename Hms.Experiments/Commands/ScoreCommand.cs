using System.CommandLine;
using System.Text.Json;
using Hms.Data.Windows;
using Hms.Experiments.Reporting;
using Hms.Experiments.Scoring;
using Hms.Transforms.Scoring;

namespace Hms.Experiments.Commands;

/// <summary><c>hms score</c>: probabilities for every EEG of a folder, with an exported model; libtorch is not loaded.</summary>
internal static class ScoreCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var model = new Option<FileInfo>("--model") { Description = "Model .zip, as hms sweep, train and export write it.", Required = true };
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder with test.csv (or train.csv) and the recordings.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "submission.csv to write.", Required = true };
        var shortPolicy = new Option<ShortRecording?>("--short")
        {
            Description = "What to do with a recording shorter than the model's window: refuse (leave it out and say so) or pad (centre it, missing values around it). Default: what the model was trained with.",
        };
        var sha256 = new Option<string?>("--sha256") { Description = "Refuse the model unless the SHA-256 of the whole file is this (64 hex digits)." };
        var device = Device();
        var threads = new Option<int?>("--threads") { Description = "Recordings that are read and scored in parallel; default: the number of processors." };
        CommonOptions.RequireAtLeastOne(threads);
        var batchSize = new Option<int?>("--batch-size") { Description = "Recordings that each thread gives to the network at once, 1 to 4096; default 16." };
        CommonOptions.RequireAtLeastOne(batchSize);
        var views = Views();
        var json = CommonOptions.Json();
        var command = new Command("score", "Score recordings with a model and write submission.csv.") { model, root, output, shortPolicy, sha256, device, threads, batchSize, views, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var progress = new ProgressLine(terminal, "EEGs");
            var scoring = new OnnxScoringOptions { Device = parsed.GetValue(device) };
            var request = new ScoreRequest(
                parsed.GetRequiredValue(model).FullName, parsed.GetRequiredValue(root).FullName, parsed.GetRequiredValue(output).FullName,
                parsed.GetValue(shortPolicy), parsed.GetValue(sha256))
            {
                Scoring = scoring with { BatchSize = parsed.GetValue(batchSize) ?? scoring.BatchSize },
                Threads = parsed.GetValue(threads),
                Augmentation = parsed.GetValue(views) ?? TestTimeAugmentation.None,
            };
            if (request.Scoring.Validate() is [var problem, ..]) { throw new UserErrorException($"--batch-size: {problem}"); }
            var result = SubmissionScorer.Score(request, progress, cancellationToken);
            progress.Dispose();
            foreach (var refused in result.Refused) { terminal.Error.WriteLine($"not scored: {refused}"); }
            foreach (var padded in result.Padded) { terminal.Error.WriteLine($"padded: {padded}"); }
            if (result.ShiftsLeftOut > 0) { terminal.Error.WriteLine($"{result.ShiftsLeftOut} moved windows were left out: the recordings have no room for them, or values are missing there."); }
            terminal.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(result, ReportJson.Options)
                : $"{result.Scored} of {result.Scored + result.Refused.Count} EEGs scored -> {parsed.GetRequiredValue(output)}");
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Option<OnnxDevice> Device() => new("--device")
    {
        Description = "Where to score: auto (CUDA where it works, else the CPU), cpu, cuda or cuda:N. Default: auto.",
        DefaultValueFactory = _ => OnnxDevice.Auto,
        CustomParser = result =>
        {
            if (result.Tokens is [var word] && OnnxDevice.TryParse(word.Value, out var device)) { return device; }
            result.AddError($"--device {string.Join(' ', result.Tokens)} is not known; give auto, cpu, cuda or cuda:N.");
            return default;
        },
    };

    private static Option<TestTimeAugmentation?> Views() => new("--tta")
    {
        Description = $"Test-time augmentation: score each EEG in further views, too, and average: {TestTimeAugmentation.Usage}. mirror exchanges left and right, shift moves the window to both sides. Default: none.",
        CustomParser = result =>
        {
            if (result.Tokens is [var words] && TestTimeAugmentation.TryParse(words.Value, out var views)) { return views; }
            result.AddError($"--tta {string.Join(' ', result.Tokens)} is not understood; give {TestTimeAugmentation.Usage}.");
            return null;
        },
    };
}
