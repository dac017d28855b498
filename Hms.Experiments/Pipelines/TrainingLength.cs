using Hms.Experiments.Configuration.Settings;
using Hms.Training;
using Hms.Training.Features;

namespace Hms.Experiments.Pipelines;

/// <summary>How long a training is, and where in it a report stands: epochs of a network, parts of a learner's trees.</summary>
internal static class TrainingLength
{
    /// <summary>Steps that pruners count for each fold; equal for all learners, so that trials of one sweep can be compared.</summary>
    public static int StepsPerFold(ExperimentSettings settings) => settings.Model.Learner is null ? settings.Training.CountEpochs() : FeatureClassificationOptions.ReportCount;

    /// <summary>The step of a report, from 0 over all folds. A learner of fewer reports skips steps, so that its last one is the fold's last.</summary>
    public static int StepOf(ExperimentSettings settings, EpochReport report)
    {
        var steps = StepsPerFold(settings);
        var within = settings.Model.Learner is null ? report.Epoch : report.Epoch * steps / report.EpochCount;
        return report.Fold * steps + within - 1;
    }

    /// <summary>The same training up to one of its reports.</summary>
    /// <param name="settings">Concrete settings.</param>
    /// <param name="report">Report, 1-based: the epoch of a network.</param>
    /// <param name="secondStage">How many of them are epochs of the second stage; null: those that the first stage has no room for.</param>
    public static ExperimentSettings UpTo(ExperimentSettings settings, int report, int? secondStage = null) => settings.Model.Learner switch
    {
        LightGbmLearnerSettings learner => settings with { Model = settings.Model with { Learner = learner with { Trees = FeatureClassificationOptions.TreesAt(learner.Trees, report) } } },
        FastTreeLearnerSettings learner => settings with { Model = settings.Model with { Learner = learner with { Trees = FeatureClassificationOptions.TreesAt(learner.Trees, report) } } },
        null => settings with { Training = secondStage is { } second ? settings.Training.CutTo(report - second, second) : settings.Training.CutTo(report) },
        _ => settings,
    };

    /// <summary>What the length is measured in, and how much of it there is: epochs, trees (of each class), or steps at most.</summary>
    public static (string Unit, int Count) Of(ExperimentSettings settings) => settings.Model.Learner switch
    {
        LightGbmLearnerSettings learner => ("trees", learner.Trees),
        FastTreeLearnerSettings learner => ("trees", learner.Trees),
        LogisticRegressionLearnerSettings learner => ("iterations", learner.Iterations),
        _ => ("epochs", settings.Training.CountEpochs()),
    };
}
