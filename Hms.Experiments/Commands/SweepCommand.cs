using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary><c>hms sweep</c>: the main job, from experiments.json to winner.zip.</summary>
internal static class SweepCommand
{
    /// <summary>The experiment that runs when none is named.</summary>
    private const string DefaultExperiment = "quickstart";

    public static Command Create(CommandTerminal terminal)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The experiments file.", DefaultValueFactory = _ => new FileInfo(CommonOptions.DefaultFile) };
        var experiment = new Option<string>("--experiment") { Description = "Name of the experiment.", DefaultValueFactory = _ => DefaultExperiment };
        var scale = CommonOptions.Scale();
        var root = CommonOptions.Root();
        var trials = new Option<int?>("--trials") { Description = "Number of trials; default: what the experiment declares." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the run: study.db, leaderboard.csv, winner.zip, run.json. Default: hms-out/EXPERIMENT." };
        CommonOptions.RequireAtLeastOne(trials);
        var resume = new Option<bool>("--resume") { Description = "Go on with the study in the run's folder." };
        var warmStart = new Option<DirectoryInfo?>("--warm-start") { Description = "Folder of an earlier sweep; the tuner learns from its completed trials where their values lie in this experiment's ranges." };
        var json = CommonOptions.Json();
        var command = new Command("sweep", "Search an experiment's ranges, export the best trial.") { file, experiment, scale, root, trials, output, resume, warmStart, json };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(experiment);
            var request = new SweepRequest(
                parsed.GetRequiredValue(file).ToString(), name, parsed.GetValue(root)?.FullName, parsed.GetValue(trials),
                new RunFolder(parsed.GetValue(output)?.FullName ?? Path.GetFullPath(Path.Combine("hms-out", name))), parsed.GetValue(resume),
                parsed.GetValue(warmStart) is { } earlier ? new RunFolder(earlier.FullName) : null, cache.Read(parsed, terminal)) { Device = parsed.GetValue(device), Scale = parsed.GetRequiredValue(scale) };
            var (opened, text) = ExperimentOpener.Open(request.File, request.Experiment, request.Scale);
            var outcome = await new Sweep(request, opened, text, terminal).RunAsync(cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(outcome.Record, ReportJson.Options)); }
            else { Write(terminal, request, outcome); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(CommandTerminal terminal, SweepRequest request, SweepOutcome outcome)
    {
        LeaderboardTable.Write(terminal, outcome.Leaderboard, outcome.Parameters);
        RunSummary.Write(terminal.Out, outcome.Record, outcome.Record.Result is null ? null : EvaluationFile.Read(request.Run.Evaluation));
        RunSummary.WriteEnding(terminal.Out, outcome.Record, outcome.Leaderboard.Count);
        terminal.Out.WriteLine($"winner       {request.Run.Winner}");
        terminal.Out.WriteLine($"leaderboard  {request.Run.Leaderboard}");
    }
}
