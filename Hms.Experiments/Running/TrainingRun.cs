using Hms.Experiments.Commands;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Pages;

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
        using var training = OpenTraining.Open(request, CompletedRun.Refuse, terminal, cancellationToken);
        training.Begin();
        var record = training.NoteFailure(terminal, () => Finish(training, terminal, cancellationToken), cancellationToken);
        training.Folder.Remove();
        RunReportFiles.WriteBeside(request.Run, terminal);
        return record;
    }

    private static RunRecord Finish(OpenTraining training, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (session, settings) = (training.Session, training.Settings);
        var (run, seed) = (session.Run, (ulong)settings.Seed);
        using var monitor = new TrainMonitor(terminal, session.FoldsToRun);
        var trained = session.Trainer.Train(settings, seed, session.FoldsToRun, monitor, training.Folder, cancellationToken);
        monitor.EndLine();
        terminal.Error.WriteLine(session.CacheSummary);
        PredictionFile.Write(run.Predictions, trained.Predictions);
        EvaluationFile.Write(run.Evaluation, ModelEvaluator.Evaluate(trained.Predictions));
        var result = RunResult.Of(trained, settings.Export.Winner == WinnerChoice.Refit ? "refit" : "folds");
        if (settings.Export.Winner == WinnerChoice.Refit)
        {
            var refit = TrainingLength.UpTo(settings, result.RefitEpochs, result.RefitSecondStageEpochs);
            using var again = new TrainMonitor(terminal, folds: 1, "all rows");
            var (prepared, model) = session.Trainer.TrainOnAllRows(refit, seed, again, training.Folder, cancellationToken);
            session.Exporter.SaveRefit(run.Winner, refit, seed, trial: null, prepared, model, result);
        }
        else { session.Exporter.SaveFolds(run.Winner, settings, seed, trial: null, trained); }
        var record = training.Record.Ended(terminal, "completed") with { Result = result, Epochs = [.. monitor.Epochs.Select(RunEpoch.Of)] };
        record.Write(run);
        return record;
    }
}
