using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Training;
using Hms.Training.Checkpoints;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Hms.Experiments.Running;

/// <summary>One trial of a sweep: the experiment with the trial's values, trained fold by fold; model and held-out predictions are saved before the trial counts as complete.</summary>
internal sealed class SweepTrialRunner : ITrialRunner
{
    /// <summary>Settings that change nothing of what a trial gives: texts, what the run itself records (data), which model is exported, how a training runs.</summary>
    internal static readonly string[] WithoutEffect = ["about", "paper", "data", "export.winner", "training.checkpointSeconds", "training.memoryLimitGB", "training.outOfMemory"];

    private readonly ResolvedExperiment _experiment;
    private readonly ExperimentTrainer _trainer;
    private readonly TrialArtifacts _artifacts;
    private readonly int _folds;

    public SweepTrialRunner(ResolvedExperiment experiment, ExperimentTrainer trainer, TrialArtifacts artifacts, int folds)
    {
        _experiment = experiment;
        _trainer = trainer;
        _artifacts = artifacts;
        _folds = folds;
    }

    /// <inheritdoc />
    public Task<TrialResult> RunAsync(TrialSettings settings, ITrialReporter reporter, CancellationToken cancellationToken) =>
        Task.Run(() => Run(settings, reporter, cancellationToken), cancellationToken);

    private TrialResult Run(TrialSettings trial, ITrialReporter reporter, CancellationToken cancellationToken)
    {
        var settings = SearchSpaceFactory.Bind(_experiment, trial.Parameters);
        var folder = _artifacts.Folds(trial.TrialId, settings.Training.CheckpointSeconds, Describe(trial));
        try
        {
            var result = Train(trial, settings, new TrialObserver(reporter, settings), folder, reporter, cancellationToken);
            folder.Remove();
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            folder.Remove(); // a trial that fails again and again must not leave its state behind
            throw;
        }
    }

    /// <summary>What the trial trains: the experiment and its values, in full.</summary>
    private string Describe(TrialSettings trial) =>
        _experiment.DifferencesWithout([.. WithoutEffect, "sweep"]) + "\n"
        + string.Join('\n', trial.Parameters.Select(assignment => string.Create(CultureInfo.InvariantCulture, $"{assignment.Name} {assignment.InternalValue:R} {assignment.Value}")));

    private TrialResult Train(TrialSettings trial, ExperimentSettings settings, TrialObserver observer, FoldFolder folder, ITrialReporter reporter, CancellationToken cancellationToken)
    {
        TrainedFolds trained;
        try { trained = _trainer.Train(settings, trial.Seed, _folds, observer, folder, cancellationToken); }
        catch (CheckpointException)
        {
            folder.Remove(); // left by an attempt on another machine or with other versions: this attempt begins anew, to the same result as if there had been none
            trained = _trainer.Train(settings, trial.Seed, _folds, observer, folder, cancellationToken);
        }
        if (trained.Stopped) { return TrialResult.Pruned(); }
        cancellationToken.ThrowIfCancellationRequested(); // an attempt that has lost its lease publishes nothing
        _artifacts.Save(trial.TrialId, settings, trial.Seed, trained);
        reporter.SetUserAttribute(TrialAttributes.Key, JsonNode.Parse(TrialAttributes.From(trained).ToJson()));
        return TrialResult.Completed(trained.MeanKl);
    }

    /// <summary>Reports each epoch once in each attempt: the study forgets what an earlier attempt reported, so epochs before a resume are told again, and the pruner sees the whole trial.</summary>
    /// <remarks>Step = fold x epochs + epoch, so that no two reports of a trial share a step; value = mean over the folds so far.</remarks>
    private sealed class TrialObserver(ITrialReporter reporter, ExperimentSettings settings) : ITrainingObserver
    {
        private readonly List<double> _folds = [];
        private readonly HashSet<int> _steps = [];

        public TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs)
        {
            var decision = TrainingDecision.Continue;
            foreach (var epoch in epochs) { decision = Report(epoch); }
            return decision;
        }

        public TrainingDecision OnEpoch(EpochReport report) => Report(report);

        public void OnCompleted(TrainingSummary summary)
        {
        }

        private TrainingDecision Report(EpochReport epoch)
        {
            var step = TrainingLength.StepOf(settings, epoch);
            if (!_steps.Add(step)) { return TrainingDecision.Continue; }
            var decision = reporter.Report(step, [MeanWith(epoch.Fold, epoch.ValidationKl ?? double.NaN)], epoch.ValidationRowKl?.ToArray());
            return decision == PruningDecision.Prune ? TrainingDecision.Stop : TrainingDecision.Continue;
        }

        /// <summary>Mean over folds of each fold's latest KL.</summary>
        private double MeanWith(int fold, double kl)
        {
            if (_folds.Count == fold) { _folds.Add(kl); }
            else { _folds[fold] = kl; }
            return _folds.Average();
        }
    }
}
