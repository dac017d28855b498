using Hms.Data;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Transforms.Scoring;
using Microsoft.ML;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>From a declared combination to what fits it, and from what was fitted to steps of a model file.</summary>
internal static class CombinationFactory
{
    private const string JoinedColumn = FoldEnsemble.ScoreColumn + ".joined";
    private const string FeatureColumn = "StackFeatures";

    /// <summary>What fits a combination.</summary>
    /// <param name="context">Any context.</param>
    /// <param name="settings">The ensemble.</param>
    /// <param name="temporaryFolder">Folder for copies of rows; null for the system's.</param>
    public static ICombinationFitter Create(MLContext context, EnsembleSettings settings, string? temporaryFolder = null)
    {
        ICombinationFitter fitter = settings.Combine switch
        {
            MeanCombineSettings => new MeanFitter(),
            WeightedCombineSettings => new WeightedFitter(),
            LogBlendCombineSettings => new LogBlendFitter(),
            StackCombineSettings stack => new StackFitter(context, stack, (ulong)settings.Seed, temporaryFolder),
            _ => throw new ArgumentException($"Combination {settings.Combine.GetType().Name} is not known.", nameof(settings)),
        };
        return settings.Calibration == CalibrationChoice.None ? fitter : new CalibratedFitter(fitter, settings.Calibration);
    }

    /// <summary>The steps that do to columns of probabilities what was fitted.</summary>
    /// <param name="combination">What was fitted.</param>
    /// <param name="inputs">Column of each member's probabilities.</param>
    /// <param name="scoreColumn">Column of the result.</param>
    /// <param name="predictedLabelColumn">Column of the most probable class.</param>
    public static IReadOnlyList<ITransformer> StepsOf(FittedCombination combination, IReadOnlyList<string> inputs, string scoreColumn = FoldEnsemble.ScoreColumn, string predictedLabelColumn = FoldEnsemble.PredictedLabelColumn)
    {
        var blend = new ScoreBlendingOptions { InputColumns = inputs, ScoreColumn = scoreColumn, PredictedLabelColumn = predictedLabelColumn, ClassNames = VoteClasses.Names };
        return combination switch
        {
            MeanCombination => [new ScoreBlendingTransformer(blend)],
            WeightedCombination weighted => [new ScoreBlendingTransformer(blend with { Weights = weighted.Weights })],
            LogBlendCombination log => [new ScoreBlendingTransformer(blend with { Kind = ScoreBlendKind.Geometric, Weights = log.Weights, ClassBias = log.Bias, SmallestProbability = log.Floor })],
            StackCombination stack =>
            [
                new ScoreStatisticsTransformer(new ScoreStatisticsOptions { InputColumns = inputs, Statistics = stack.Statistics, OutputColumn = FeatureColumn }),
                new OnnxClassificationTransformer(stack.Onnx, FeatureColumn, scoreColumn, predictedLabelColumn, VoteClasses.Names),
            ],
            CalibratedCombination calibrated =>
            [
                .. StepsOf(calibrated.Inner, inputs, JoinedColumn, $"{JoinedColumn}.PredictedLabel"),
                new ScoreBlendingTransformer(blend with { InputColumns = [JoinedColumn], Temperature = calibrated.Calibration.Temperature, ClassBias = calibrated.Calibration.Bias }),
            ],
            _ => throw new ArgumentException($"No steps are known for {combination.GetType().Name}.", nameof(combination)),
        };
    }
}
