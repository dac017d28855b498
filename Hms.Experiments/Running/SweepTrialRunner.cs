using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Training;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using System.Text.Json.Nodes;

namespace Hms.Experiments.Running;

/// <summary>One trial of a sweep: the experiment with the trial's values, trained fold by fold; model and held-out predictions are saved before the trial counts as complete.</summary>
internal sealed class SweepTrialRunner : ITrialRunner
{
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
        var objective = new RunningObjective();
        var trained = _trainer.Train(settings, trial.Seed, _folds, epoch => Report(reporter, settings, objective, epoch), cancellationToken);
        if (trained.Stopped) { return TrialResult.Pruned(); }
        cancellationToken.ThrowIfCancellationRequested(); // an attempt that has lost its lease publishes nothing
        _artifacts.Save(trial.TrialId, settings, trial.Seed, trained);
        reporter.SetUserAttribute(TrialAttributes.Key, JsonNode.Parse(TrialAttributes.From(trained).ToJson()));
        return TrialResult.Completed(trained.MeanKl);
    }

    /// <summary>Step = fold x epochs + epoch, so that no two reports of a trial share a step; value = mean over the folds so far.</summary>
    private static TrainingDecision Report(ITrialReporter reporter, ExperimentSettings settings, RunningObjective objective, EpochReport epoch)
    {
        var step = TrainingLength.StepOf(settings, epoch);
        var decision = reporter.Report(step, [objective.Update(epoch.Fold, epoch.ValidationKl ?? double.NaN)], epoch.ValidationRowKl?.ToArray());
        return decision == PruningDecision.Prune ? TrainingDecision.Stop : TrainingDecision.Continue;
    }

    /// <summary>Mean over folds of each fold's latest KL.</summary>
    private sealed class RunningObjective
    {
        private readonly List<double> _folds = [];

        public double Update(int fold, double kl)
        {
            if (_folds.Count == fold) { _folds.Add(kl); }
            else { _folds[fold] = kl; }
            return _folds.Average();
        }
    }
}
