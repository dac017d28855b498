using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Running;
using Hms.Training;
using Hms.Training.Features;

namespace Hms.Experiments.Pipelines;

/// <summary>From the settings of experiments.json to the options of a learner of features.</summary>
internal static class LearnerOptions
{
    /// <summary>The options, without seed, fold and observer.</summary>
    public static FeatureClassificationOptions Of(ExperimentSettings settings, string featureColumn) => new()
    {
        FeatureColumn = featureColumn,
        VotesColumn = HmsDataView.VotesColumn,
        WeightColumn = settings.Transforms.Any(step => step is RebalanceStep { Strategy: RebalanceStrategy.ClassWeights }) ? TrainingOptions.WeightColumn : null,
        VoteCountColumn = HmsDataView.VoteCountColumn,
        HighVotes = settings.Training.HighVotes,
        ScoreColumn = FoldEnsemble.ScoreColumn,
        PredictedLabelColumn = FoldEnsemble.PredictedLabelColumn,
        Learner = LearnerOf(settings.Model.Learner),
        Threads = settings.Training.Threads,
        Keep = settings.Training.Keep == KeepEpoch.Best ? EpochToKeep.BestEpoch : EpochToKeep.LastEpoch,
    };

    private static FeatureLearner LearnerOf(LearnerSettings? learner) => learner switch
    {
        LightGbmLearnerSettings s => new LightGbmLearner
        {
            Leaves = s.Leaves,
            LearningRate = s.LearningRate,
            Trees = s.Trees,
            MinimumRowsPerLeaf = s.MinimumRowsPerLeaf,
            L1 = s.L1,
            L2 = s.L2,
            FeatureFraction = s.FeatureFraction,
            RowFraction = s.RowFraction,
            MaximumBins = s.MaximumBins,
        },
        FastTreeLearnerSettings s => new FastTreeLearner
        {
            Leaves = s.Leaves,
            LearningRate = s.LearningRate,
            Trees = s.Trees,
            MinimumRowsPerLeaf = s.MinimumRowsPerLeaf,
            FeatureFraction = s.FeatureFraction,
            MaximumBins = s.MaximumBins,
        },
        LogisticRegressionLearnerSettings s => new LogisticRegressionLearner { L1 = s.L1, L2 = s.L2, Iterations = s.Iterations, Tolerance = s.Tolerance },
        var other => throw new InvalidOperationException($"No learner for {other?.GetType().Name ?? "null"}."),
    };
}
