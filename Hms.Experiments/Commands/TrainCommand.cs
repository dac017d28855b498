using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary><c>hms train</c>: one experiment without ranges, trained on its folds and exported.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var experiment = CommonOptions.Experiment();
        var root = CommonOptions.Root();
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the run: winner.zip, predictions.csv, evaluation.json, run.json. Default: hms-out/EXPERIMENT." };
        var scale = CommonOptions.Scale();
        var json = CommonOptions.Json();
        var command = new Command("train", "Train an experiment without ranges on its folds, and export it. The same command goes on with a training that was stopped.") { file, experiment, scale, root, output, json };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction((parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(experiment);
            var run = new RunFolder(parsed.GetValue(output)?.FullName ?? Path.GetFullPath(Path.Combine("hms-out", name)));
            var request = new TrainingRequest(parsed.GetRequiredValue(file).ToString(), name, parsed.GetValue(root)?.FullName, run, cache.Read(parsed, terminal)) { Device = parsed.GetValue(device), Scale = parsed.GetRequiredValue(scale) };
            var record = TrainingRun.Run(request, terminal, cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(record, ReportJson.Options)); }
            else
            {
                EpochTable.Write(terminal, record.Epochs ?? []);
                RunSummary.Write(terminal.Out, record, EvaluationFile.Read(run.Evaluation));
                terminal.Out.WriteLine($"model        {run.Winner}");
            }
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
