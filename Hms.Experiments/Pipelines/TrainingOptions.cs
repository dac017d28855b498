using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Running;
using Hms.Training;
using Hms.Training.Networks;
using Hms.Tuning.Running.Workers;

namespace Hms.Experiments.Pipelines;

/// <summary>From the settings of experiments.json to the options of the trainer.</summary>
internal static class TrainingOptions
{
    /// <summary>Column of the rows' weights, where a step makes them.</summary>
    public const string WeightColumn = "Weight";

    /// <summary>Share of the machine's memory that all trainings of a run may hold together.</summary>
    private const double MemoryShareOfAll = 0.9;

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
            NetworkOptions = NetworkOptionsOf(settings.Model),
            Epochs = training.Epochs,
            BatchSize = training.BatchSize,
            Optimizer = LearningOptions.OptimizerOf(training.Optimizer),
            Schedule = LearningOptions.ScheduleOf(training.Schedule, training.WarmUp),
            Loss = LearningOptions.LossOf(training.Loss),
            VoteWeighting = LearningOptions.VoteWeightingOf(training.VoteWeighting),
            GradientClip = training.GradientClip,
            Accumulation = training.Accumulation,
            Ema = training.Ema is { } ema ? new EmaOptions { Decay = ema.Decay, WarmUpPower = ema.WarmUpPower, WarmUpGamma = ema.WarmUpGamma } : null,
            EarlyStopping = training.EarlyStopping is { } stopping ? new EarlyStoppingOptions { Patience = stopping.Patience, MinimumGain = stopping.MinimumGain } : null,
            SecondStage = training.SecondStage is { } second
                ? new SecondStageOptions { MinimumVotes = second.MinimumVotes, Epochs = second.Epochs, LearningRateFactor = second.LearningRateFactor }
                : null,
            HighVotes = training.HighVotes,
            MemoryLimitBytes = training.MemoryLimitGB is { } limit ? Math.Max(1, (long)(limit * (1L << 30))) : null,
            MemoryShare = MemoryShareOf(WorkerAssignment.FromEnvironment()),
            Threads = training.Threads,
            Device = DeviceOf(training),
            OutOfMemory = training.OutOfMemory == OutOfMemoryChoice.HalveBatch ? OutOfMemoryPolicy.HalveBatch : OutOfMemoryPolicy.Fail,
            Keep = training.Keep == KeepEpoch.Best ? EpochToKeep.BestEpoch : EpochToKeep.LastEpoch,
        };
    }

    /// <summary>Share of the machine's memory that this process may hold: workers of a sweep share it evenly.</summary>
    internal static double MemoryShareOf(WorkerAssignment assignment) => MemoryShareOfAll / assignment.Count;

    /// <summary>The device that the experiment declares.</summary>
    public static TrainingDevice DeviceOf(TrainingSettings training) =>
        TrainingDevice.TryParse(training.Device, out var device) ? device : throw new InvalidOperationException($"No device is named {training.Device}.");

    /// <summary>What the model's settings say of the network, beside its name.</summary>
    public static NetworkOptions NetworkOptionsOf(ModelSettings model)
    {
        var sizes = model.EegNet ?? new EegNetSettings();
        return new NetworkOptions
        {
            Dropout = model.Dropout,
            DropPath = model.DropPath,
            Pooling = model.Pooling == PoolingChoice.Gem ? GlobalPooling.GeneralizedMean : GlobalPooling.Average,
            EegNet = new EegNetOptions { TemporalFilters = sizes.TemporalFilters, SpatialFilters = sizes.SpatialFilters, Features = sizes.Features, KernelSamples = sizes.KernelSamples },
        };
    }
}
