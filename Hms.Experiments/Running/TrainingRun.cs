using System.Text.Json.Nodes;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Training;
using Hms.Training.Checkpoints;

namespace Hms.Experiments.Running;

/// <summary>One experiment without ranges, trained on its folds and exported.</summary>
internal static class TrainingRun
{
    /// <summary>Trains, or goes on with a training that was stopped.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <exception cref="UserErrorException">The experiment, the data or what the folder holds do not fit.</exception>
    public static RunRecord Run(TrainingRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (file, name, run) = (request.File, request.Experiment, request.Run);
        var (experiment, text) = ExperimentOpener.Open(file, name, request.Scale);
        if (experiment.HasRanges)
        {
            throw new UserErrorException($"Experiment \"{name}\" has ranges ({string.Join(", ", experiment.SearchParameters.Select(p => p.Name))}); search them: hms sweep {file} --experiment {name}");
        }
        var earlier = EarlierOf(run);
        var settings = RunSession.FixedSettings(experiment);
        DeviceOption.RequirePresent(request.Device ?? TrainingOptions.DeviceOf(settings.Training), settings.Model);
        using var runLock = RunLock.Take(run.Lock);
        var data = DataLocator.Locate(settings.Data, request.Root, file, run, () => new ProgressLine(terminal, "patients of synthetic data"), cancellationToken);
        using var session = new RunSession(experiment, data, run, new SessionOptions { TemporaryFolder = run.Cache, Cache = request.Cache, Device = request.Device }, cancellationToken);
        foreach (var refused in session.Rows.Refused) { terminal.Error.WriteLine($"left out: {refused}"); }

        if (session.Rows.Folds.Leak is { } leak) { terminal.Error.WriteLine($"warning: {leak}"); }

        var record = session.Describe("train", experiment, file, text, trials: 1) with { Scale = request.Scale };
        var folder = new FoldFolder(run.Training, MinimumSeconds: 0, Deciding(experiment));
        if (earlier is not null)
        {
            var differences = DifferencesOf(earlier, record);
            if (earlier.State == "failed" && differences.Count > 0)
            {
                folder.Remove();
                terminal.Error.WriteLine($"the training in {run.Path} failed; it begins anew, with other settings than before");
            }
            else
            {
                RequireNone(run, differences);
                terminal.Error.WriteLine($"going on with the training in {run.Path}: {folder.FinishedCount} of {session.FoldsToRun} folds are finished");
            }
        }
        session.Rows.Folds.Write(run.Folds);
        record.Write(run);
        try { record = Finish(session, settings, folder, record, terminal, cancellationToken); }
        catch (TrainingException failure) when (failure is not CheckpointException && !cancellationToken.IsCancellationRequested)
        {
            (record with { State = "failed" }).Write(run);
            throw;
        }
        folder.Remove();
        return record;
    }

    private static RunRecord Finish(RunSession session, ExperimentSettings settings, FoldFolder folder, RunRecord record, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (run, seed) = (session.Run, (ulong)settings.Seed);
        using var monitor = new TrainMonitor(terminal, session.FoldsToRun);
        var trained = session.Trainer.Train(settings, seed, session.FoldsToRun, monitor, folder, cancellationToken);
        monitor.EndLine();
        terminal.Error.WriteLine(session.CacheSummary);
        PredictionFile.Write(run.Predictions, trained.Predictions);
        EvaluationFile.Write(run.Evaluation, ModelEvaluator.Evaluate(trained.Predictions));
        var result = RunResult.Of(trained, settings.Export.Winner == WinnerChoice.Refit ? "refit" : "folds");
        if (settings.Export.Winner == WinnerChoice.Refit)
        {
            var refit = TrainingLength.UpTo(settings, result.RefitEpochs, result.RefitSecondStageEpochs);
            using var again = new TrainMonitor(terminal, folds: 1, "all rows");
            var (prepared, model) = session.Trainer.TrainOnAllRows(refit, seed, again, folder, cancellationToken);
            session.Exporter.SaveRefit(run.Winner, refit, seed, trial: null, prepared, model, result);
        }
        else { session.Exporter.SaveFolds(run.Winner, settings, seed, trial: null, trained); }
        record = record with { State = "completed", Result = result, Epochs = [.. monitor.Epochs.Select(RunEpoch.Of)] };
        record.Write(run);
        return record;
    }

    /// <summary>The record of a training that was stopped or has failed here; null where there is none.</summary>
    private static RunRecord? EarlierOf(RunFolder run)
    {
        if (!File.Exists(run.Record)) { return null; }
        var earlier = RunRecord.Read(run);
        return earlier is { Kind: "train", State: "running" or "failed" } ? earlier : throw new UserErrorException($"{run.Record} exists already; name another --out.");
    }

    /// <summary>What differs between two trainings, in words: the experiment, the data, the weights to start from or the device.</summary>
    internal static IReadOnlyList<string> DifferencesOf(RunRecord earlier, RunRecord now)
    {
        List<string> different = [];
        if (Deciding(earlier.OpenExperiment()) != Deciding(now.OpenExperiment())) { different.Add("the experiment"); }
        if (earlier.DataHash != now.DataHash) { different.Add("the data"); }
        if (earlier.Rows.FoldsSha256 is { } folds && folds != now.Rows.FoldsSha256 && different.Count == 0) { different.Add("the folds"); }
        if (earlier.Weights?.Sha256 != now.Weights?.Sha256) { different.Add("the weights file"); }
        if (earlier.Device != now.Device) { different.Add($"the device ({earlier.Device}, now {now.Device})"); }
        return different;
    }

    /// <summary>Goes on only with the same training.</summary>
    private static void RequireNone(RunFolder run, IReadOnlyList<string> different)
    {
        if (different.Count == 0) { return; }
        throw new UserErrorException($"{run.Path} holds a training that was stopped, of something else: {string.Join(" and ", different)} differ. Bring the same to go on with it, or name another --out.");
    }

    /// <summary>What decides the result of a training.</summary>
    internal static string Deciding(ResolvedExperiment experiment)
    {
        var json = JsonNode.Parse(experiment.CanonicalJsonWithout("about", "paper", "data"))!;
        foreach (var key in (string[])["device", "outOfMemory", "checkpointSeconds", "memoryLimitGB"]) { json["training"]?.AsObject().Remove(key); }
        return json.ToJsonString();
    }
}
