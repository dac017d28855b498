using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Training;

namespace Hms.Experiments.Commands;

/// <summary><c>hms train</c>: one experiment without ranges, trained on its folds and exported.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var experiment = CommonOptions.Experiment();
        var root = CommonOptions.Root();
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the run: winner.zip, predictions.csv, run.json. Default: hms-out/EXPERIMENT." };
        var json = CommonOptions.Json();
        var command = new Command("train", "Train an experiment without ranges on its folds, and export it.") { file, experiment, root, output, json };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction((parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(experiment);
            var run = new RunFolder(parsed.GetValue(output)?.FullName ?? Path.GetFullPath(Path.Combine("hms-out", name)));
            var record = Train(parsed.GetRequiredValue(file).ToString(), name, parsed.GetValue(root)?.FullName, run, new SessionOptions { TemporaryFolder = run.Cache, Cache = cache.Read(parsed, terminal), Device = parsed.GetValue(device) }, terminal, cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(record, ReportJson.Options)); }
            else
            {
                RunSummary.Write(terminal.Out, record);
                terminal.Out.WriteLine($"model        {run.Winner}");
            }
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static RunRecord Train(string file, string name, string? root, RunFolder run, SessionOptions options, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (experiment, text) = ExperimentOpener.Open(file, name);
        if (experiment.HasRanges)
        {
            throw new UserErrorException($"Experiment \"{name}\" has ranges ({string.Join(", ", experiment.SearchParameters.Select(p => p.Name))}); search them: hms sweep {file} --experiment {name}");
        }
        if (File.Exists(run.Record)) { throw new UserErrorException($"{run.Record} exists already; name another --out."); }
        var settings = RunSession.FixedSettings(experiment);
        DeviceOption.RequirePresent(options.Device ?? TrainingOptions.DeviceOf(settings.Training), settings.Model);
        using var runLock = RunLock.Take(run.Lock);
        var data = DataLocator.Locate(settings.Data, root, file, run, () => new ProgressLine(terminal, "patients of synthetic data"), cancellationToken);
        using var session = new RunSession(experiment, data, run, options, cancellationToken);
        foreach (var refused in session.Rows.Refused) { terminal.Error.WriteLine($"left out: {refused}"); }

        var seed = (ulong)settings.Seed;
        var trained = session.Trainer.Train(settings, seed, session.FoldsToRun, epoch => Show(terminal, epoch), cancellationToken);
        terminal.Error.WriteLine(session.CacheSummary);
        PredictionFile.Write(run.Predictions, trained.Predictions);
        var result = RunResult.Of(trained, settings.Export.Winner == WinnerChoice.Refit ? "refit" : "folds");
        if (settings.Export.Winner == WinnerChoice.Refit)
        {
            var refit = TrainingLength.UpTo(settings, result.RefitEpochs);
            var (prepared, model) = session.Trainer.TrainOnAllRows(refit, seed, cancellationToken);
            session.Exporter.SaveRefit(run.Winner, refit, seed, trial: null, prepared, model, result);
        }
        else { session.Exporter.SaveFolds(run.Winner, settings, seed, trial: null, trained); }
        var record = session.Describe("train", experiment, file, text, trials: 1) with
        {
            State = "completed",
            Result = result,
        };
        record.Write(run);
        return record;
    }

    private static TrainingDecision Show(CommandTerminal terminal, EpochReport epoch)
    {
        terminal.Error.WriteLine(FormattableString.Invariant($"fold {epoch.Fold} epoch {epoch.Epoch}/{epoch.EpochCount}: training KL {epoch.TrainKl:F4}, held-out KL {epoch.ValidationKl:F4}, {epoch.RowsPerSecond:F0} rows/s"));
        return TrainingDecision.Continue;
    }
}
