using Hms.Data.Files;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Training;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>Exports one completed trial as the experiment declares: the mean of its fold models, or one model trained on all rows.</summary>
internal static class TrialExport
{
    /// <summary>Writes the model.</summary>
    /// <param name="session">The run.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="studySeed">Seed of the study.</param>
    /// <param name="trial">A completed trial.</param>
    /// <param name="path">Model to write.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <returns>The trial's figures over its held-out rows, and its predictions of them.</returns>
    /// <remarks>A model that was not kept is trained again: the same seeds give the same model.</remarks>
    public static (RunResult Result, IReadOnlyList<HeldOutPrediction> Predictions) Write(RunSession session, ResolvedExperiment experiment, ulong studySeed, Trial trial, string path, CancellationToken cancellationToken)
    {
        var settings = SearchSpaceFactory.Bind(experiment, trial.Parameters);
        var seed = TrialSettings.SeedOf(studySeed, trial.Number);
        var predictions = File.Exists(session.Run.TrialPredictions(trial.Number)) ? PredictionFile.Read(session.Run.TrialPredictions(trial.Number)) : null;
        var kept = session.Run.TrialModel(trial.Number);
        TrainedFolds? trained = null;
        if (predictions is null || (session.Settings.Export.Winner == WinnerChoice.Folds && !File.Exists(kept)))
        {
            trained = session.Trainer.Train(settings, seed, session.FoldsToRun, new SilentObserver(), folder: null, cancellationToken);
            predictions = trained.Predictions;
        }
        var attributes = TrialAttributes.Of(trial) ?? TrialAttributes.From(trained ?? throw new UserErrorException($"Trial {trial.Number} has no result; export a completed trial."));
        var winner = session.Settings.Export.Winner;
        var result = RunResult.Of(predictions, attributes, winner == WinnerChoice.Refit ? "refit" : "folds");
        if (winner == WinnerChoice.Refit) { SaveRefit(session, settings, seed, trial.Number, path, result, cancellationToken); }
        else if (trained is not null) { session.Exporter.SaveFolds(path, settings, seed, trial.Number, trained); }
        else { AtomicFile.Write(path, stream => { using var source = File.OpenRead(kept); source.CopyTo(stream); }); }
        return (result, predictions);
    }

    private static void SaveRefit(RunSession session, ExperimentSettings settings, ulong seed, int trial, string path, RunResult result, CancellationToken cancellationToken)
    {
        var refit = TrainingLength.UpTo(settings, result.RefitEpochs, result.RefitSecondStageEpochs);
        var (prepared, model) = session.Trainer.TrainOnAllRows(refit, seed, observer: null, folder: null, cancellationToken);
        session.Exporter.SaveRefit(path, refit, seed, trial, prepared, model, result);
    }
}
