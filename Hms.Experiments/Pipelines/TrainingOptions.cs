using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Running;
using Hms.Training;
using Hms.Training.Optimization;

namespace Hms.Experiments.Pipelines;

/// <summary>From the settings of experiments.json to the options of the trainer.</summary>
internal static class TrainingOptions
{
    /// <summary>Column of the rows' weights, where a step makes them.</summary>
    public const string WeightColumn = "Weight";

    /// <summary>The trainer's options, without seed, fold and observer.</summary>
    public static EegImageClassificationOptions Of(ExperimentSettings settings, string featureColumn)
    {
        var training = settings.Training;
        return new EegImageClassificationOptions
        {
            FeatureColumn = featureColumn,
            VotesColumn = HmsDataView.VotesColumn,
            VoteCountColumn = HmsDataView.VoteCountColumn,
            WeightColumn = settings.Transforms.Any(step => step is RebalanceStep { Strategy: RebalanceStrategy.ClassWeights }) ? WeightColumn : null,
            Augmentation = settings.Transforms.OfType<AugmentStep>().FirstOrDefault(step => step is { Copies: null, DoesNothing: false })?.ToOptions(),
            ScoreColumn = FoldEnsemble.ScoreColumn,
            PredictedLabelColumn = FoldEnsemble.PredictedLabelColumn,
            Network = settings.Model.Network ?? throw new InvalidOperationException("The experiment has no network."),
            Dropout = settings.Model.Dropout,
            Epochs = training.Epochs,
            BatchSize = training.BatchSize,
            Optimizer = OptimizerOf(training.Optimizer),
            Schedule = training.Schedule switch
            {
                CosineSettings => new CosineSchedule(),
                ConstantSettings => new ConstantSchedule(),
                var other => throw new InvalidOperationException($"No schedule for {other.GetType().Name}."),
            },
            Threads = training.Threads,
            Device = DeviceOf(training),
            OutOfMemory = training.OutOfMemory == OutOfMemoryChoice.HalveBatch ? OutOfMemoryPolicy.HalveBatch : OutOfMemoryPolicy.Fail,
            Keep = training.Keep == KeepEpoch.Best ? EpochToKeep.BestEpoch : EpochToKeep.LastEpoch,
        };
    }

    /// <summary>The device that the experiment declares.</summary>
    public static TrainingDevice DeviceOf(TrainingSettings training) =>
        TrainingDevice.TryParse(training.Device, out var device) ? device : throw new InvalidOperationException($"No device is named {training.Device}.");

    private static AdamWOptions OptimizerOf(OptimizerSettings optimizer) => optimizer switch
    {
        AdamWSettings adamW => new AdamWOptions { LearningRate = adamW.LearningRate, Beta1 = adamW.Beta1, Beta2 = adamW.Beta2, WeightDecay = adamW.WeightDecay },
        var other => throw new InvalidOperationException($"No optimizer for {other.GetType().Name}."),
    };
}
