using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>The figures of a run's best trial, over its held-out rows.</summary>
/// <param name="Objective">Mean over folds of the KL.</param>
/// <param name="FoldKl">KL of each fold.</param>
/// <param name="Kl">Mean KL over all held-out rows.</param>
/// <param name="PriorKl">The same of each fold's class prior.</param>
/// <param name="UniformKl">The same of uniform.</param>
/// <param name="Gain">Paired gain over the class prior.</param>
/// <param name="GainStandardError">Its standard error by patient; null with one patient.</param>
/// <param name="LastEpochKl">Mean over folds of the KL after the last epoch.</param>
/// <param name="BestEpochKl">Mean over folds of the KL at the best epoch; optimistic.</param>
/// <param name="RefitEpochs">Epochs of a training on all rows: stage by stage the median over folds of those that ran up to the best one.</param>
/// <param name="Winner">folds, refit or ensemble.</param>
internal sealed record RunResult(
    double Objective, IReadOnlyList<double> FoldKl, double Kl, double PriorKl, double UniformKl, double Gain, double? GainStandardError, double? LastEpochKl, double? BestEpochKl, int RefitEpochs, string Winner)
{
    /// <summary>What weights rounded to float16 cost in KL: mean over folds of the held-out rows, above that of float32 weights. Of the fold models, also where the winner is a refit. Null where the weights are not rounded.</summary>
    public double? Float16Cost { get; init; }

    /// <summary>How many of the epochs of a training on all rows are of the second stage; null in records of earlier versions.</summary>
    public int? RefitSecondStageEpochs { get; init; }

    /// <summary>From an experiment that was just trained.</summary>
    public static RunResult Of(TrainedFolds trained, string winner) => Of(trained.Predictions, TrialAttributes.From(trained), winner);

    /// <summary>From the predictions and attributes that a trial left.</summary>
    public static RunResult Of(IReadOnlyList<HeldOutPrediction> predictions, TrialAttributes attributes, string winner)
    {
        var evaluation = HeldOutEvaluation.Of(predictions);
        return new RunResult(
            attributes.FoldKl.Average(), attributes.FoldKl, evaluation.Kl, evaluation.PriorKl, evaluation.UniformKl,
            attributes.Gain, attributes.GainStandardError, attributes.LastEpochKl, attributes.BestEpochKl, attributes.RefitEpochs, winner)
        { Float16Cost = attributes.Float16Cost, RefitSecondStageEpochs = attributes.RefitSecondStageEpochs };
    }
}
