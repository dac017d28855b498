using System.CommandLine;
using System.Text.Json;
using Hms.Data.Windows;
using Hms.Experiments.Reporting;
using Hms.Experiments.Scoring;

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
        var json = CommonOptions.Json();
        var command = new Command("score", "Score recordings with a model and write submission.csv.") { model, root, output, shortPolicy, sha256, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var progress = new ProgressLine(terminal, "EEGs");
            var result = SubmissionScorer.Score(
                new ScoreRequest(
                    parsed.GetRequiredValue(model).FullName, parsed.GetRequiredValue(root).FullName, parsed.GetRequiredValue(output).FullName,
                    parsed.GetValue(shortPolicy), parsed.GetValue(sha256)),
                progress, cancellationToken);
            progress.Dispose();
            foreach (var refused in result.Refused) { terminal.Error.WriteLine($"not scored: {refused}"); }
            foreach (var padded in result.Padded) { terminal.Error.WriteLine($"padded: {padded}"); }
            terminal.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(result, ReportJson.Options)
                : $"{result.Scored} of {result.Scored + result.Refused.Count} EEGs scored -> {parsed.GetRequiredValue(output)}");
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
